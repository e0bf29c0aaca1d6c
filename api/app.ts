import { type AnyElysia, Elysia } from 'elysia';
import { describeError } from '../actors/runtime/errors.ts';
import { createSharedReads } from '../db/shared-reads.ts';
import { TOKEN_DEFAULTS } from './auth/access-token.ts';
import { type Authenticate, createAuthenticate } from './auth/authenticate.ts';
import { createPasswordHasher } from './auth/passwords.ts';
import { type ApiDeps, type ApiParts, STREAM_PACE } from './deps.ts';
import { SILENT } from './events/signal.ts';
import { DEFAULT_ACCEPTS, readBody } from './http/body.ts';
import { answerError, createEnvelope } from './http/envelope.ts';
import { createGate } from './http/gate.ts';
import { malformed } from './http/json.ts';
import { createRequestMetrics } from './http/metrics.ts';
import { refuseTwinModels } from './http/models.ts';
import { refuseQuery } from './http/query.ts';
import { allowedMethods, type DeclaredRoute, declaredRoutes, pageFinder } from './http/routes.ts';
import { stateOf } from './http/state.ts';
import { claimKey } from './idempotency/claim.ts';
import { createSealer } from './idempotency/seal.ts';
import { modules } from './modules.ts';
import { openApi } from './openapi/plugin.ts';
import { Problem } from './problems/problem.ts';
import { createRateLimiter } from './rate/limiter.ts';

/**
 * The API as an Elysia app, without a socket: `app.handle(new Request('http://localhost/v1/...'))`, `app.fetch` for Bun.serve.
 * The way of a request: envelope -> route -> gate (who, how often, may they) -> body -> validation -> Idempotency-Key ->
 * handler; the gate comes before the body is read, so strangers learn nothing and cost little.
 * @throws Error at once when a route declares neither `auth` nor `public`
 */
export function createApi(parts: ApiParts): AnyElysia {
  const { pool, log, publicUrl, limits } = parts;
  const now = parts.now ?? Date.now;
  const onError = (error: unknown) =>
    log.warn({ error: describeError(error) }, 'a side task of a request failed');
  const tokens = { ...TOKEN_DEFAULTS, secret: parts.secret, now };
  const limiter = createRateLimiter({ pool, now });
  const reads = createSharedReads(parts.reads ?? pool);
  const authenticate = createAuthenticate({ pool, reads, tokens, now, onError });
  const deps = completeDeps(parts, { now, tokens, limiter, reads, authenticate });
  const idempotency = { pool, sealer: createSealer(parts.secret), onError };
  const admit = createGate({
    authenticate,
    limiter,
    tenantPolicy: limits.tenant,
    addressPolicy: limits.address,
  });
  let declared = new Map<string, DeclaredRoute>();
  let findPage = pageFinder(declared);
  const answering = { log, publicUrl, isPage: (request: Request) => findPage(request) };
  const envelope = createEnvelope({
    ...answering,
    idempotency,
    metrics: createRequestMetrics(deps.metrics),
    addressOf: parts.addressOf ?? (() => 'local'),
  });

  const routeOf = (request: Request, route: string) => {
    const found = declared.get(`${request.method === 'HEAD' ? 'GET' : request.method} ${route}`);
    if (!found) throw new Error(`nothing is declared for ${request.method} ${route}`);
    stateOf(request).route = route;
    return found;
  };

  // Hooks apply to what is registered after them, so they come first.
  const app: AnyElysia = new Elysia({ normalize: false })
    .wrap(envelope)
    .onRequest(function refuseNul({ request }) {
      if (request.url.includes('%00')) throw malformed('url', 'It contains %00.', 'Remove that character.');
    })
    .onError(function answerProblem({ error, code, request, path }) {
      if (code !== 'NOT_FOUND') return answerError(error, request, answering);
      const methods = allowedMethods(app, path);
      if (methods.length === 0) return answerError(new Problem('not-found'), request, answering);
      const headers = { allow: methods.join(', ') };
      if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers });
      return answerError(new Problem('method-not-allowed', { headers }), request, answering);
    })
    .onParse(async function admitAndRead({ request, route }) {
      const { policy, accepts } = routeOf(request, route);
      await admit(request, policy, stateOf(request));
      return readBody(request, accepts ?? DEFAULT_ACCEPTS);
    })
    .onTransform(async function admitReader({ request, route }) {
      const { policy, takesQuery } = routeOf(request, route);
      await admit(request, policy, stateOf(request));
      refuseQuery(request, takesQuery);
    })
    .onBeforeHandle(async function claimIdempotencyKey({ request }) {
      if (request.method === 'POST') return claimKey(idempotency, request, stateOf(request));
    });

  const all = modules(deps);
  refuseTwinModels(all);
  for (const module of [...all, openApi(deps)]) app.use(module);
  declared = declaredRoutes(app);
  findPage = pageFinder(declared);
  return app;
}

function completeDeps(
  parts: ApiParts,
  {
    authenticate,
    ...made
  }: Pick<ApiDeps, 'now' | 'tokens' | 'limiter' | 'reads'> & { authenticate: Authenticate },
): ApiDeps {
  const isStopping = parts.isStopping ?? (() => false);
  return {
    ...parts,
    ...made,
    isStopping,
    checkAnswers: parts.checkAnswers ?? false,
    eventSignal: parts.eventSignal ?? SILENT,
    passwords: createPasswordHasher(),
    streams: { ...STREAM_PACE, ...parts.streams },
    mayContinue: async (request) => !isStopping() && (await authenticate(request)) !== undefined,
  };
}
