import type { Pool } from '../../../db/pool.ts';
import { endpointsToClear } from '../../../db/webhooks/clear.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import { insertMessages } from '../../runtime/outbox.ts';

const AT_ONCE = 500;

/**
 * Asks the lane of each endpoint with something older than so many days to clear it. Who asks twice is done what they want once: the second
 * word replaces the first while that sleeps, and finds nothing to do otherwise. Role lux_runtime.
 */
export async function askToClear(pool: Pool, days: number): Promise<number> {
  let asked = 0;
  let after: { tenantId: string; id: string } | undefined;
  for (;;) {
    const endpoints = await endpointsToClear(pool, days, after, AT_ONCE);
    const at = new Date();
    const lanes = endpoints.map(({ tenantId, id }) =>
      message(notifier, 'clear', { tenant: tenantId, key: id }, {}, { at, reminder: 'clear' }),
    );
    if (lanes.length > 0) await insertMessages(pool, lanes);
    asked += lanes.length;
    if (endpoints.length < AT_ONCE) return asked;
    after = endpoints.at(-1);
  }
}
