import { afterAll, afterEach, beforeAll } from 'bun:test';
import type { Outbound, Receipt } from '../../../actors/contracts/channels.ts';
import { acquireNats, type TestNats } from '../../../compose/test-kit/nats.ts';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Channel } from '../kit/channel.ts';
import { startBridge, type TestBridge } from './bridge.ts';
import { type Platform, startPlatform } from './platform.ts';

const SLOW = { withinMs: 30_000, everyMs: 20 };

/** One broker for a file of tests, and for each test an adapter with one open connection, `con_1`. */
export function useChannel() {
  let nats: TestNats;
  let platform: Platform | undefined;
  let bridge: TestBridge | undefined;
  beforeAll(async () => {
    nats = await acquireNats();
  });
  afterAll(() => nats.release());
  afterEach(async () => {
    await bridge?.stop();
    await platform?.close();
  });

  return {
    async start(
      channel: Channel,
      connection: { settings?: Record<string, string>; secrets: Record<string, string> },
      publicUrl?: string,
    ) {
      const started = await startPlatform(nats, channel.name);
      const running = await startBridge(nats, channel, publicUrl);
      platform = started;
      bridge = running;
      await started.tell({ id: 'con_1', settings: connection.settings ?? {} }, connection.secrets);
      return {
        platform: started,
        url: `${running.url}/con_1`,
        metrics: running.metrics,
        async send(outbound: Partial<Outbound> & { id: string }): Promise<Receipt> {
          await started.send(outbound);
          const told = () => started.receipts.find(({ receipt }) => receipt.id === outbound.id);
          return (await waitFor(`a receipt of ${outbound.id}`, told, SLOW)).receipt;
        },
        message: (place: number) =>
          waitFor(`message ${place}`, () => started.messages[place], SLOW).then(({ message }) => message),
      };
    },
  };
}
