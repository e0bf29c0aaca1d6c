import { queryBound, type Statement } from './bound-query.ts';
import { isUnavailable, type Pool, type PoolClient } from './pool.ts';
import type { TenantReader } from './tenant.ts';

/** A connection while anybody reads over it. */
interface Lane {
  client: Promise<PoolClient>;
  readers: number;
  broken?: Error;
}

/**
 * Short reads of many requests over the few connections of `pool`: statements travel one behind the other, each in a
 * transaction of its own, and nobody waits for a connection to come back. A few busy backends answer more, and sooner, than
 * many that take turns on the processors. Not for what may take long: those behind it wait.
 */
export function createSharedReads(pool: Pool): (tenantId: string) => TenantReader {
  const lanes = new Set<Lane>();

  /** A lane of its own while there is one to be had, otherwise the one with the fewest readers. */
  function enter(): Lane {
    let lane: Lane | undefined;
    if (lanes.size < pool.options.max) {
      lane = { client: pool.connect(), readers: 0 };
      lanes.add(lane);
    } else for (const other of lanes) if (!lane || other.readers < lane.readers) lane = other;
    if (!lane) throw new Error('a pool without connections');
    lane.readers++;
    return lane;
  }

  function leave(lane: Lane): void {
    if (--lane.readers > 0) return;
    lanes.delete(lane);
    // One that could not be had has nothing to release; its readers were told.
    lane.client.then((client) => client.release(lane.broken)).catch(() => {});
  }

  return function sharedReader(tenantId) {
    async function query<R>(statement: Statement): Promise<{ rows: R[] }> {
      const lane = enter();
      try {
        return (await queryBound(await lane.client, tenantId, statement)) as { rows: R[] };
      } catch (error) {
        if (isUnavailable(error)) {
          // Nobody else enters it; those in it fail the same way.
          lanes.delete(lane);
          lane.broken = error as Error;
        }
        throw error;
      } finally {
        leave(lane);
      }
    }
    return { tenantId, client: { query } };
  };
}
