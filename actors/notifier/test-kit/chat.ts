import pino from 'pino';
import { waitFor } from '../../../compose/test-kit/wait-for.ts';
import type { Content, Outbound } from '../../contracts/channels.ts';
import { createToAdapters } from '../../runtime/nats/to-adapters.ts';
import type { Harness } from '../../runtime/test-kit/harness.ts';
import { startInbound } from '../inbound/start.ts';
import { startFakeAdapter } from './fake-adapter.ts';

/** Chats of a bot, in which a test writes as people do. */
export interface Chats {
  /** What was said in a chat, each once however often it was handed over. */
  said(chat: string): Outbound[];
  /** Writes, and waits for the next thing that is said there. */
  write(connection: string, chat: string, text: string): Promise<Content>;
  /** Writes whatever an adapter may tell, and waits for the next thing that is said there. */
  ask(connection: string, chat: string, more: object): Promise<Content>;
  /** Presses a button of what was said, and waits for the next. */
  press(connection: string, chat: string, content: Content, label: string): Promise<Content>;
  /** Writes and waits for nothing. */
  send(connection: string, chat: string, more: object): Promise<void>;
  close(): Promise<void>;
}

export async function startChats(harness: Harness): Promise<Chats> {
  const adapter = await startFakeAdapter(harness, 'telegram');
  const inbound = startInbound({
    pool: harness.runtime,
    broker: harness.broker,
    replicas: 1,
    road: harness.road,
    adapters: createToAdapters(harness.broker, 1),
    platformConnections: [],
    log: pino({ level: 'silent' }),
  });
  let updates = 0;
  const said = (chat: string) => [
    ...new Map(
      adapter.outbound.filter(({ address }) => address.to === chat).map((one) => [one.id, one]),
    ).values(),
  ];
  const send = (connection: string, chat: string, more: object) =>
    adapter.write(connection, {
      id: `upd-${++updates}`,
      at: new Date().toISOString(),
      from: { chat, user: chat, name: 'Fulana' },
      private: true,
      ...more,
    });
  async function answered(connection: string, chat: string, more: object): Promise<Content> {
    const before = said(chat).length;
    await send(connection, chat, more);
    await waitFor('the answer', () => said(chat).length > before);
    const answer = said(chat)[before];
    if (!answer) throw new Error('nothing was said');
    return answer.content;
  }
  return {
    said,
    send,
    ask: answered,
    write: (connection, chat, text) => answered(connection, chat, { text }),
    press(connection, chat, { buttons }, label) {
      const command = buttons.find((button) => button.label.startsWith(label))?.command;
      if (!command) throw new Error(`no button ${label} among ${buttons.map((b) => b.label)}`);
      return answered(connection, chat, { command });
    },
    async close() {
      await inbound.stop();
      await adapter.close();
    },
  };
}
