import { type Static, Type } from '@sinclair/typebox';
import { CHANNEL_NAMES } from './channel/declared.ts';

/**
 * What the platform and a channel's adapter say to each other over NATS. An adapter knows NATS and its provider and nothing
 * else; what it must know about a firm's connection comes over CHANNELS, the last word for each connection.
 *
 *   CHANNELS  lux.channels.<channel>.<connection>        Connection, from the platform; the last one stays
 *   OUTBOUND  lux.out.<channel>.<tenant>                 Outbound, from the platform
 *   INBOUND   lux.in.<channel>.<connection>.receipt      Receipt, from the adapter: what became of an Outbound
 *   INBOUND   lux.in.<channel>.<connection>.message      Inbound, from the adapter: what a person wrote or pressed
 *   INBOUND   lux.in.<channel>.<connection>.standing     Standing, from the adapter: how the connection itself is doing
 *   INBOUND   lux.in.<channel>.hello                     from an adapter that has started and wants CHANNELS told again
 *
 * Everything may arrive more than once and receipts in any order; `id` is what both sides deduplicate by.
 */
const Id = Type.String({ minLength: 1, maxLength: 200 });
// A pattern, because a format is checked only where somebody has registered it, and refused everywhere else.
const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)$',
  description: 'ISO 8601 with offset.',
});
const Text = (maxLength: number) => Type.String({ maxLength });

/** A firm's own bot, number, workspace or mail server, or the platform's (`tenant` is then absent). */
export const Connection = Type.Object({
  id: Id,
  channel: Type.Union(CHANNEL_NAMES.map((name) => Type.Literal(name))),
  tenant: Type.Optional(Id),
  /** Of two words about the same connection the higher version holds. */
  version: Type.Integer({ minimum: 1 }),
  status: Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('removed')]),
  /** Not secret: phone_number_id, bot user name, team id, sender address. */
  settings: Type.Record(Type.String(), Type.String()),
  /** Sealed JSON object of the secrets (tokens, signing secrets, passwords); absent when removed. */
  sealed: Type.Optional(Type.String()),
});
export type Connection = Static<typeof Connection>;

/** Says what a person may press. A command goes back as Inbound.command; a link opens. */
export const Button = Type.Object({
  label: Text(60),
  command: Type.Optional(Type.Object({ name: Text(32), input: Type.Record(Type.String(), Type.String()) })),
  url: Type.Optional(Text(2_000)),
});
export type Button = Static<typeof Button>;

/** Plain text throughout: an adapter escapes it for its provider's markup, and cuts it to its provider's limits. */
export const Content = Type.Object({
  /** Subject of a mail, first line elsewhere. */
  title: Text(300),
  paragraphs: Type.Array(
    Type.Object({
      text: Text(4_000),
      emphasis: Type.Optional(Type.Boolean()),
      url: Type.Optional(Text(2_000)),
    }),
    { maxItems: 200 },
  ),
  /** Label and value, such as «Tribunal», «TJSP». */
  facts: Type.Array(Type.Tuple([Text(100), Text(1_000)]), { maxItems: 50 }),
  buttons: Type.Array(Button, { maxItems: 10 }),
  /** Sentences that the law or a court wants under every notice. */
  footer: Type.Array(Text(1_000), { maxItems: 10 }),
  /** A mail as the firm's own template rendered it; other channels ignore it. */
  html: Type.Optional(Text(200_000)),
});
export type Content = Static<typeof Content>;

/** A person's address on a channel; each channel reads its own fields. */
export const Address = Type.Object({
  /** Chat (Telegram), channel or user (Slack), mailbox (e-mail), phone or business-scoped user id (WhatsApp). */
  to: Text(320),
  name: Type.Optional(Text(200)),
});

