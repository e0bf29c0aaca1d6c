import { randomBytes } from 'node:crypto';
import { CHANGED_HANDS } from '../../actors/contracts/channel/channel-end.ts';
import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import { newId } from '../../actors/contracts/ids.ts';
import type { OptIn, OptOut } from '../schema/channel-links.ts';
import type { TenantTx } from '../tenant.ts';

export type LinkStatus = 'pending' | 'active' | 'disabled' | 'left';

/** A person's address on a channel, with the proof that they wanted it. */
export interface Link {
  id: string;
  personId: string;
  channel: ChannelName;
  connectionId: string | null;
  address: string | null;
  addressName: string | null;
  status: LinkStatus;
  reason: string | null;
  codeExpiresAt: Date | null;
  optIn: OptIn | null;
  optedInAt: Date | null;
  optedOutAt: Date | null;
  optOut: OptOut | null;
  windowUntil: Date | null;
  unsubscribeToken: string;
  createdAt: Date;
}

export const LINK_COLUMNS = `l.id, l.person_id as "personId", l.channel, l.connection_id as "connectionId", l.address,
  l.address_name as "addressName", l.status, l.reason, l.code_expires_at as "codeExpiresAt", l.opt_in as "optIn",
  l.opted_in_at as "optedInAt", l.opted_out_at as "optedOutAt", l.opt_out as "optOut", l.window_until as "windowUntil",
  l.unsubscribe_token as "unsubscribeToken", l.created_at as "createdAt"`;

/** The links of a person, newest first. */
export async function listLinks(tx: TenantTx, personId: string): Promise<Link[]> {
  const { rows } = await tx.client.query<Link>({
    name: 'list-links',
    text: `select ${LINK_COLUMNS} from channel_links l where l.tenant_id = $1 and l.person_id = $2 order by l.created_at desc, l.id desc`,
    values: [tx.tenantId, personId],
  });
  return rows;
}

/** Who linked a chat, as its provider knows them; undefined where that is not known. */
export async function linkedUser(tx: TenantTx, linkId: string): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ user: string | null }>({
    name: 'linked-user',
    text: `select opt_in ->> 'user' as user from channel_links where tenant_id = $1 and id = $2`,
    values: [tx.tenantId, linkId],
  });
  return rows[0]?.user ?? undefined;
}

/** The firm gave the address of one of its own: that is the opt-in, and who gave it is kept. */
export async function linkEmail(
  tx: TenantTx,
  personId: string,
  address: string,
  by: string | null,
): Promise<void> {
  const optIn: OptIn = { how: 'email-on-file', by };
  await tx.client.query({
    name: 'link-email',
    text: `insert into channel_links (tenant_id, id, person_id, channel, address, status, opt_in, opted_in_at, unsubscribe_token)
      values ($1, $2, $3, 'email', $4, 'active', $5, now(), $6)`,
    values: [tx.tenantId, newId('link'), personId, address, JSON.stringify(optIn), newToken()],
  });
}

export async function unlinkEmail(tx: TenantTx, personId: string): Promise<void> {
  await tx.client.query({
    name: 'unlink-email',
    text: `delete from channel_links where tenant_id = $1 and person_id = $2 and channel = 'email'`,
    values: [tx.tenantId, personId],
  });
}

/** A link is not to be used any more: `disabled` by the provider, `left` by the person. Answers whether it was active. */
export async function endLink(
  tx: TenantTx,
  linkId: string,
  status: 'disabled' | 'left',
  reason: string,
): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'end-link',
    text: `update channel_links set status = $3, reason = $4, updated_at = now(), version = version + 1,
        opted_out_at = case when $3 = 'left' then now() else opted_out_at end
      where tenant_id = $1 and id = $2 and status = 'active'`,
    values: [tx.tenantId, linkId, status, reason],
  });
  return rowCount === 1;
}

/**
 * The person of a chat leaves: every link of that chat in this firm ends, with the proof. Answers the links that were active.
 * @param by.names of the chat, one or both
 * @param by.user in a group: only what they linked themselves
 */
export async function leaveChat(
  tx: TenantTx,
  by: { connectionId: string; names: readonly string[]; user?: string | undefined; optOut: OptOut },
): Promise<{ id: string; personId: string }[]> {
  const { connectionId, names, user, optOut } = by;
  const { rows } = await tx.client.query<{ id: string; personId: string }>({
    name: 'leave-chat',
    text: `update channel_links set status = 'left', reason = $4, opt_out = $5, opted_out_at = now(), updated_at = now(), version = version + 1
      where tenant_id = $1 and connection_id = $2 and (address = any($3) or other_address = any($3)) and status = 'active' and ($6::text is null or opt_in ->> 'user' = $6)
      returning id, person_id as "personId"`,
    values: [tx.tenantId, connectionId, names, optOut.how, JSON.stringify(optOut), user ?? null],
  });
  return rows;
}

/**
 * One name of a link is told with another than the one it knows: its number belongs to somebody else now. Answers the links of this
 * firm that ended by it.
 */
export async function endContradicted(
  tx: TenantTx,
  { connectionId, names }: { connectionId: string; names: readonly [string, string] },
): Promise<{ id: string; personId: string }[]> {
  const { rows } = await tx.client.query<{ id: string; personId: string }>({
    name: 'end-contradicted-links',
    text: `update channel_links set status = 'disabled', reason = $4, updated_at = now(), version = version + 1
      where tenant_id = $1 and connection_id = $2 and status = 'active' and other_address is not null
        and (address = any($3) or other_address = any($3)) and not (address = any($3) and other_address = any($3))
      returning id, person_id as "personId"`,
    values: [tx.tenantId, connectionId, names, CHANGED_HANDS],
  });
  return rows;
}

/** 192 random bits. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}
