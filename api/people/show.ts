import type { Link as LinkRow } from '../../db/channels/links.ts';
import type { Person as PersonRow } from '../../db/people/person.ts';
import type { Link, Person } from './schemas.ts';

/** A person as the API shows them. */
export function showPerson({ version: _, ...row }: PersonRow): Person {
  return {
    ...row,
    mutedUntil: row.mutedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  } as Person;
}

/** A person's channel as the API shows it: without the token of its unsubscribe address. */
export function showLink(row: LinkRow): Link {
  const { id, channel, address, status, reason, optIn, optOut } = row;
  return {
    id,
    channel,
    address,
    status,
    reason,
    optIn,
    optedInAt: row.optedInAt?.toISOString() ?? null,
    optedOutAt: row.optedOutAt?.toISOString() ?? null,
    optOut: optOut as Link['optOut'],
    createdAt: row.createdAt.toISOString(),
  };
}
