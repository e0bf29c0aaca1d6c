import { type Static, Type } from '@sinclair/typebox';
import { instant, nullable, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { Notification, NotificationId } from '../notifications/schemas.ts';
import { PersonId } from '../people/schemas.ts';

const whose = {
  personId: Type.Optional({
    ...PersonId,
    description: 'Whose inbox; without it that of the user who asks, which is empty for an API key',
  }),
};

export const InboxQuery = strict({
  ...pageQuery,
  ...whose,
  unread: Type.Optional(Type.Boolean({ description: 'Only what was not read yet', examples: [true] })),
});
export type InboxQuery = Static<typeof InboxQuery>;

export const InboxStreamQuery = strict({
  ...whose,
  lastEventId: Type.Optional({
    ...NotificationId,
    description: 'As the Last-Event-ID header, for readers that cannot set headers',
  }),
});

export const InboxEntry = Type.Object(
  { ...Notification.properties, readAt: nullable(instant('When it was read here')) },
  { description: 'A message of an inbox' },
);
export type InboxEntry = Static<typeof InboxEntry>;
