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
export const Class = oneOf(EVENT_CLASSES, 'Class of news');

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
