import { TypeCompiler } from '@sinclair/typebox/compiler';
import { Inbound, Receipt } from '../../../actors/contracts/channels.ts';
import type { Inbox } from '../../../actors/runtime/nats/bridge/inbound.ts';
import { keyToken, type Memory } from '../../../actors/runtime/nats/bridge/memory.ts';
import type { Received } from './channel.ts';
import { WebhookRefusal } from './failures.ts';
import type { BridgeMetrics } from './metrics.ts';

const isInbound = TypeCompiler.Compile(Inbound);
const isReceipt = TypeCompiler.Compile(Receipt);

/** A connection, and the version of it that was open when the provider spoke; without one nothing is said of it as a whole, and receipts name none. */
export interface Source {
  id: string;
  version?: number;
}

/**
 * Tells the platform what a provider told us, each thing once: what was told is remembered for eight days, longer than any provider
 * repeats itself. Two at the same moment may both be told; the broker (two minutes) and the platform know them by their id.
 * Throws when the platform may not have heard; then nothing is remembered of what it has not. What does not fit the contract,
 * such as a name of a thousand letters, is refused as a whole before anything is told.
 */
export function createDelivery(parts: {
  inbox: Inbox;
  memory: Memory;
  metrics: BridgeMetrics;
  /** Called with what a provider says about a message that it knows by our own id. */
  settle: (connection: string, id: string, receipt: Receipt) => Promise<void>;
}): (from: Source, received: Received) => Promise<void> {
  const { inbox, memory, metrics } = parts;

  async function once(connection: string, key: string, tell: () => Promise<void>): Promise<boolean> {
    const seen = `seen.${keyToken(connection)}.${keyToken(key)}`;
    if (await memory.read(seen)) return false;
    await tell();
    await memory.write(seen, {});
    return true;
  }

  return async ({ id: connection, version }, { messages = [], receipts = [], standing, refused = [] }) => {
    const unfit =
      messages.flatMap((one) => isInbound.Errors(one).First() ?? [])[0] ??
      receipts.flatMap((one) => isReceipt.Errors(one).First() ?? [])[0];
    if (unfit)
      throw new WebhookRefusal(400, 'unfit', `It is more than can be told: ${unfit.path} ${unfit.message}`);
    for (const reason of refused) metrics.refused(reason);
    if (standing && version !== undefined)
      await inbox.standing(connection, { version, at: new Date().toISOString(), ...standing });
    const told = await Promise.all([
      ...messages.map((message) => once(connection, message.id, () => inbox.message(connection, message))),
      ...receipts.map((receipt) => {
        const key = `${receipt.providerId ?? receipt.id}:${receipt.state}`;
        return once(connection, key, async () => {
          if (receipt.id && receipt.state !== 'failed') await parts.settle(connection, receipt.id, receipt);
          await inbox.receipt(connection, version === undefined ? receipt : { ...receipt, version }, key);
        });
      }),
    ]);
    const fresh = (from: number, to?: number) => told.slice(from, to).filter(Boolean).length;
    metrics.inbound('message', fresh(0, messages.length));
    metrics.inbound('receipt', fresh(messages.length));
  };
}
