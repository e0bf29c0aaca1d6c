import { connect } from 'nats';
import type { Outbound } from '../actors/contracts/channels.ts';
import { newId } from '../actors/contracts/ids.ts';
import { outboundSubject } from '../actors/contracts/subjects.ts';
import { credentials } from '../actors/runtime/nats/connection.ts';
import type { TelegramServer } from '../compose/providers/telegram/server.ts';
import { inboxPrefix } from '../compose/stack/nats-permissions.ts';
import { createPerson } from '../db/people/create.ts';
import { createSubscription } from '../db/subscriptions/create.ts';
import type { TenantTx } from '../db/tenant.ts';
import type { BenchContext } from './bench.ts';

const TICK_MS = 5;
/** None that is paid for, or done later. */
const COMMANDS = ['/processos', `/processo ${'0'.repeat(20)}`, '/prazos', '/ajuda'];

/** A firm's bot and cases. Answers the id of a case. */
export async function addBot(
  tx: TenantTx,
  bot: { connection: string; sealed: string; cases: number },
): Promise<string> {
  await tx.client.query(
    `insert into channel_connections (tenant_id, id, channel, name, sealed) values ($1, $2, 'telegram', 'bench', $3)`,
    [tx.tenantId, bot.connection, bot.sealed],
  );
  const ids = Array.from({ length: bot.cases }, () => newId('process'));
  for (const [i, id] of ids.entries())
    await tx.client.query(
      `insert into processes (tenant_id, id, number, tribunal, changed_at, version) values ($1, $2, $3, 'TJSP', now(), 1)`,
      [tx.tenantId, id, String(i).padStart(20, '0')],
    );
  return ids[0] ?? '';
}

/** People who are linked to the bot in chats from `from` on, and told of everything or of nothing. */
export async function addPeople(
  tx: TenantTx,
  people: { connection: string; from: number; count: number; told: boolean },
): Promise<void> {
  for (let i = 0; i < people.count; i++) {
    const person = await createPerson(tx, { name: `Pessoa ${i}` }, null);
    await tx.client.query(
      `insert into channel_links (tenant_id, id, person_id, channel, connection_id, address, status, opted_in_at, unsubscribe_token)
       values ($1, $2, $3, 'telegram', $4, $5, 'active', now(), $2)`,
      [tx.tenantId, newId('link'), person.id, people.connection, String(people.from + i)],
    );
    if (!people.told) continue;
    const channels = ['telegram' as const];
    await createSubscription(tx, { personId: person.id, name: 'Tudo', include: {}, exclude: {}, channels });
  }
}

/**
 * Commands at a rate, whatever is answered when, of `people` in chats from `from` on. Answers how long each took, in milliseconds:
 * a chat's answers come in the order of its commands, one each.
 */
export async function ask(
  telegram: TelegramServer,
  { rate, seconds, from, people }: { rate: number; seconds: number; from: number; people: number },
): Promise<number[]> {
  const before = telegram.sent.length;
  const asked = new Map<number, number[]>();
  const startedAt = Date.now();
  const total = rate * seconds;
  for (let sent = 0; sent < total; await Bun.sleep(TICK_MS))
    for (; sent < total && sent < ((Date.now() - startedAt) / 1_000) * rate; sent++) {
      const chat = from + (sent % people);
      asked.set(chat, [...(asked.get(chat) ?? []), Date.now()]);
      telegram.chats.write(chat, COMMANDS[sent % COMMANDS.length] ?? '/ajuda');
    }
  const answers = () => telegram.sent.slice(before).filter(({ chat }) => asked.has(chat));
  await until(() => answers().length >= total);
  const answered = Map.groupBy(answers(), ({ chat }) => chat);
  return [...asked].flatMap(([chat, times]) =>
    times.map((at, i) => (answered.get(chat)?.[i]?.at ?? Number.POSITIVE_INFINITY) - at),
  );
}

/** Notices of a firm to chats from `from` on, handed to the adapter at once. */
export async function handNotices(
  context: BenchContext,
  url: string,
  notices: { tenant: string; connection: string; from: number; count: number },
): Promise<void> {
  const nc = await connect({ ...credentials(url), inboxPrefix: inboxPrefix('worker') });
  context.onEnd(() => nc.close());
  const { tenant, connection, from, count } = notices;
  const content = { title: 'Despacho', paragraphs: [], facts: [], buttons: [], footer: [] };
  const published = Array.from({ length: count }, (_, i) => {
    const outbound: Outbound = {
      id: `ntf_${i}`,
      tenant,
      connection,
      address: { to: String(from + i) },
      content,
    };
    return nc.jetstream().publish(outboundSubject('telegram', tenant), JSON.stringify(outbound));
  });
  await Promise.all(published);
}

export async function until(done: () => boolean): Promise<void> {
  const givesUpAt = performance.now() + 240_000;
  while (!done()) {
    if (performance.now() > givesUpAt) throw new Error('messages are missing');
    await Bun.sleep(20);
  }
}
