import { listConnections, type StoredConnection } from '../channels/connections.ts';
import { type Link, listLinks } from '../channels/links.ts';
import { currentTemplates, type StoredTemplate } from '../templates/read.ts';
import type { TenantTx } from '../tenant.ts';
import type { Person } from './person.ts';
import { readPerson } from './read.ts';

/** What telling a person needs of them and their firm. */
export interface PersonLane {
  person: Person;
  links: Link[];
  connections: StoredConnection[];
  /** The firm's own words, of every language. */
  templates: StoredTemplate[];
}

/** In one flight; undefined when the person was erased or never was. */
export async function readPersonLane(tx: TenantTx, personId: string): Promise<PersonLane | undefined> {
  const [person, links, connections, templates] = await Promise.all([
    readPerson(tx, personId),
    listLinks(tx, personId),
    listConnections(tx),
    currentTemplates(tx),
  ]);
  return person && { person, links, connections, templates };
}
