import type { AnyElysia } from 'elysia';
import type { Accepts } from './body.ts';
import { DECLARED } from './conventions.ts';
import type { RoutePolicy } from './gate.ts';

/** What a route says of itself, by method and template. */
export interface DeclaredRoute {
  policy: RoutePolicy;
  accepts?: Accepts;
  /** Whether it has query parameters. */
  takesQuery: boolean;
  /** Whether people look at what it answers, problems too. */
  isPage: boolean;
}

/** @throws Error naming the first route that declares neither `auth` nor `public`: it would be open by oversight */
export function declaredRoutes(app: AnyElysia): Map<string, DeclaredRoute> {
  const routes = new Map<string, DeclaredRoute>();
  for (const { method, path, hooks } of app.routes) {
    const detail = (hooks.detail ?? {}) as Record<string, unknown>;
    const scope = detail[DECLARED.scope];
    const open = detail[DECLARED.public];
    // The documents that the swagger plugin itself serves.
    const policy = scope ? { scope } : open ? { public: open } : detail.hide ? { public: 'open' } : undefined;
    if (!policy) throw new Error(`${method} ${path} declares neither "auth" nor "public"`);
    routes.set(`${method} ${path}`, {
      policy: policy as RoutePolicy,
      accepts: detail[DECLARED.accepts] as Accepts,
      isPage: isPage(detail),
      // Pages and their files may be linked to with whatever counts visitors.
      takesQuery: hooks.query !== undefined || open === 'open' || detail.hide === true,
    });
  }
  return routes;
}

/** Whether what a route declares makes it a page for people: HTML alone, for whoever has the link. */
export function isPage(declared: Readonly<Record<string, unknown>>): boolean {
  const produces = declared[DECLARED.produces];
  return (
    declared[DECLARED.public] !== undefined && Array.isArray(produces) && produces.join() === 'text/html'
  );
}

/** Tells whether a request is for a page, whatever became of it: matched or not. */
export function pageFinder(routes: ReadonlyMap<string, DeclaredRoute>): (request: Request) => boolean {
  const pages = [...routes].flatMap(([route, { isPage }]) => (isPage ? [route.split(/[ /]+/)] : []));
  return (request) => {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const parts = [method, ...new URL(request.url).pathname.split('/').filter(Boolean)];
    // A link that was cut off before its token is a link all the same.
    return pages.some(
      (page) =>
        page.length >= parts.length && page.every((part, i) => part.startsWith(':') || part === parts[i]),
    );
  };
}

/** Methods that a path answers to, for Allow; none when there is no such path. */
export function allowedMethods(app: AnyElysia, path: string): string[] {
  const segments = path.split('/').filter(Boolean);
  const methods = new Set<string>();
  for (const route of app.routes) {
    const template = route.path.split('/').filter(Boolean);
    const fits =
      template.length === segments.length &&
      template.every((part, i) => part.startsWith(':') || part === segments[i]);
    if (fits) methods.add(route.method);
  }
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods].sort();
}
