import { newToken } from '../../../db/channels/links.ts';
import type { Notice } from '../../../db/notices/notice.ts';
import type { Notification, NotificationSend } from '../../../db/notifications/notification.ts';
import { readChain, readLedger, sendsOf } from '../../../db/notifications/read.ts';
import { createPerson } from '../../../db/people/create.ts';
import type { PersonFields } from '../../../db/people/person.ts';
import { createSubscription } from '../../../db/subscriptions/create.ts';
import type { ChannelName } from '../../contracts/channel/declared.ts';
import { newId } from '../../contracts/ids.ts';
import type { PersonChannel, SubscriptionFilter } from '../../contracts/people.ts';
import type { Firm } from './firm.ts';

/** The people of a firm, and what they were told. */
export function peopleOf({ tenant, write, read }: Firm) {
  const rows = <T>(text: string, ...values: unknown[]): Promise<T[]> =>
    read(async (tx) => (await tx.client.query(text, [tenant, ...values])).rows as T[]);

  return {
    async person(fields: PersonFields & { name?: string } = {}) {
      const person = await write((tx) => createPerson(tx, { name: 'Ana Silva', ...fields }, null));
      return person.id;
    },
    async subscribe(
      personId: string,
      {
        include = {},
        exclude = {},
        channels = [],
      }: {
        include?: SubscriptionFilter;
        exclude?: SubscriptionFilter;
        channels?: PersonChannel[];
      } = {},
    ) {
      const wanted = { personId, name: 'Tudo', include, exclude, channels };
      return (await write((tx) => createSubscription(tx, wanted))).id;
    },
    /** A bot of the firm's own, known to its adapter or not. */
    async connection(channel: ChannelName) {
      const id = newId('connection');
      await write((tx) =>
        tx.client.query(
          'insert into channel_connections (tenant_id, id, channel, name) values ($1, $2, $3, $4)',
          [tenant, id, channel, 'Nosso'],
        ),
      );
      return id;
    },
    async link(personId: string, channel: ChannelName, address: string, connectionId: string | null = null) {
      const id = newId('link');
      await write((tx) =>
        tx.client.query(
          `insert into channel_links (tenant_id, id, person_id, channel, address, connection_id, status, opted_in_at, unsubscribe_token)
           values ($1, $2, $3, $4, $5, $6, 'active', now(), $7)`,
          [tenant, id, personId, channel, address, connectionId, newToken()],
        ),
      );
      return id;
    },
    set: (personId: string, column: string, value: unknown) =>
      write((tx) =>
        tx.client.query(`update people set ${column} = $3 where tenant_id = $1 and id = $2`, [
          tenant,
          personId,
          value,
        ]),
      ),
    /** Somebody who signs in. */
    user: (id: string, role: 'owner' | 'member') =>
      write((tx) =>
        tx.client.query(
          `insert into users (tenant_id, id, email, name, role, password_hash) values ($1, $2, $3, 'x', $4, 'x')`,
          [tenant, id, `${tenant}@example.com`, role],
        ),
      ),
    policy: (steps: { afterMinutes: number; personId?: string }[]) =>
      write((tx) =>
        tx.client.query('insert into escalation_policies (tenant_id, steps) values ($1, $2)', [
          tenant,
          JSON.stringify(steps),
        ]),
      ),
    notices: (personId: string) =>
      rows<Notice & { notification_id: string | null; event_id: string }>(
        `select *, event_id as "eventId", event_class as "eventClass", notification_id as "notificationId" from notices
         where tenant_id = $1 and person_id = $2 order by created_at, channel`,
        personId,
      ),
    notifications: (personId: string) =>
      rows<Notification>(
        `select *, event_ids as "eventIds", needs_ack as "needsAck", ack_token as "ackToken", root_id as "rootId",
           acknowledged_at as "acknowledgedAt" from notifications
         where tenant_id = $1 and person_id = $2 order by position`,
        personId,
      ),
    sends: async (personId: string): Promise<NotificationSend[]> => {
      const ids = await rows<{ id: string }>(
        'select id from notifications where tenant_id = $1 and person_id = $2',
        personId,
      );
      return read((tx) =>
        sendsOf(
          tx,
          ids.map(({ id }) => id),
        ),
      );
    },
    ledger: (notificationId: string) => read((tx) => readLedger(tx, notificationId)),
    chain: (rootId: string) => read((tx) => readChain(tx, rootId)),
  };
}

export type People = ReturnType<typeof peopleOf>;
