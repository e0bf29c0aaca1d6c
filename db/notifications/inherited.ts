import type { TenantTx } from '../tenant.ts';

/** The first message of a chain that somebody who was erased leaves to another. */
export interface Inherited {
  id: string;
  eventIds: string[];
}

/**
 * Of messages of somebody who was erased, the chains of which this person is still to be told, newest first: nobody has taken notice
 * of them, and no message to this person tells of them.
 */
export async function readInherited(
  tx: TenantTx,
  personId: string,
  notificationIds: readonly string[],
): Promise<Inherited[]> {
  const { rows } = await tx.client.query<Inherited>({
    name: 'read-inherited',
    text: `select r.id, r.event_ids as "eventIds" from notifications r
      where r.tenant_id = $1 and r.acknowledged_at is null
        and r.id in (select coalesce(w.root_id, w.id) from notifications w where w.tenant_id = $1 and w.id = any($3))
        and not exists (select 1 from notifications m where m.tenant_id = $1 and m.person_id = $2 and m.position >= r.position
          and (m.id = r.id or m.root_id = r.id or ${GATHERS}))
      order by r.position desc`,
    values: [tx.tenantId, personId, notificationIds],
  });
  return rows;
}

/** Whether a message of several chains that a person inherited tells of this one. */
export async function wasInherited(tx: TenantTx, personId: string, notificationId: string): Promise<boolean> {
  const { rows } = await tx.client.query({
    name: 'was-inherited',
    text: `select 1 from notifications r join notifications m on m.tenant_id = $1 and m.person_id = $2 and m.position > r.position
      where r.tenant_id = $1 and r.id = $3 and ${GATHERS} limit 1`,
    values: [tx.tenantId, personId, notificationId],
  });
  return rows.length > 0;
}

/**
 * The chains that are taken notice of together with one that gathers them: those of people who were erased, and what else this
 * person was told of them.
 */
export async function gatheredChains(
  tx: TenantTx,
  personId: string,
  eventIds: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.client.query<{ root: string }>({
    name: 'gathered-chains',
    text: `select distinct coalesce(w.root_id, w.id) as root from notifications w
      where w.tenant_id = $1 and w.needs_ack and w.acknowledged_at is null and w.event_ids <@ $3::text[]
        and ((w.person_id = $2 and w.kind = 'escalation')
          or w.person_id in (select p.id from people p where p.tenant_id = $1 and p.erased_at is not null))`,
    values: [tx.tenantId, personId, eventIds],
  });
  return rows.map(({ root }) => root);
}

// Of one chain alone it is a message of that chain; an escalation that begins a chain of its own gathers several.
const GATHERS = `(m.kind = 'escalation' and m.root_id is null and m.event_ids @> r.event_ids)`;
