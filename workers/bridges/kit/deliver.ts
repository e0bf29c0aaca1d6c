import type { Receipt } from '../../../actors/contracts/channels.ts';
import type { Inbox } from '../../../actors/runtime/nats/bridge/inbound.ts';
import { keyToken, type Memory } from '../../../actors/runtime/nats/bridge/memory.ts';
import type { Received } from './channel.ts';
import type { BridgeMetrics } from './metrics.ts';

/**
 * Tells the platform what a provider told us, each thing once: what was told is remembered for eight days, longer than any provider
 * repeats itself. Two at the same moment may both be told; the broker (two minutes) and the platform know them by their id.
 * Throws when the platform may not have heard; then nothing is remembered of what it has not.
 */
export function createDelivery(parts: {
  inbox: Inbox;
  memory: Memory;
  metrics: BridgeMetrics;
  /** Called with what a provider says about a message that it knows by our own id. */
  settle: (id: string, receipt: Receipt) => Promise<void>;
}): (connection: string, received: Received) => Promise<void> {
  const { inbox, memory, metrics } = parts;

  async function once(connection: string, key: string, tell: () => Promise<void>): Promise<boolean> {
    const seen = `seen.${keyToken(connection)}.${keyToken(key)}`;
    if (await memory.read(seen)) return false;
    await tell();
    await memory.write(seen, {});
    return true;
  }

  return async (connection, { messages = [], receipts = [] }) => {
    const told = await Promise.all([
      ...messages.map((message) => once(connection, message.id, () => inbox.message(connection, message))),
      ...receipts.map((receipt) => {
        const key = `${receipt.providerId ?? receipt.id}:${receipt.state}`;
        return once(connection, key, async () => {
          if (receipt.id && receipt.state !== 'failed') await parts.settle(receipt.id, receipt);
          await inbox.receipt(connection, receipt, key);
        });
      }),
    ]);
    const fresh = (from: number, to?: number) => told.slice(from, to).filter(Boolean).length;
    metrics.inbound('message', fresh(0, messages.length));
    metrics.inbound('receipt', fresh(messages.length));
  };
}
