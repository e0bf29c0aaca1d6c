import type { Pool } from '../../../db/pool.ts';

/** A firm's own way to DataJud: its key, and what it may ask with it. */
export interface Access {
  tenantId: string;
  key: string;
  requestsPerMinute: number;
  requestsPerDay: number;
}

export interface Accesses {
  /** Every access that is good as far as is known, read again in the background when a minute old. */
  all(): readonly Access[];
  /** DataJud refuses its key: not used again until the firm gives another. */
  refuse(access: Access): Promise<void>;
  /** DataJud has had too much of it: left alone for so long, by this worker. */
  rest(access: Access, ms: number): void;
}

export interface AccessesOptions {
  /** Role lux_runtime. */
  pool: Pool;
  /** Opens what the firm's key is sealed in; throws when it cannot. */
  open: (tenantId: string, sealed: string) => string;
  onError: (error: unknown) => void;
  freshMs?: number;
}

interface Row {
  tenant_id: string;
  sealed_key: string;
  requests_per_minute: number;
  requests_per_day: number;
}

const FRESH_MS = 60_000;

export function createAccesses({ pool, open, onError, freshMs = FRESH_MS }: AccessesOptions): Accesses {
  let known: (Access & { sealed: string })[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  const resting = new Map<string, number>();

  async function read(): Promise<void> {
    const { rows } = await pool.query<Row>('select * from auth.datajud_accesses()');
    known = rows.flatMap((row) => {
      try {
        return [
          {
            tenantId: row.tenant_id,
            key: open(row.tenant_id, row.sealed_key),
            requestsPerMinute: row.requests_per_minute,
            requestsPerDay: row.requests_per_day,
            sealed: row.sealed_key,
          },
        ];
      } catch (error) {
        // One key that does not open leaves the others in use; the firm's cases stay on the shared quota.
        onError(error);
        return [];
      }
    });
  }

  return {
    all() {
      if (performance.now() - readAt > freshMs) {
        readAt = performance.now();
        read().catch(onError);
      }
      const now = performance.now();
      return known.filter(({ tenantId }) => (resting.get(tenantId) ?? 0) <= now);
    },
    rest({ tenantId }, ms) {
      resting.set(tenantId, performance.now() + ms);
    },
    async refuse(access) {
      const refused = known.find((k) => k.tenantId === access.tenantId && k.key === access.key);
      known = known.filter((k) => k !== refused);
      if (!refused) return;
      await pool.query('select auth.refuse_datajud_access($1, $2)', [refused.tenantId, refused.sealed]);
    },
  };
}

/** No firm has one. */
export const NO_ACCESSES: Accesses = { all: () => [], refuse: async () => {}, rest() {} };
