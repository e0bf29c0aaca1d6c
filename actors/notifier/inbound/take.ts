import type { Pool } from '../../../db/pool.ts';
import type { Inbound } from '../../contracts/channels.ts';
import { notifier } from '../../contracts/notifier.ts';
import { isTenantToken } from '../../contracts/subjects.ts';
import { storableText } from '../../runtime/errors.ts';
import { message, type OutgoingMessage } from '../../runtime/message.ts';
import type { FromAdapter } from '../../runtime/nats/consume-inbound.ts';
import { chatKey, inboundKey, readFromAdapter, type Said } from './read.ts';

/** Lane of who belongs to no firm yet. */
export const PLATFORM_TENANT = 'platform';
/** A receipt may overtake the one that tells the provider's id: it is looked for so often. */
const TRIES = 10;

interface Row {
  /** What makes it the same at every delivery. */
  adoption: string;
  message: OutgoingMessage;
}

export interface Taken {
  /** Messages that now have a row: to be put on the road. */
  sent: OutgoingMessage[];
  /** Channels whose adapters have started. */
  hellos: string[];
  /** Ids of what is wanted again in a moment. */
  later: Set<string>;
}

/**
 * Turns what adapters said into messages of the right lanes, in one transaction and each once, however often it is delivered.
 * What cannot be read goes to the dead letters with the reason.
 */
export async function takeFromAdapters(pool: Pool, messages: readonly FromAdapter[]): Promise<Taken> {
  const taken: Taken = { sent: [], hellos: [], later: new Set() };
  const rows: Row[] = [];
  const refused: { id: string; subject: string; body: string; reason: string }[] = [];
  for (const one of messages) {
    const said = readFromAdapter(one);
    if (said.what === 'hello') taken.hellos.push(said.channel);
    else if (said.what === 'nothing') continue;
    else if (said.what === 'malformed') refused.push({ ...one, reason: said.reason });
    else {
      const row = await rowOf(pool, one, said);
      if (row) rows.push(row);
      else if (one.deliveries < TRIES) taken.later.add(one.id);
      else refused.push({ ...one, reason: 'no send of this connection has this providerId' });
    }
  }
  const once = [...new Map(rows.map((row) => [row.adoption, row])).values()];
  if (once.length + refused.length > 0) {
    const values = [
      JSON.stringify(once),
      JSON.stringify(refused.map((one) => ({ ...one, body: storableText(one.body, 10_000) }))),
    ];
    const { rows: first } = await pool.query<{ id: string }>({ name: 'take-inbound', text: TAKE, values });
    const ids = new Set(first.map(({ id }) => id));
    taken.sent = once.filter(({ adoption }) => ids.has(adoption)).map((row) => row.message);
  }
  return taken;
}

async function rowOf(
  pool: Pool,
  { id }: FromAdapter,
  said: Exclude<Said, { what: 'hello' | 'nothing' | 'malformed' }>,
): Promise<Row | undefined> {
  if (said.what === 'message') {
    const { connectionId, channel, inbound } = said;
    const tenant = await ownerOf(pool, connectionId, inbound.from);
    const to = { tenant, key: chatKey(connectionId, inbound.from.chat) };
    const adoption = inboundKey(connectionId, inbound.id);
    return { adoption, message: message(notifier, 'converse', to, { connectionId, channel, inbound }) };
  }
  const { connectionId } = said.from;
  if (said.what === 'standing') {
    const to = { tenant: (await connectionOwner(pool, connectionId)) ?? PLATFORM_TENANT, key: connectionId };
    return {
      adoption: id,
      message: message(notifier, 'standing', to, { ...said.from, standing: said.standing }),
    };
  }
  const place = said.what === 'receipt' ? said : await sendOfProvider(pool, connectionId, said.providerId);
  if (!place) return undefined;
  const { tenant, personId: key, sendId } = place;
  const payload = { sendId, receipt: said.receipt, ...said.from };
  return { adoption: id, message: message(notifier, 'receipt', { tenant, key }, payload) };
}

async function connectionOwner(pool: Pool, connectionId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ tenant: string | null }>({
    name: 'connection-owner',
    text: 'select auth.connection_owner($1) as tenant',
    values: [connectionId],
  });
  return rows[0]?.tenant ?? undefined;
}

/** The firm whose chat it is, else whose connection, else nobody's. */
async function ownerOf(pool: Pool, connectionId: string, { chat, alias }: Inbound['from']): Promise<string> {
  const { rows } = await pool.query<{ tenant: string | null }>({
    name: 'owner-of-chat',
    text: `select coalesce((select tenant_id from auth.links_by_address($1, $2, $3) limit 1), auth.connection_owner($1)) as tenant`,
    values: [connectionId, chat, alias ?? null],
  });
  const tenant = rows[0]?.tenant ?? PLATFORM_TENANT;
  return isTenantToken(tenant) ? tenant : PLATFORM_TENANT;
}

async function sendOfProvider(pool: Pool, connectionId: string, providerId: string) {
  const { rows } = await pool.query<{ tenant: string; personId: string; sendId: string }>({
    name: 'send-of-provider',
    text: `select tenant_id as tenant, person_id as "personId", id as "sendId" from auth.send_by_provider($1, $2)`,
    values: [connectionId, providerId],
  });
  return rows[0];
}

const TAKE = `
  with given as materialized (
    select e ->> 'adoption' as adoption, e -> 'message' as message, n from json_array_elements($1::json) with ordinality as g(e, n)
  ), first as (
    insert into rt.adoptions (id) select adoption from given on conflict do nothing returning id
  ), sent as (
    select rt.send(coalesce((select json_agg(g.message order by g.n) from given g join first f on f.id = g.adoption), '[]'))
  ), refused as (
    insert into rt.dead_letters (id, kind, partition, tenant, type, payload, attempts, reason, error)
    select r.id, 'notifier', 0, '-', 'inbound', json_build_object('subject', r.subject, 'body', r.body), 1, 'refused', r.reason
    from json_to_recordset($2) as r(id text, subject text, body text, reason text)
    on conflict (id) do nothing
  )
  select f.id from first f, sent`;
