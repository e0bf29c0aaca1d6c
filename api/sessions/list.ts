import type { TenantTx } from '../../db/tenant.ts';
import { keyset } from '../http/pagination.ts';
import type { Session } from './schemas.ts';

interface SessionRow {
  family_id: string;
  user_agent: string | null;
  created_at: Date;
  expires_at: Date;
  started_at: Date;
}

/** Sessions of a user that can still be renewed, latest renewal first. @throws Problem invalid-cursor */
export async function listSessions(
  tx: TenantTx,
  user: { userId: string; currentId: string | undefined },
  query: { limit: number; cursor?: string },
) {
  const keys = keyset(['instant', 'text']);
  const [createdAt, id] = keys.after(query.cursor) ?? [null, null];
  const { rows } = await tx.client.query<SessionRow>({
    name: 'list-sessions',
    text: LIST,
    values: [tx.tenantId, user.userId, createdAt, id, query.limit + 1],
  });
  const show = (row: SessionRow): Session => ({
    id: row.family_id,
    userAgent: row.user_agent,
    startedAt: row.started_at.toISOString(),
    lastRefreshedAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    current: row.family_id === user.currentId,
  });
  return keys.page(rows, query.limit, (row) => [row.created_at, row.family_id], show);
}

// The one live token of each session is its latest renewal.
const LIST = `
  select s.family_id, s.user_agent, s.created_at, s.expires_at,
    coalesce(s.started_at, (
      select min(f.created_at) from sessions f where f.tenant_id = $1 and f.family_id = s.family_id)) as started_at
  from sessions s
  where s.tenant_id = $1 and s.user_id = $2 and s.spent_at is null and s.revoked_at is null and s.expires_at > now()
    and ($3::timestamptz is null or (s.created_at, s.family_id) < ($3, $4))
  order by s.created_at desc, s.family_id desc limit $5`;
