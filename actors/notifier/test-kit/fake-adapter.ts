import { connect } from 'nats';
import type { Outbound, Receipt } from '../../contracts/channels.ts';
import { credentials } from '../../runtime/nats/connection.ts';
import type { Harness } from '../../runtime/test-kit/harness.ts';

/** A channel's adapter of which a test decides what it says: over the real broker, with the contract's subjects. */
export interface FakeAdapter {
  /** What it was handed, repetitions included. */
  readonly outbound: Outbound[];
  /** How it answers from now on. At first with nothing. */
  answer: (outbound: Outbound) => Omit<Receipt, 'at'> | undefined;
  say(connection: string, receipt: unknown): Promise<void>;
  write(connection: string, message: unknown): Promise<void>;
  stand(connection: string, standing: unknown): Promise<void>;
  hello(): Promise<void>;
  /** Hears what is published from now on. */
  listen(subject: string, hear: (body: unknown) => void): Promise<{ unsubscribe(): void }>;
  close(): Promise<void>;
}

export async function startFakeAdapter(harness: Harness, channel: string): Promise<FakeAdapter> {
  const nc = await connect({ ...credentials(harness.nats.urls.operator), maxReconnectAttempts: -1 });
  const js = nc.jetstream();
  const publish = async (subject: string, body: unknown) => {
    await js.publish(subject, typeof body === 'string' ? body : JSON.stringify(body));
  };
  const adapter: FakeAdapter = {
    outbound: [],
    answer: () => undefined,
    say: (connection, receipt) => publish(`lux.in.${channel}.${connection}.receipt`, receipt),
    write: (connection, message) => publish(`lux.in.${channel}.${connection}.message`, message),
    stand: (connection, standing) => publish(`lux.in.${channel}.${connection}.standing`, standing),
    hello: () => publish(`lux.in.${channel}.hello`, {}),
    async listen(to, hear) {
      const heard = nc.subscribe(to);
      await nc.flush();
      void (async () => {
        for await (const { data } of heard) hear(JSON.parse(new TextDecoder().decode(data)));
      })();
      return heard;
    },
    close: () => nc.close(),
  };
  const subscription = nc.subscribe(`lux.out.${channel}.>`);
  const ids = new Set<string>();
  void (async () => {
    for await (const { data, headers } of subscription) {
      // As the stream does, from which real adapters read.
      const id = headers?.get('Nats-Msg-Id') ?? '';
      if (ids.has(id)) continue;
      ids.add(id);
      const outbound = JSON.parse(new TextDecoder().decode(data)) as Outbound;
      adapter.outbound.push(outbound);
      const answer = adapter.answer(outbound);
      if (answer)
        await adapter.say(outbound.connection, { id: outbound.id, at: new Date().toISOString(), ...answer });
    }
  })();
  return adapter;
}
