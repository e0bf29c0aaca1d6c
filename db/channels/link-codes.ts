import { createHash, randomInt } from 'node:crypto';
import type { ChannelName } from '../../actors/contracts/channels.ts';
import { newId } from '../../actors/contracts/ids.ts';
import type { Pool } from '../pool.ts';
import type { OptIn } from '../schema/channel-links.ts';
import type { TenantTx } from '../tenant.ts';
import { LINK_COLUMNS, type Link, newToken } from './links.ts';

/** No letters that are taken for digits, nor vowels that make words. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ';
const LENGTH = 10;

/** A code that a person sends to a bot: 47 random bits, good once and for a short while. */
export function newLinkCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** The code in what somebody wrote, however they wrote it; undefined when there is none. */
export function codeIn(text: string): string | undefined {
  const compact = text.toUpperCase().replaceAll(/[\s-]/g, '');
  return new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(compact) ? compact : undefined;
}

function hashOf(code: string): string {
  return createHash('sha256').update(`link-code|${code}`).digest('base64url');
}

/** A link that waits for its code; the one that waited before for the same channel is void. */
export async function createPendingLink(
  tx: TenantTx,
  link: { personId: string; channel: ChannelName; connectionId: string; code: string; expiresAt: Date },
): Promise<Link> {
  await tx.client.query({
    name: 'drop-pending-links',
    text: `delete from channel_links where tenant_id = $1 and person_id = $2 and channel = $3 and status = 'pending'`,
    values: [tx.tenantId, link.personId, link.channel],
  });
  const { rows } = await tx.client.query<Link>({
    name: 'create-pending-link',
    text: `insert into channel_links as l
        (tenant_id, id, person_id, channel, connection_id, status, code_hash, code_expires_at, unsubscribe_token)
      values ($1, $2, $3, $4, $5, 'pending', $6, $7, $8) returning ${LINK_COLUMNS}`,
    values: [
      tx.tenantId,
      newId('link'),
      link.personId,
      link.channel,
      link.connectionId,
      hashOf(link.code),
      link.expiresAt,
      newToken(),
    ],
  });
  const [made] = rows;
  if (!made) throw new Error('the link was not inserted');
  return made;
}

/** Whose code it is, over all firms: the first message of a chat is nobody's yet. Role lux_runtime. */
export async function findByCode(
  pool: Pool,
  code: string,
): Promise<{ tenant: string; personId: string; id: string; connectionId: string } | undefined> {
  const { rows } = await pool.query({
    name: 'link-by-code',
    text: `select tenant_id as tenant, person_id as "personId", id, connection_id as "connectionId"
      from auth.link_by_code($1) where code_expires_at > now()`,
    values: [hashOf(code)],
  });
  return rows[0];
}

/**
 * The person has shown that the chat is theirs and that they want to be told there. What links the same chat or the same
 * channel of theirs so far ends. Answers false when the code was used or has expired.
 */
export async function activateLink(
  tx: TenantTx,
  linkId: string,
  chat: { address: string; name: string | null; by: string; at: Date },
): Promise<boolean> {
  const optIn: OptIn = { how: 'code', by: chat.by };
  const { rows } = await tx.client.query<{ personId: string; channel: string; connectionId: string }>({
    name: 'activate-link',
    text: `update channel_links set status = 'active', address = $3, address_name = $4, opt_in = $5, opted_in_at = $6,
        code_hash = null, code_expires_at = null, updated_at = now(), version = version + 1
      where tenant_id = $1 and id = $2 and status = 'pending' and code_expires_at > now()
      returning person_id as "personId", channel, connection_id as "connectionId"`,
    values: [tx.tenantId, linkId, chat.address, chat.name, JSON.stringify(optIn), chat.at],
  });
  const [link] = rows;
  if (!link) return false;
  await tx.client.query({
    name: 'end-replaced-links',
    text: `update channel_links set status = 'left', reason = 'replaced', opted_out_at = now(), updated_at = now(), version = version + 1
      where tenant_id = $1 and id <> $2 and status = 'active' and channel = $4
        and (person_id = $3 or (connection_id = $5 and address = $6))`,
    values: [tx.tenantId, linkId, link.personId, link.channel, link.connectionId, chat.address],
  });
  return true;
}

/** The bound firm's active link of a chat, or undefined. */
export async function findByChat(
  tx: TenantTx,
  connectionId: string,
  address: string,
): Promise<Link | undefined> {
  const { rows } = await tx.client.query<Link>({
    name: 'link-by-chat',
    text: `select ${LINK_COLUMNS} from channel_links l
      where l.tenant_id = $1 and l.connection_id = $2 and l.address = $3 and l.status = 'active'
      order by l.opted_in_at desc limit 1`,
    values: [tx.tenantId, connectionId, address],
  });
  return rows[0];
}

/** The person wrote: free messages may be sent for a day from then on, where the channel has such a window. */
export async function openWindow(tx: TenantTx, linkId: string, until: Date): Promise<void> {
  await tx.client.query({
    name: 'open-window',
    text: `update channel_links set window_until = greatest(window_until, $3) where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, linkId, until],
  });
}
