import type { Pool } from '../../../db/pool.ts';
import { endpointsToClear } from '../../../db/webhooks/clear.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import { insertMessages } from '../../runtime/outbox.ts';

const AT_ONCE = 500;
/** Between one endpoint and the next: pieces of many logs in one commit would hold up what is to be sent. */
const APART_MS = 50;
/** Before the sweep asks again, which would put off who sleeps still. */
const LATEST_MS = 1_800_000;

/**
 * Asks the lane of each endpoint with something older than so many days to clear it. Who asks twice is done what they want once: the second
 * word replaces the first while that sleeps, and finds nothing to do otherwise. Role lux_runtime.
 */
export async function askToClear(pool: Pool, days: number): Promise<number> {
  let asked = 0;
  let after: { tenantId: string; id: string } | undefined;
  for (;;) {
    const endpoints = await endpointsToClear(pool, days, after, AT_ONCE);
    const now = Date.now();
    const lanes = endpoints.map(({ tenantId, id }, i) => {
      const at = new Date(now + Math.min((asked + i) * APART_MS, LATEST_MS));
      return message(notifier, 'clear', { tenant: tenantId, key: id }, {}, { at, reminder: 'clear' });
    });
    if (lanes.length > 0) await insertMessages(pool, lanes);
    asked += lanes.length;
    if (endpoints.length < AT_ONCE) return asked;
    after = endpoints.at(-1);
  }
}
