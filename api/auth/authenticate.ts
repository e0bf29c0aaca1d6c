import type { Pool } from '../../db/pool.ts';
import { type TenantReader, withTenant } from '../../db/tenant.ts';
import { type TokenOptions, verifyAccessToken } from './access-token.ts';
import { createShortCache } from './cache.ts';
import { type Principal, ROLE_SCOPES, type Role } from './policy.ts';
import { hashSecret, looksLikeApiKey } from './secrets.ts';

/** The principal behind `Authorization: Bearer`, or undefined: no credentials and wrong ones are the same. */
export type Authenticate = (request: Request) => Principal | undefined | Promise<Principal | undefined>;

export interface AuthenticateOptions {
  pool: Pool;
  reads: (tenantId: string) => TenantReader;
  tokens: TokenOptions;
  /** Unix milliseconds. */
  now: () => number;
  /** Told when the moment of a key's last use could not be noted. */
  onError: (error: unknown) => void;
}

interface Known {
  principal: Principal;
  /** Unix milliseconds. */
  expiresAt: number;
}

const TRUST_MS = 5_000;
const NOTE_EVERY_MS = 60_000;

/**
 * A revoked key or session keeps working for five seconds at the most: that long a look-up is trusted.
 * Wrong credentials are looked up every time; the limit per address bounds them.
 */
export function createAuthenticate({ pool, reads, tokens, now, onError }: AuthenticateOptions): Authenticate {
  const known = createShortCache<Known>({ ttlMs: TRUST_MS, max: 10_000, now });
  const noted = createShortCache<true>({ ttlMs: NOTE_EVERY_MS, max: 10_000, now });

  async function lookUp(credential: string): Promise<Principal | undefined> {
    const found = looksLikeApiKey(credential)
      ? await byApiKey(pool, hashSecret(credential), now())
      : await byAccessToken(reads, credential, tokens);
    if (!found) return undefined;
    known.set(credential, found);
    const { apiKeyId, tenantId } = found.principal;
    if (apiKeyId && !noted.get(apiKeyId)) {
      noted.set(apiKeyId, true);
      noteUse(pool, tenantId, apiKeyId).catch(onError);
    }
    return found.principal;
  }

  return function authenticate(request) {
    const header = request.headers.get('authorization');
    if (header === null || header.length > 4_096 || !/^bearer /i.test(header)) return undefined;
    const credential = header.slice(7).trim();
    const entry = known.get(credential);
    if (entry) return entry.expiresAt > now() ? entry.principal : undefined;
    return lookUp(credential);
  };
}

async function byApiKey(pool: Pool, hash: string, now: number): Promise<Known | undefined> {
  const { rows } = await pool.query({
    name: 'api-key-by-hash',
    text: 'select tenant_id, id, scopes, expires_at, revoked_at from auth.api_key_by_hash($1)',
    values: [hash],
  });
  const key = rows[0];
  if (!key || key.revoked_at) return undefined;
  const expiresAt: number = key.expires_at?.getTime() ?? Number.POSITIVE_INFINITY;
  if (expiresAt <= now) return undefined;
  return {
    principal: { tenantId: key.tenant_id, apiKeyId: key.id, scopes: new Set<string>(key.scopes) },
    expiresAt,
  };
}

async function byAccessToken(
  reads: AuthenticateOptions['reads'],
  token: string,
  tokens: TokenOptions,
): Promise<Known | undefined> {
  const claims = await verifyAccessToken(token, tokens);
  if (!claims) return undefined;
  const { tenantId, userId, sessionId } = claims;
  const values = [tenantId, sessionId, userId];
  const { rows } = await reads(tenantId).client.query<{ role: Role }>({
    name: 'live-session',
    text: LIVE_SESSION,
    values,
  });
  const role = rows[0]?.role;
  if (!role) return undefined;
  const scopes = new Set<string>(ROLE_SCOPES[role] ?? []);
  return { principal: { tenantId, userId, sessionId, role, scopes }, expiresAt: claims.expiresAt * 1_000 };
}

function noteUse(pool: Pool, tenantId: string, id: string): Promise<unknown> {
  return withTenant(pool, tenantId, ({ client }) =>
    client.query({ name: 'note-api-key-use', text: NOTE_USE, values: [tenantId, id] }),
  );
}

const LIVE_SESSION = `
  select u.role from users u
  where u.tenant_id = $1 and u.id = $3 and u.disabled_at is null and exists (
    select 1 from sessions s
    where s.tenant_id = $1 and s.family_id = $2 and s.user_id = u.id and s.revoked_at is null)`;
const NOTE_USE = `
  update api_keys set last_used_at = now()
  where tenant_id = $1 and id = $2 and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
