import type { Pool } from '../../db/pool.ts';
import { withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { RequestState } from '../http/state.ts';
import { Problem } from '../problems/problem.ts';
import type { Sealer } from './seal.ts';

/**
 * A key goes: absent -> claimed (status null, committed before the work) -> saved (status and sealed answer)
 *                                     \-> absent again (5xx, 429, or nothing to save)
 * A claim older than a minute was left by a process that died, and is taken over by the next request.
 */
export interface Claim {
  tenantId: string;
  key: string;
  fingerprint: string;
}

export interface IdempotencyOptions {
  pool: Pool;
  sealer: Sealer;
  /** Told when an answer could not be kept; the caller gets it all the same. */
  onError: (error: unknown) => void;
}

/** Owner of the keys of requests without credentials. */
const NOBODY = 'anonymous';

/**
 * Claims the Idempotency-Key of a request, if it has one.
 * Answers the saved response when the same request was answered before.
 * @throws Problem idempotency-key-reused (422), request-in-progress (409), malformed-request
 */
export async function claimKey(
  { pool, sealer, onError }: IdempotencyOptions,
  request: Request,
  state: RequestState,
): Promise<Response | undefined> {
  const header = request.headers.get('idempotency-key');
  if (header === null) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(header)) throw badKey();
  const { pathname, search } = new URL(request.url);
  const parts = [
    // An answer may hold a secret: it is repeated to the person or program that got it, and to nobody else of the firm.
    (state.principal && actorOf(state.principal)) ?? NOBODY,
    request.method,
    pathname + search,
    request.headers.get('content-type') ?? '',
    state.body ?? '',
  ];
  const fingerprint = sealer.fingerprint(parts);
  const tenantId = state.principal?.tenantId ?? NOBODY;
  // Strangers choose keys without knowing of each other: theirs is good for the same request only.
  const key = state.principal ? header : sealer.fingerprint([header, fingerprint]);
  const claim: Claim = { tenantId, key, fingerprint };
  const found = await withTenant(pool, tenantId, async ({ client }) => {
    const { rows } = await client.query({
      name: 'claim-idempotency-key',
      text: CLAIM,
      values: [tenantId, key, fingerprint],
    });
    if (rows.length > 0) return undefined;
    const present = await client.query({ name: 'read-idempotency-key', text: READ, values: [tenantId, key] });
    return present.rows[0] ?? null;
  });
  if (found === undefined) {
    state.claim = claim;
    // Now and then a firm's own expired keys are cleared away; nobody else can see them.
    if (Math.random() < SWEEP_CHANCE) void sweepKeys(pool, tenantId).catch(onError);
    return undefined;
  }
  // Released between the two statements: the caller may try at once.
  if (found === null) throw new Problem('request-in-progress', { retryAfterSeconds: 1 });
  if (found.fingerprint !== fingerprint) throw new Problem('idempotency-key-reused');
  if (found.status === null) throw new Problem('request-in-progress', { retryAfterSeconds: 1 });
  const headers = { ...found.headers, 'idempotency-replayed': 'true' };
  return new Response(found.body === null ? null : sealer.open(found.body), {
    status: found.status,
    headers,
  });
}

/** Saves the answer to a claimed request, or releases the claim when there is nothing worth repeating. Never throws. */
export async function settleKey(
  { pool, sealer, onError }: IdempotencyOptions,
  { tenantId, key, fingerprint }: Claim,
  response: Response,
): Promise<Response> {
  if (response.status >= 500 || response.status === 429) {
    await withTenant(pool, tenantId, ({ client }) =>
      client.query(RELEASE, [tenantId, key, fingerprint]),
    ).catch(onError);
    return response;
  }
  const body = await response.text();
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const saved = body === '' ? null : sealer.seal(body);
  await withTenant(pool, tenantId, ({ client }) =>
    client.query({
      name: 'save-idempotency-key',
      text: SAVE,
      values: [tenantId, key, fingerprint, response.status, headers, saved],
    }),
  ).catch(onError);
  return new Response(body === '' ? null : body, response);
}

/** Removes keys of a firm that are no longer good. */
export async function sweepKeys(pool: Pool, tenantId: string): Promise<void> {
  await withTenant(pool, tenantId, ({ client }) => client.query(SWEEP, [tenantId]));
}

const SWEEP_CHANCE = 0.01;
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'retry-after', 'cache-control'];

function badKey(): Problem {
  const message = 'It is not 1 to 255 visible ASCII characters.';
  const fix = 'Send a random UUID, a new one for each new request.';
  return new Problem('malformed-request', { errors: [{ location: 'header.idempotency-key', message, fix }] });
}

// A key is good for 24 hours; a claim without an answer for a minute.
const CLAIM = `
  insert into idempotency_keys (tenant_id, key, fingerprint) values ($1, $2, $3)
  on conflict (tenant_id, key) do update
  set fingerprint = excluded.fingerprint, status = null, headers = null, body = null, created_at = now()
  where idempotency_keys.created_at < now() - interval '24 hours'
    or (idempotency_keys.status is null and idempotency_keys.fingerprint = excluded.fingerprint
        and idempotency_keys.created_at < now() - interval '1 minute')
  returning 1`;
const READ =
  'select fingerprint, status, headers, body from idempotency_keys where tenant_id = $1 and key = $2';
const RELEASE =
  'delete from idempotency_keys where tenant_id = $1 and key = $2 and fingerprint = $3 and status is null';
const SAVE = `
  update idempotency_keys set status = $4, headers = $5, body = $6
  where tenant_id = $1 and key = $2 and fingerprint = $3 and status is null`;
const SWEEP =
  "delete from idempotency_keys where tenant_id = $1 and created_at < now() - interval '24 hours'";
