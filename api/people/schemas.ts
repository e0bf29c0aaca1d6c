import { type Static, type TOptional, Type } from '@sinclair/typebox';
import { CHAT_CHANNEL_NAMES } from '../../actors/contracts/channel/declared.ts';
import {
  DELIVERY_MODES,
  DIGEST_SCOPES,
  LANGUAGES,
  PERSON_CHANNELS,
  type PersonChannel as PersonChannelName,
} from '../../actors/contracts/people.ts';
import { idOf, instant, instantInput, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';

export const PersonId = idOf('per', 'Id of the person');
export const LinkId = idOf('lnk', 'Id of the link');
export const personParams = Type.Object({ personId: PersonId });
export const linkParams = Type.Object({ personId: PersonId, linkId: LinkId });
export const PersonChannel = oneOf(PERSON_CHANNELS, 'inbox = the platform’s own');
const UserId = idOf('usr', 'The user that this person signs in as');

const Clock = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'HH:MM on the clock of the person',
  examples: ['08:00'],
  fix: 'Send a time such as 08:00.',
});
const Day = Type.Integer({ minimum: 1, maximum: 7, description: '1 = Monday', examples: [1] });
const Hours = strict(
  {
    from: Clock,
    to: Clock,
    days: Type.Optional(
      Type.Array(Day, {
        maxItems: 7,
        uniqueItems: true,
        description: 'Days on which it begins; none = every day',
      }),
    ),
  },
  { description: 'From one time to another, past midnight when `to` is not later' },
);

const Mode = oneOf(
  DELIVERY_MODES,
  'instant = each at once; digest = the first at once, the rest together; daily, weekly = at the person’s hour; off',
);
const ByClass = strict(
  {
    critical: Type.Optional(Mode),
    important: Type.Optional(Mode),
    routine: Type.Optional(Mode),
    case: Type.Optional(Mode),
    operation: Type.Optional(Mode),
    report: Type.Optional(Mode),
    summary: Type.Optional(Mode),
  },
  { description: 'By class of news; what is left out is as usual' },
);
const Preferences = strict(
  Object.fromEntries(PERSON_CHANNELS.map((name) => [name, Type.Optional(ByClass)])) as Record<
    PersonChannelName,
    TOptional<typeof ByClass>
  >,
  { description: 'By channel. What is critical is always instant' },
);

const settable = {
  userId: nullable(UserId),
  email: nullable(
    Type.String({
      format: 'email',
      maxLength: 254,
      description: 'Where they are mailed',
      examples: ['ana@example.com'],
    }),
  ),
  oabNumbers: Type.Array(
    Type.String({
      pattern: '^[A-Z]{2}[0-9]{1,7}[A-Z]?$',
      description: 'State and number',
      examples: ['SP123456'],
      fix: 'Send the state and the number, such as SP123456.',
    }),
    { maxItems: 30, uniqueItems: true },
  ),
  language: oneOf(LANGUAGES, 'Of their messages'),
  timeZone: Type.String({ maxLength: 60, description: 'IANA name', examples: ['America/Sao_Paulo'] }),
  workingHours: nullable(Hours),
  quietHours: nullable(Hours),
  summaryHour: Clock,
  summaryDay: Day,
  digestBy: oneOf(
    DIGEST_SCOPES,
    'What a digest gathers: one case; one client (tag cliente:…); everything of this lawyer',
  ),
  digestMinutes: Type.Integer({
    minimum: 1,
    maximum: 1_440,
    description: 'How long a digest gathers after its first message',
    examples: [30],
  }),
  preferences: Preferences,
  sealedChannels: Type.Array(PersonChannel, {
    maxItems: 5,
    uniqueItems: true,
    description:
      'Grant: content of cases under secrecy goes to this person on these channels. Elsewhere they are told only that something moved',
  }),
};
const Name = Type.String({ minLength: 1, maxLength: 200, examples: ['Ana Silva'] });
const MutedUntil = instantInput('Until then nothing but what is critical; the rest is held');

const optional = Type.Partial(Type.Object(settable)).properties;

export const NewPerson = strict({ name: Name, ...optional }, { description: 'A person to be told' });
export type NewPerson = Static<typeof NewPerson>;

export const PersonPatch = strict(
  { name: Type.Optional(Name), ...optional, mutedUntil: Type.Optional(nullable(MutedUntil)) },
  { description: 'The fields to change; the others stay' },
);
export type PersonPatch = Static<typeof PersonPatch>;

export const Person = Type.Object(
  {
    id: PersonId,
    name: Name,
    role: Type.String({ description: 'member', examples: ['member'] }),
    ...settable,
    mutedUntil: nullable(instant('Nothing but what is critical until then')),
    createdAt: instant('When they were added'),
    updatedAt: instant('When they were last changed'),
  },
  { description: 'A person of the firm' },
);
export type Person = Static<typeof Person>;

export const PersonQuery = strict({
  ...pageQuery,
  email: Type.Optional(
    Type.String({ maxLength: 254, description: 'Only with this address', examples: ['ana@example.com'] }),
  ),
});
export type PersonQuery = Static<typeof PersonQuery>;

export const Link = Type.Object(
  {
    id: LinkId,
    channel: PersonChannel,
    address: nullable(Type.String({ description: 'Chat, number or mailbox', examples: ['ana@example.com'] })),
    status: oneOf(
      ['pending', 'active', 'disabled', 'left'],
      'pending = the code was not used yet; disabled = the provider says it is dead; left = the person opted out',
    ),
    reason: nullable(Type.String({ examples: ['403: bot was blocked by the user'] })),
    optIn: nullable(
      Type.Object(
        {
          how: Type.String({ examples: ['email-on-file'] }),
          by: nullable(Type.String({ examples: ['usr_01kb0v5zq8e3n9t2h4x6m7r8sa'] })),
        },
        { description: 'What shows that the person wanted it' },
      ),
    ),
    optedInAt: nullable(instant('When they opted in')),
    optedOutAt: nullable(instant('When they opted out')),
    optOut: nullable(
      Type.Object(
        {
          how: oneOf(
            ['asked', 'blocked'],
            'asked = by a word in the chat; blocked = by the provider’s own means',
          ),
          by: Type.String({ description: 'The message that said so', examples: ['918273645'] }),
        },
        { description: 'What shows that the person wants no more of it' },
      ),
    ),
    createdAt: instant('When it was made'),
  },
  { description: 'A channel on which a person is reached' },
);
export type Link = Static<typeof Link>;

export const LinkList = Type.Object(
  { data: Type.Array(Type.Ref('Link')) },
  { description: 'Channels of a person' },
);

export const NewLink = strict(
  {
    channel: oneOf(CHAT_CHANNEL_NAMES, 'Where the person wants to be told'),
    connectionId: Type.Optional(
      Type.String({
        maxLength: 64,
        description: 'The bot or number; without one the firm’s of that channel',
        examples: ['con_01kb0v5zq8e3n9t2h4x6m7r8sa'],
      }),
    ),
  },
  { description: 'A channel to be linked' },
);
export type NewLink = Static<typeof NewLink>;

export const LinkCode = Type.Object(
  {
    link: Type.Ref('Link'),
    code: Type.String({ description: 'To be sent to the bot by the person, once', examples: ['7KQ2M9XTRB'] }),
    deepLink: nullable(
      Type.String({
        description: 'Opens the chat with the code, where the channel can',
        examples: ['https://t.me/direitolux_bot?start=7KQ2M9XTRB'],
      }),
    ),
    expiresAt: instant('When the code is void'),
  },
  { description: 'A one-time code. It is in this answer and nowhere else' },
);
