import type { PersonChannel } from '../../actors/contracts/people.ts';
import type { ConnectionStatus } from '../channels/connections.ts';
import type { TenantTx } from '../tenant.ts';
import { PERSON_COLUMNS, type Person } from './person.ts';

/** What telling a person needs of them and their firm. */
export interface PersonLane {
  person: Person;
  /** Active ones, newest first. */
  links: LaneLink[];
  /** The firm's, whatever their status, newest first. */
  connections: { id: string; channel: string; status: ConnectionStatus }[];
  /** The firm's own words in the person's language. */
  templates: { name: string; title: string; body: string | null; html: string | null }[];
}

export interface LaneLink {
  id: string;
  channel: PersonChannel;
  /** Null: the platform's. */
  connectionId: string | null;
  address: string | null;
}

/** In one statement: each message to each person asks for it. Undefined when the person was erased or never was. */
export async function readPersonLane(tx: TenantTx, personId: string): Promise<PersonLane | undefined> {
  const { rows } = await tx.client.query<Person & Omit<PersonLane, 'person'>>({
    name: 'read-person-lane',
    text: `select ${PERSON_COLUMNS},
        (select coalesce(json_agg(json_build_object('id', l.id, 'channel', l.channel, 'connectionId', l.connection_id,
            'address', l.address) order by l.created_at desc, l.id desc), '[]')
          from channel_links l where l.tenant_id = $1 and l.person_id = $2 and l.status = 'active') as links,
        (select coalesce(json_agg(json_build_object('id', c.id, 'channel', c.channel, 'status', c.status)
            order by c.created_at desc, c.id desc), '[]')
          from channel_connections c where c.tenant_id = $1 and c.status <> 'removed') as connections,
        (select coalesce(json_agg(t), '[]') from (
          select distinct on (t.name) t.name, t.title, t.body, t.html from notification_templates t
          where t.tenant_id = $1 and t.language = p.language order by t.name, t.version desc) as t) as templates
      from people p where p.tenant_id = $1 and p.id = $2 and p.erased_at is null`,
    values: [tx.tenantId, personId],
  });
  const [row] = rows;
  if (!row) return undefined;
  const { links, connections, templates, ...person } = row;
  return { person, links, connections, templates };
}
