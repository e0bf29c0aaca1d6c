import type { TimelineOptions, TimelineStep, Timelines } from '../timeline.ts';
import { COMMAND_NAMES, type CommandName, checkCommand, commandSchema, isCommandName } from './commands.ts';
import type { SandboxControl } from './control.ts';
import { ControlError, invalid } from './errors.ts';

export interface ControlHttpParts {
  control: SandboxControl;
  timelines: Timelines;
  /** Starts the demonstration; null where the sandbox was started without its cases. */
  startDemo: ((everyMs: number | undefined) => unknown) | null;
}

type Handler = (call: Call) => unknown;

interface Call {
  params: string[];
  query: URLSearchParams;
  body: Record<string, unknown>;
}

interface Route {
  method: string;
  /** Segments after `/_sandbox`; `:` takes any one segment. */
  path: string[];
  status: number;
  handle: Handler;
  help: string;
}

/** Answers `/_sandbox/*`: JSON, errors as problem+json that say what to fix. */
export function createControlHandler(
  parts: ControlHttpParts,
): (request: Request, path: string) => Promise<Response> {
  const routes = routesOf(parts);
  return async (request, path) => {
    try {
      const segments = path
        .split('/')
        .slice(2)
        .filter((segment) => segment !== '')
        .map(decodeURIComponent);
      const here = routes.filter((route) => fits(route, segments));
      const route = here.find((one) => one.method === request.method);
      if (!route) throw noRoute(path, here);
      const params = segments.filter((_, at) => route.path[at] === ':');
      const body = await bodyOf(request);
      const answer = await route.handle({ params, query: new URL(request.url).searchParams, body });
      return Response.json(answer, { status: route.status });
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      return problem(error, path);
    }
  };
}

function routesOf({ control, timelines, startDemo }: ControlHttpParts): Route[] {
  const routes: Route[] = [];
  const add = (method: string, path: string, status: number, help: string, handle: Handler) => {
    routes.push({ method, path: path.split('/').filter((segment) => segment !== ''), status, handle, help });
  };
  const run = (name: CommandName, input: unknown) => control.run(name, checkCommand(name, input));
  const onCase = (method: string, path: string, status: number, name: CommandName) =>
    add(method, `/cases/:${path}`, status, `command ${name}`, ({ params, query, body }) =>
      run(name, { ...pick(query, ['court', 'grau']), ...body, number: params[0] }),
    );

  add('GET', '/', 200, 'this page', () => helpOf(routes));
  add('GET', '/courts', 200, 'the courts, and how many documents each has', () => ({
    data: control.courts(),
  }));
  add('GET', '/cases', 200, 'documents; ?court= &number= &grau= &limit= &cursor=', ({ query }) =>
    control.cases({ ...pick(query, ['court', 'number', 'grau', 'cursor']), ...limitOf(query) }),
  );
  add('POST', '/cases', 201, 'command create-case', ({ body }) => run('create-case', body));
  add('GET', '/cases/:', 200, 'every document of a number, whole', ({ params }) => ({
    data: control.readCase(params[0] ?? ''),
  }));
  onCase('DELETE', '', 200, 'delete-case');
  onCase('POST', '/movements', 201, 'add-movement');
  onCase('POST', '/movements/late', 201, 'publish-late');
  onCase('POST', '/movements/correct', 200, 'correct-movement');
  onCase('POST', '/movements/withdraw', 200, 'withdraw-movement');
  onCase('POST', '/movements/hide', 200, 'hide-movements');
  onCase('POST', '/movements/restore', 200, 'restore-movements');
  onCase('POST', '/grau', 201, 'move-grau');
  onCase('POST', '/pipeline', 200, 'switch-pipeline');
  onCase('POST', '/secrecy', 200, 'set-secrecy');
  onCase('POST', '/touch', 200, 'touch');
  add('GET', '/faults', 200, 'the faults that wait', () => ({ data: control.faults() }));
  add('POST', '/faults', 201, 'command inject-fault', ({ body }) => run('inject-fault', body));
  add('DELETE', '/faults', 200, 'command clear-faults; ?court=', ({ query }) =>
    run('clear-faults', pick(query, ['court'])),
  );
  add('DELETE', '/faults/:', 200, 'clears one fault', ({ params }) => run('clear-faults', { id: params[0] }));
  add('POST', '/rotate-key', 200, 'command rotate-key', ({ body }) => run('rotate-key', body));
  add('POST', '/lag', 200, 'command set-lag', ({ body }) => run('set-lag', body));
  add('POST', '/rate', 200, 'command set-rate', ({ body }) => run('set-rate', body));
  add('GET', '/requests', 200, 'the last searches, newest first; ?court= &limit=', ({ query }) => ({
    data: control.requests({ ...pick(query, ['court']), ...limitOf(query) }),
  }));
  add('DELETE', '/requests', 200, 'forgets them and sets the counters to zero', () => {
    control.clearRequests();
    return control.stats();
  });
  add('GET', '/stats', 200, 'counters, in all and per court', () => control.stats());
  add('POST', '/reset', 200, 'command reset; stops the timelines', () => {
    timelines.stopAll();
    return run('reset', {});
  });
  add('POST', '/commands', 200, 'any command: {"do": name, ...input}', ({ body }) => {
    const { do: name, ...input } = body;
    if (!isCommandName(name))
      throw invalid(
        '/do',
        `There is no command "${String(name)}".`,
        `Use one of ${COMMAND_NAMES.join(', ')}.`,
      );
    return run(name, input);
  });
  add('GET', '/timelines', 200, 'the timelines', () => ({ data: timelines.list() }));
  add('POST', '/timelines', 201, 'starts one: {"script": [...], "speed"?, "loop"?, "name"?}', ({ body }) => {
    const { script, ...options } = body;
    return timelines.start(script as TimelineStep[], options as TimelineOptions);
  });
  add('POST', '/timelines/demo', 201, 'starts the demonstration: {"everyMs"?}', ({ body }) => {
    if (!startDemo) throw new ControlError(409, 'This sandbox was started without the demonstration cases.');
    const { everyMs } = body;
    if (everyMs !== undefined && !(typeof everyMs === 'number' && everyMs >= 10)) {
      throw invalid('/everyMs', 'everyMs is not valid.', 'Give a number of milliseconds, 10 or more.');
    }
    return startDemo(everyMs);
  });
  add('DELETE', '/timelines/:', 200, 'stops one', ({ params }) => timelines.stop(params[0] ?? ''));
  return routes;
}

