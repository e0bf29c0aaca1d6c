import { Elysia } from 'elysia';
import { conventions } from '../http/conventions.ts';
import { Problem } from '../problems/problem.ts';

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Direito Lux API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/swagger/ui/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/swagger/ui/swagger-ui-bundle.js"></script><script src="/swagger/ui/start.js"></script></body></html>`;

const START = `SwaggerUIBundle({url: '/swagger/json', dom_id: '#swagger-ui', deepLinking: true, persistAuthorization: true});`;

/** The page of Swagger UI, and the files it needs from the package swagger-ui-dist. */
export function userInterface() {
  return new Elysia({ name: 'swagger-ui', prefix: '/swagger' })
    .use(conventions())
    .get('', page, { public: 'open', detail: { hide: true } })
    .get('/ui/:file', ({ params }) => asset(params.file), { public: 'open', detail: { hide: true } });
}

function page(): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP };
  return new Response(PAGE, { headers });
}

function asset(name: string): Response {
  const cache = { 'cache-control': 'public, max-age=86400' };
  if (name === 'start.js')
    return new Response(START, { headers: { 'content-type': 'text/javascript', ...cache } });
  const type = { 'swagger-ui.css': 'text/css', 'swagger-ui-bundle.js': 'text/javascript' }[name];
  if (!type) throw new Problem('not-found');
  const path = new URL(import.meta.resolve(`swagger-ui-dist/${name}`));
  return new Response(Bun.file(path), { headers: { 'content-type': type, ...cache } });
}
