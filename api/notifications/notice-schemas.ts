import { type Static, Type } from '@sinclair/typebox';
import { EventId } from '../events/schemas.ts';
import { instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { PersonChannel, PersonId } from '../people/schemas.ts';
import { ProcessId } from '../processes/schemas.ts';
import { Class, NotificationId } from './schemas.ts';

export const NoticeQuery = strict({
  ...pageQuery,
  personId: Type.Optional(PersonId),
  processId: Type.Optional(ProcessId),
  outcome: Type.Optional(oneOf(['sent', 'held', 'digested', 'suppressed'], 'Only with this outcome')),
});
export type NoticeQuery = Static<typeof NoticeQuery>;

export const Notice = Type.Object(
  {
    personId: PersonId,
    eventId: EventId,
    channel: PersonChannel,
    class: Class,
    outcome: oneOf(
      ['sent', 'held', 'digested', 'suppressed'],
      'sent = part of a message; held, digested = until releaseAt; suppressed = not told, see reason',
    ),
    reason: nullable(
      Type.String({
        description:
          'no-link, no-connection, same-act, not-to-be-told, preference, read-elsewhere, muted, quiet-hours, outside-working-hours, window-open, daily, weekly, storm, person-erased',
        examples: ['quiet-hours'],
      }),
    ),
    releaseAt: nullable(instant('When it is told')),
    notificationId: nullable(NotificationId),
    processId: nullable(ProcessId),
    createdAt: instant('When it was decided'),
  },
  { description: 'What was decided about one event for one person on one channel' },
);
export type Notice = Static<typeof Notice>;