export const Outbound = Type.Object({
  /** The send: the same at each repetition. */
  id: Id,
  tenant: Id,
  connection: Id,
  address: Address,
  content: Content,
  /** What belongs to one case or one conversation shares it (threads of mails, replies of Slack). */
  thread: Type.Optional(Id),
  /** WhatsApp outside of the 24-hour window: an approved template and its variables in order. */
  template: Type.Optional(
    Type.Object({
      name: Text(512),
      language: Text(16),
      variables: Type.Array(Text(1_024), { maxItems: 20 }),
      /** Which of them begins with `late` when that is said. Absent when none has room for it. */
      lateIn: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  /** Until when the person's 24-hour window is open, where the channel has one. */
  windowUntil: Type.Optional(Instant),
  /** One-click unsubscribe (RFC 8058), for mails. */
  unsubscribeUrl: Type.Optional(Text(2_000)),
  /** Edits or answers what was pressed, where the channel can. */
  replyTo: Type.Optional(Text(200)),
  /** Not worth sending afterwards. */
  expiresAt: Type.Optional(Instant),
  /** What is said first when it is sent after this moment, because it was held up. */
  late: Type.Optional(Type.Object({ after: Instant, text: Text(300) })),
});
export type Outbound = Static<typeof Outbound>;

/** What the platform should do about a send that failed. */
export const FailureClass = Type.Union([
  /** Never again: the message itself is wrong. */
  Type.Literal('terminal'),
  /** Again after `retryAfterMs`, or with backoff. */
  Type.Literal('retry'),
  /** The person cannot be reached here now: the next channel. */
  Type.Literal('switch'),
  /** The person's link is dead (blocked, gone): disable it. */
  Type.Literal('disable-link'),
  /** The firm's connection is dead (token revoked, account locked): disable it and tell the firm. */
  Type.Literal('disable-connection'),
]);
export type FailureClass = Static<typeof FailureClass>;

export const Receipt = Type.Object({
  /** Of the Outbound. Absent when the provider tells only its own id. */
  id: Type.Optional(Id),
  providerId: Type.Optional(Text(300)),
  /** Of the Connection that it was sent through: what ends an older one says nothing of the secrets that came since. */
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  state: Type.Union(['sent', 'delivered', 'read', 'failed'].map((state) => Type.Literal(state))),
  at: Instant,
  error: Type.Optional(
    Type.Object({
      class: FailureClass,
      code: Text(100),
      detail: Text(1_000),
      retryAfterMs: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  /** Where the provider tells it. */
  cost: Type.Optional(Type.Object({ category: Text(100), billable: Type.Boolean() })),
  /** Only the approved template went out, and not the message itself. */
  form: Type.Optional(Type.Literal('template')),
});
export type Receipt = Static<typeof Receipt>;

/** What a provider says of a connection as a whole. */
export const Standing = Type.Object({
  /** Of the Connection that it was said of. */
  version: Type.Integer({ minimum: 1 }),
  at: Instant,
  /** What people find the bot by. */
  username: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_]{1,64}$' })),
  /** It is dead: token revoked, app removed, account closed. */
  ended: Type.Optional(Type.Object({ code: Text(100), detail: Text(1_000) })),
});
export type Standing = Static<typeof Standing>;

export const Inbound = Type.Object({
  /** The provider's id of the update: the same at each redelivery. */
  id: Id,
  at: Instant,
  from: Type.Object({
    /** What Address.to of an answer is. */
    chat: Text(320),
    /** Another address of the same chat, where the provider told both of them together; never a guess. */
    alias: Type.Optional(Text(320)),
    /** The person, where a chat may have several. */
    user: Text(320),
    name: Type.Optional(Text(200)),
    phone: Type.Optional(Text(32)),
  }),
  private: Type.Boolean(),
  text: Type.Optional(Text(4_096)),
  /** A slash command or a pressed button, as far as the adapter can tell. */
  command: Type.Optional(
    Type.Object({
      name: Text(32),
      argument: Type.Optional(Text(1_000)),
      input: Type.Optional(Type.Record(Type.String(), Type.String())),
    }),
  ),
  /** What Outbound.replyTo of an answer is. */
  replyTo: Type.Optional(Text(200)),
  /** The person has blocked the bot, unsubscribed or opted out by the provider's own means. */
  left: Type.Optional(Type.Boolean()),
});
export type Inbound = Static<typeof Inbound>;
