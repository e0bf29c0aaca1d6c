import { type Static, Type } from '@sinclair/typebox';
import {
  DELIVERY_MODES,
  EVENT_CLASSES,
  PERSON_CHANNELS,
  SUBSCRIBED_CLASSES,
} from '../../actors/contracts/people.ts';
import { EventId } from '../events/schemas.ts';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { PersonChannel, PersonId } from '../people/schemas.ts';
import { ProcessId } from '../processes/schemas.ts';

export const SubscriptionId = idOf('sub', 'Id of the subscription');
export const subscriptionParams = Type.Object({ subscriptionId: SubscriptionId });

const words = (description: string, example: string, maxLength: number) =>
  Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength, examples: [example] }), {
      maxItems: 100,
      uniqueItems: true,
      description,
    }),
  );

const Filter = strict(
  {
    processIds: Type.Optional(
      Type.Array(ProcessId, { maxItems: 1_000, uniqueItems: true, description: 'These cases' }),
    ),
    matters: words(
      'Cases of these matters or clients: those with a tag cliente:<name>',
      'Construtora Ávila',
      42,
    ),
    tags: words('Cases with one of these tags', 'urgente', 50),
    tribunals: words('What comes from these courts', 'TJSP', 10),
    groups: words('Movements of these groups', 'hearing', 40),
    importances: Type.Optional(
      Type.Array(oneOf(['critical', 'high', 'medium', 'low'], 'Importance'), {
        maxItems: 4,
        uniqueItems: true,
        description: 'Movements of these importances',
      }),
    ),
    classes: Type.Optional(
      Type.Array(
        oneOf(
          SUBSCRIBED_CLASSES,
          'critical, important, routine: movements; case: closed, reopened; operation: the setup; summary: movements in other words',
        ),
        { maxItems: SUBSCRIBED_CLASSES.length, uniqueItems: true, description: 'News of these classes' },
      ),
    ),
  },
  { description: 'Everything that is given must hold; of each list any one' },
);

const Name = Type.String({ minLength: 1, maxLength: 200, examples: ['Audiências do cível'] });
const Channels = Type.Array(PersonChannel, {
  maxItems: PERSON_CHANNELS.length,
  uniqueItems: true,
  description: 'Where; empty is every channel of the person. What is critical is in the inbox as well',
});
const exclude = {
  ...Filter,
  description: 'Leaves this out. By group, importance or class it never leaves out what is critical',
};

export const NewSubscription = strict(
  {
    personId: PersonId,
    name: Name,
    include: Type.Optional(Filter),
    exclude: Type.Optional(exclude),
    channels: Type.Optional(Channels),
  },
  { description: 'What a person wants to be told of' },
);
export type NewSubscription = Static<typeof NewSubscription>;

export const SubscriptionPatch = strict(
  {
    name: Type.Optional(Name),
    include: Type.Optional(Filter),
    exclude: Type.Optional(exclude),
    channels: Type.Optional(Channels),
    paused: Type.Optional(Type.Boolean({ examples: [true] })),
  },
  { description: 'The fields to change; the others stay' },
);

export const Subscription = Type.Object(
  {
    id: SubscriptionId,
    personId: PersonId,
    name: Name,
    include: Filter,
    exclude: Filter,
    channels: Channels,
    paused: Type.Boolean({ examples: [false] }),
    createdAt: instant('When it was made'),
    updatedAt: instant('When it was last changed'),
  },
  { description: 'What a person wants to be told of' },
);
export type Subscription = Static<typeof Subscription>;

export const SubscriptionQuery = strict({ ...pageQuery, personId: Type.Optional(PersonId) });
export type SubscriptionQuery = Static<typeof SubscriptionQuery>;

export const PreviewSubscription = strict(
  {
    include: Type.Optional(Filter),
    exclude: Type.Optional(exclude),
    channels: Type.Optional(Channels),
    personId: Type.Optional(PersonId),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 90, default: 90, description: 'How far back', examples: [90] }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, examples: [50] })),
    cursor: Type.Optional(
      Type.String({
        maxLength: 1_000,
        description: '`nextCursor` of the page before',
        examples: ['WyJ4Il0'],
      }),
    ),
  },
  {
    description:
      'A subscription that is not there yet. News of the class `summary` are not looked at: a preview has none, and counts none, though live they are told',
  },
);
export type PreviewSubscription = Static<typeof PreviewSubscription>;

const amount = (description: string, example: number) => Type.Integer({ description, examples: [example] });

const Tally = Type.Object(
  {
    messages: amount('Messages that would have been sent there', 31),
    events: amount('Events that those tell of', 112),
    held: amount('Waited for quiet or working hours to end', 9),
    batched: amount('Gathered: into a digest, a summary, or one message for a storm', 81),
    deduplicated: amount('The same act, told by another grau before', 4),
    unwanted: amount('Left out by the person’s preferences', 0),
    unreachable: amount('Left out because the person has no such channel, or it has no connection', 0),
    waiting: amount('Held or gathered, and not told yet', 2),
  },
  { description: 'What became of the events on a channel' },
);

export const PreviewSent = Type.Object(
  {
    since: instant('From when on it counts: later than asked for when more than 10,000 events happened'),
    examined: amount('Events looked at', 412),
    messages: amount('Messages; one that goes over several channels is one', 40),
    channels: Type.Record(Type.String(), Tally, { description: 'By channel' }),
  },
  {
    description:
      'What it would have sent, by the same decisions as live, with the hours, preferences and channels that the person has today (the usual ones, and every channel, without a personId). As if nobody read or muted anything',
  },
);
export type PreviewSent = Static<typeof PreviewSent>;

const Mode = oneOf(DELIVERY_MODES, 'How the person would have been told there');

export const PreviewPage = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        eventId: EventId,
        at: instant('When we recorded it'),
        class: oneOf(EVENT_CLASSES, 'What it is to preferences'),
        text: Type.String({ description: 'In Portuguese', examples: ['Sentença: procedência'] }),
        processId: nullable(ProcessId),
        number: nullable(Type.String({ examples: ['00000011720998260001'] })),
        tribunal: nullable(Type.String({ examples: ['TJSP'] })),
        modes: Type.Record(Type.String(), Mode, {
          description: 'By channel, with the preferences of the person (the usual ones without a personId)',
          examples: [{ inbox: 'instant', email: 'digest' }],
        }),
      }),
    ),
    examined: Type.Integer({ description: 'Events looked at for this page', examples: [412] }),
    sent: nullable(PreviewSent),
    nextCursor: Type.Union([Type.String(), Type.Null()], {
      description: 'null when the whole time was looked at; a page may be empty and have one',
      examples: [null],
    }),
  },
  { description: 'What it would have taken, newest first; of the class `summary` nothing' },
);
export type PreviewPage = Static<typeof PreviewPage>;
