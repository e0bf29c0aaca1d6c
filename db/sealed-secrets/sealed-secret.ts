import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import type { TenantTx } from '../tenant.ts';

/** Where a firm's secret stands, and what it is bound to. */
export type SecretPlace =
  | { kind: 'connection'; id: string; channel: ChannelName }
  | { kind: 'webhook'; id: string; list: 'secrets' | 'signing_keys' }
  | { kind: 'datajud-key' };

export interface SealedSecret {
  place: SecretPlace;
  sealed: string;
}

/** Everything of the bound firm that is kept sealed under a sealing key. */
export async function readSealedSecrets(tx: TenantTx): Promise<SealedSecret[]> {
  const { rows } = await tx.client.query<SealedSecret>({
    name: 'sealed-secrets',
    text: `select json_build_object('kind', 'connection', 'id', id, 'channel', channel) as place, sealed
        from channel_connections where tenant_id = $1 and sealed is not null
      union all
      select json_build_object('kind', 'webhook', 'id', w.id, 'list', l.list), s ->> 'sealed'
        from webhook_endpoints w
        cross join lateral (values ('secrets', w.secrets), ('signing_keys', w.signing_keys)) as l(list, entries)
        cross join lateral jsonb_array_elements(l.entries) as s
        where w.tenant_id = $1
      union all
      select json_build_object('kind', 'datajud-key'), sealed_key from datajud_accesses where tenant_id = $1`,
    values: [tx.tenantId],
  });
  return rows;
}

/**
 * Puts the same secret under another key in the place of what was read. Answers whether it was still there: what was changed
 * meanwhile is left as it is. A connection gets a new version, by which its adapter knows that there is something to hear.
 */
export async function replaceSealed(
  tx: TenantTx,
  { place, sealed }: SealedSecret,
  anew: string,
): Promise<boolean> {
  const { text, more } = replacement(place);
  const { rowCount } = await tx.client.query(text, [tx.tenantId, sealed, anew, ...more]);
  return rowCount === 1;
}

function replacement(place: SecretPlace): { text: string; more: string[] } {
  if (place.kind === 'connection')
    return {
      text: `update channel_connections set sealed = $3, version = version + 1, updated_at = now()
        where tenant_id = $1 and sealed = $2 and id = $4`,
      more: [place.id],
    };
  if (place.kind === 'datajud-key')
    return {
      text: 'update datajud_accesses set sealed_key = $3 where tenant_id = $1 and sealed_key = $2',
      more: [],
    };
  const list = place.list === 'secrets' ? 'secrets' : 'signing_keys';
  return {
    text: `update webhook_endpoints set ${list} = (
        select jsonb_agg(case when s ->> 'sealed' = $2 then s || jsonb_build_object('sealed', $3::text) else s end order by o)
        from jsonb_array_elements(${list}) with ordinality as l(s, o))
      where tenant_id = $1 and id = $4 and ${list} @> jsonb_build_array(jsonb_build_object('sealed', $2::text))`,
    more: [place.id],
  };
}
