import { type Static, Type } from '@sinclair/typebox';
import { EVENT_CLASSES } from '../../actors/contracts/people.ts';
import { EventId } from '../events/schemas.ts';
import { idOf, instant, instantInput, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { PersonChannel, PersonId } from '../people/schemas.ts';
import { ProcessId } from '../processes/schemas.ts';

export const NotificationId = idOf('ntf', 'Id of the message');
export const notificationParams = Type.Object({ notificationId: NotificationId });
const State = oneOf(
  ['queued', 'sent', 'delivered', 'read', 'failed'],
  'The best that became of it on any channel',
);
const Class = oneOf(EVENT_CLASSES, 'Class of news');

export const NotificationQuery = strict({
  ...pageQuery,
  personId: Type.Optional(PersonId),
  processId: Type.Optional(ProcessId),
  state: Type.Optional(State),
  channel: Type.Optional(PersonChannel),
  unacknowledged: Type.Optional(
    Type.Boolean({ description: 'Only critical ones that nobody has acknowledged', examples: [true] }),
  ),
  since: Type.Optional(instantInput('Made at this instant or later')),
});
export type NotificationQuery = Static<typeof NotificationQuery>;

const Content = Type.Object(
  {
    title: Type.String({ examples: ['Sentença: procedência'] }),
    paragraphs: Type.Array(
      Type.Object({
        text: Type.String({ examples: ['Construtora Ávila x Município'] }),
        emphasis: Type.Optional(Type.Boolean({ examples: [false] })),
        url: Type.Optional(Type.String({ examples: ['https://lux.example/v1/processes/prc_…'] })),
      }),
    ),
    facts: Type.Array(Type.Array(Type.String({ examples: ['Tribunal'] })), {
      description: 'Label and value',
    }),
    buttons: Type.Array(
      Type.Object({
        label: Type.String({ examples: ['Abrir o processo'] }),
        url: Type.Optional(Type.String({ examples: ['https://lux.example/v1/processes/prc_…'] })),
      }),
    ),
    footer: Type.Array(Type.String({ examples: ['Este aviso é informativo: não é citação nem intimação.'] })),
    html: Type.Optional(Type.String({ examples: ['<p>…</p>'] })),
  },
  { description: 'What it says' },
);

const Acknowledgement = Type.Object(
  {
    at: instant('When'),
    by: nullable(
      Type.String({ description: 'Person, user or API key', examples: ['per_01kb0v5zq8e3n9t2h4x6m7r8sa'] }),
    ),
    how: nullable(Type.String({ description: 'api, link or chat', examples: ['link'] })),
  },
  { description: 'Who took notice' },
);

const fields = {
  id: NotificationId,
  personId: PersonId,
  kind: oneOf(
    ['single', 'digest', 'summary', 'storm', 'escalation'],
    'single = one event; digest = gathered; summary = daily or weekly; storm = very many at once; escalation = passed on',
  ),
  class: Class,
  state: State,
  processIds: Type.Array(ProcessId),
  eventIds: Type.Array(EventId),
  content: nullable(Content),
  needsAcknowledgement: Type.Boolean({ examples: [true] }),
  acknowledgement: nullable(Acknowledgement),
  escalatedFrom: nullable(NotificationId),
  createdAt: instant('When it was made'),
};

export const Notification = Type.Object(fields, { description: 'One message to one person' });
export type Notification = Static<typeof Notification>;

const Cost = Type.Object(
  {
    category: Type.String({ examples: ['utility'] }),
    billable: Type.Boolean({ examples: [true] }),
    cents: Type.Optional(
      Type.Number({
        description: 'Hundredths of the currency, by the firm’s /v1/channel-prices',
        examples: [3.75],
      }),
    ),
    currency: Type.Optional(Type.String({ examples: ['BRL'] })),
  },
  { description: 'As far as the provider tells, in money where the firm has given a price' },
);

const Send = Type.Object(
  {
    id: idOf('snd', 'Id of the send: the same at every repetition'),
    channel: PersonChannel,
    connectionId: nullable(Type.String({ examples: ['con_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
    state: oneOf(['queued', 'sent', 'delivered', 'read', 'failed'], 'What became of it'),
    attempts: Type.Integer({ description: 'Failed ones', examples: [0] }),
    nextAttemptAt: nullable(instant('When it is handed over next')),
    providerId: nullable(Type.String({ examples: ['wamid.HBg…'] })),
    errorCode: nullable(Type.String({ examples: ['131026'] })),
    errorDetail: nullable(Type.String({ examples: ['Undeliverable'] })),
    cost: nullable(Cost),
    added: nullable(
      Type.Object(
        {
          paragraphs: Type.Array(
            Type.String({ examples: ['Em 02/03/2099, o juiz aceitou o pedido (procedente).'] }),
          ),
          footer: Type.Array(Type.String({ examples: ['Há neste aviso frases montadas por regras fixas.'] })),
          corrected: Type.Optional(
            Type.Object(
              {
                sentences: Type.Array(Type.String({ examples: ['Em 02/03/2099, o réu foi absolvido.'] })),
                note: Type.String({ examples: ['O que este aviso dizia aqui não vale mais.'] }),
              },
              {
                description:
                  'Sentences of the message about what the court withdrew or corrected since, and what it says in their place',
              },
            ),
          ),
        },
        {
          description: 'What it says otherwise than the message: what was written about its movements since',
        },
      ),
    ),
    createdAt: instant('When it was queued'),
    sentAt: nullable(instant('When the provider took it')),
    deliveredAt: nullable(instant('When it arrived')),
    readAt: nullable(instant('When it was read')),
    failedAt: nullable(instant('When it was given up')),
  },
  { description: 'The message on its way on one channel' },
);

const Step = Type.Object(
  {
    state: Type.String({
      description: 'held, queued, sent, delivered, read, failed, acknowledged or escalated',
      examples: ['sent'],
    }),
    sendId: nullable(idOf('snd', 'The send that it concerns')),
    at: instant('When'),
    attempt: Type.Integer({ examples: [0] }),
    reason: nullable(Type.String({ examples: ['quiet-hours'] })),
    providerId: nullable(Type.String({ examples: ['wamid.HBg…'] })),
    cost: nullable(Cost),
  },
  { description: 'A row of the ledger, which is never changed' },
);

export const NotificationDetail = Type.Object(
  {
    ...fields,
    sends: Type.Array(Send),
    ledger: Type.Array(Step),
    chain: Type.Array(
      Type.Object({
        id: NotificationId,
        personId: PersonId,
        step: nullable(
          Type.Integer({
            description: 'Step of the escalation policy; null is the first notice',
            examples: [1],
          }),
        ),
        state: State,
        createdAt: instant('When it was made'),
        acknowledgement: nullable(Acknowledgement),
      }),
      { description: 'Everybody whom the notice was passed on to, in order' },
    ),
  },
  { description: 'A message with everything that became of it' },
);
export type NotificationDetail = Static<typeof NotificationDetail>;

export const Acknowledge = strict(
  { personId: Type.Optional(PersonId) },
  { description: 'Who takes notice; without one, the caller' },
);

export const Acknowledged = Type.Object(
  {
    acknowledged: Type.Array(NotificationId, {
      description: 'Those of the chain that were acknowledged now; empty when somebody was faster',
    }),
  },
  { description: 'Notice was taken' },
);

export const StatisticsQuery = strict({
  since: Type.Optional(instantInput('From this instant; a week ago without it')),
  until: Type.Optional(instantInput('Before this instant; now without it')),
});
export type StatisticsQuery = Static<typeof StatisticsQuery>;

const count = (description: string) => Type.Integer({ description, examples: [12] });
export const Statistics = Type.Object(
  {
    since: instant('From'),
    until: instant('Until'),
    channels: Type.Array(
      Type.Object({
        channel: PersonChannel,
        queued: count('On their way'),
        sent: count('Taken by the provider'),
        delivered: count('Arrived'),
        read: count('Read'),
        failed: count('Given up'),
        billable: count('Charged for, as far as the provider tells'),
        costs: Type.Array(
          Type.Object({
            currency: Type.String({ examples: ['BRL'] }),
            cents: Type.Number({ examples: [412.5] }),
          }),
          { description: 'In money, where the firm has given prices' },
        ),
        medianSeconds: nullable(Type.Number({ description: 'From queued to delivered', examples: [1.4] })),
      }),
    ),
  },
  { description: 'What became of messages, by channel' },
);

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