function helpOf(routes: Route[]) {
  return {
    service: 'DataJud sandbox: control API',
    routes: routes.map(
      (route) => `${route.method} /_sandbox/${route.path.join('/').replaceAll(':', '{}')} - ${route.help}`,
    ),
    commands: Object.fromEntries(COMMAND_NAMES.map((name) => [name, commandSchema(name)])),
  };
}

function fits(route: Route, segments: string[]): boolean {
  return (
    route.path.length === segments.length &&
    route.path.every((part, at) => part === ':' || part === segments[at])
  );
}

function noRoute(path: string, here: Route[]): ControlError {
  if (here.length > 0) {
    const methods = here.map((route) => route.method).join(', ');
    return new ControlError(405, `${path} takes ${methods}.`, [
      { location: 'method', message: 'Not this method.', fix: `Use ${methods}.` },
    ]);
  }
  return new ControlError(404, `There is no ${path}.`, [
    { location: 'path', message: 'No such path.', fix: 'GET /_sandbox lists them all.' },
  ]);
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw invalid(
      'body',
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
      'Send a JSON object.',
    );
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>;
  throw invalid('body', 'The body is not an object.', 'Send a JSON object.');
}

function problem(error: ControlError, path: string): Response {
  const titles: Record<number, string> = {
    400: 'Bad Request',
    404: 'Not Found',
    405: 'Method Not Allowed',
    409: 'Conflict',
  };
  const body = {
    type: 'about:blank',
    title: titles[error.status] ?? 'Error',
    status: error.status,
    detail: error.message,
    instance: path,
    errors: error.problems,
  };
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

function pick(query: URLSearchParams, names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (query.has(name) ? [[name, query.get(name) ?? '']] : [])),
  );
}

function limitOf(query: URLSearchParams): { limit?: number } {
  const text = query.get('limit');
  if (text === null) return {};
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1000) {
    throw invalid('?limit', `"${text}" is no limit.`, 'Give a number from 1 to 1000.');
  }
  return { limit: Number(text) };
}
