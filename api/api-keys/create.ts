import { newId } from '../../actors/contracts/ids.ts';
import type { TenantTx } from '../../db/tenant.ts';
import { hashSecret, newApiKey, visiblePrefix } from '../auth/secrets.ts';
import { Problem } from '../problems/problem.ts';
import type { CreatedApiKey, NewApiKey } from './schemas.ts';
import { type ApiKeyRow, showApiKey } from './show.ts';

/** Makes an API key of the bound firm. @throws Problem invalid-body when it would have expired already */
export async function createApiKey(
  tx: TenantTx,
  wanted: NewApiKey,
  by: { createdBy: string | null; now: number },
): Promise<CreatedApiKey> {
  const expiresAt = wanted.expiresAt ? new Date(wanted.expiresAt) : null;
  if (expiresAt && expiresAt.getTime() <= by.now) {
    const error = { location: 'body.expiresAt', message: 'It is in the past.', fix: 'Send a later instant.' };
    throw new Problem('invalid-body', { errors: [error] });
  }
  const secret = newApiKey();
  const values = [
    tx.tenantId,
    newId('apiKey'),
    wanted.name,
    visiblePrefix(secret),
    hashSecret(secret),
    wanted.scopes,
    by.createdBy,
    expiresAt,
  ];
  const { rows } = await tx.client.query<ApiKeyRow>({ name: 'create-api-key', text: INSERT, values });
  const row = rows[0] as ApiKeyRow;
  return { ...showApiKey(row), secret };
}

const INSERT = `
  insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes, created_by, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  returning id, name, prefix, scopes, created_at, expires_at, last_used_at`;
