import { createHash } from 'node:crypto';
import type { Inbound, Receipt, Standing } from '../../contracts/channels.ts';
import { notifier } from '../../contracts/notifier.ts';
import { isReplyId, parseOutboundId } from '../../contracts/people.ts';
import { parseInboundSubject } from '../../contracts/subjects.ts';
import { checkPayload } from '../../runtime/message.ts';
import type { FromAdapter } from '../../runtime/nats/consume-inbound.ts';
import { parseStorable } from './storable.ts';

/** By which connection of which channel it came: the broker lets an adapter speak of its own channel only. */
export interface Told {
  channel: string;
  connectionId: string;
}

/** What an adapter said, understood. */
export type Said =
  | { what: 'hello'; channel: string }
  /** Of a send that it names. */
  | { what: 'receipt'; tenant: string; personId: string; sendId: string; receipt: Receipt; from: Told }
  /** Of a send that only the provider has a name for. */
  | { what: 'provider-receipt'; providerId: string; receipt: Receipt; from: Told }
  | { what: 'standing'; standing: Standing; from: Told }
  | { what: 'message'; channel: string; connectionId: string; inbound: Inbound }
  /** Of an answer in a chat, which the ledger does not keep. */
  | { what: 'nothing' }
  | { what: 'malformed'; reason: string };

/** A made-up id, to check a receipt before its send is known. */
const SOME_SEND = 'snd_00000000000000000000000000';

/** Reads and checks a message of an adapter: everything that is wrong with it ends in a sentence. */
export function readFromAdapter({ subject, body }: FromAdapter): Said {
  const malformed = (reason: string): Said => ({ what: 'malformed', reason });
  const place = parseInboundSubject(subject);
  if (!place)
    return malformed(
      `${subject} is not lux.in.<channel>.<connection>.receipt|message|standing or lux.in.<channel>.hello`,
    );
  if (place.what === 'hello') return { what: 'hello', channel: place.channel };
  let parsed: unknown;
  try {
    parsed = parseStorable(body);
  } catch (error) {
    return malformed(`the body is not JSON: ${(error as Error).message}`);
  }
  const { channel, connection: connectionId } = place;
  if (place.what === 'message') {
    const problem = checkPayload(notifier, 'converse', { connectionId, channel, inbound: parsed });
    return problem
      ? malformed(problem)
      : { what: 'message', channel, connectionId, inbound: parsed as Inbound };
  }
  const from = { channel, connectionId };
  if (place.what === 'standing') {
    const problem = checkPayload(notifier, 'standing', { ...from, standing: parsed });
    return problem ? malformed(problem) : { what: 'standing', standing: parsed as Standing, from };
  }
  const problem = checkPayload(notifier, 'receipt', { sendId: SOME_SEND, receipt: parsed });
  if (problem) return malformed(problem);
  const receipt = parsed as Receipt;
  if (receipt.id !== undefined && isReplyId(receipt.id)) return { what: 'nothing' };
  if (receipt.id !== undefined) {
    const known = parseOutboundId(receipt.id);
    return known
      ? { what: 'receipt', ...known, receipt, from }
      : malformed('/receipt/id: it is no id of an Outbound');
  }
  const { providerId } = receipt;
  if (providerId === undefined) return malformed('/receipt: it needs an id or a providerId');
  return { what: 'provider-receipt', providerId, receipt, from };
}

/** The lane of a chat: short, a token, and telling nothing about who it is. */
export function chatKey(connectionId: string, chat: string): string {
  return `chat-${createHash('sha256').update(`${connectionId}|${chat}`).digest('base64url').slice(0, 22)}`;
}

/** What a redelivery by the provider is recognised by. */
export function inboundKey(connectionId: string, inboundId: string): string {
  return `in-${createHash('sha256').update(`${connectionId}|${inboundId}`).digest('base64url')}`;
}
