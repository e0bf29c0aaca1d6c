import { Type } from '@sinclair/typebox';
import { Inbound, Outbound, Receipt, Standing } from './channels.ts';
import { contract } from './contract.ts';

/** Events in one message. */
export const EVENTS_AT_ONCE = 1_000;

const Id = Type.String({ minLength: 5, maxLength: 64 });

/**
 * Tells people and partners what happened. Each endpoint and each person has a lane of its own (key = endpoint id, person id),
 * and so has each chat (key = `chat-…`).
 */
export const notifier = contract('notifier', {
  /** Events to fan out to whoever asked for them, or to one endpoint that missed them. */
  notify: Type.Object({
    eventIds: Type.Array(Id, { maxItems: EVENTS_AT_ONCE }),
    webhookId: Type.Optional(Id),
  }),
  /**
   * Lane of an endpoint: send what is due. With `upTo` it is only news that there are deliveries up to that position,
   * of no interest to a lane that has seen them.
   */
  deliver: Type.Object({ upTo: Type.Optional(Type.Integer()) }),
  /** A test event for one endpoint, asked for by a person. */
  test: Type.Object({ webhookId: Id, jobId: Id }),
  /** Send again: one delivery, a range, or everything not delivered since a moment. */
  resend: Type.Object({
    webhookId: Id,
    jobId: Id,
    deliveryId: Type.Optional(Id),
    since: Type.Optional(Type.String()),
    until: Type.Optional(Type.String()),
    /** Events after this one that never reached the endpoint, even such as came before it existed or was paused. */
    afterEventId: Type.Optional(Id),
    onlyMissing: Type.Optional(Type.Boolean()),
    /** How far the chunks before this one have come; only the notifier sends it, to itself. */
    soFar: Type.Optional(
      Type.Object({
        /** The last delivery, or the last event of the feed, that was looked at. */
        position: Type.Integer(),
        /** xid8 of that event, as text. */
        xid: Type.Optional(Type.String()),
        done: Type.Integer(),
        total: Type.Integer(),
        queued: Type.Integer(),
      }),
    ),
  }),
  /** Lane of an endpoint: what is older than deliveries are kept. */
  clear: Type.Object({
    /** What the pieces before this one gave up; only the lane sends it, to itself. */
    expired: Type.Optional(
      Type.Object({ deliveries: Type.Integer(), since: Type.String(), until: Type.String() }),
    ),
  }),
  /** Lane of a person: events that one of their subscriptions takes. */
  tell: Type.Object({ eventIds: Type.Array(Id, { maxItems: EVENTS_AT_ONCE }) }),
  /** Lane of a person: what was held or gathered and is due. */
  release: Type.Object({}),
  /** Lane of a person: what is to be handed to the adapters. */
  dispatch: Type.Object({}),
  /** Lane of a person: what became of a send, and by which connection of which channel it was said. */
  receipt: Type.Object({
    sendId: Id,
    receipt: Receipt,
    connectionId: Type.Optional(Id),
    channel: Type.Optional(Type.String()),
  }),
  /** Lane of a person: free messages may be sent to this link again. */
  windowOpened: Type.Object({ linkId: Id }),
  /** Lane of a person: a critical notice has waited for its acknowledgement; what the step says is done. */
  escalate: Type.Object({ notificationId: Id, step: Type.Integer({ minimum: 1 }) }),
  /** Lane of the person that a notice escalates to. */
  takeOver: Type.Object({ notificationId: Id, step: Type.Integer({ minimum: 1 }) }),
  /** Lane of a person who was erased: somebody goes on with what waits for them, or with these notifications alone. */
  succeed: Type.Object({
    notificationId: Type.Optional(Id),
    notificationIds: Type.Optional(Type.Array(Id)),
    step: Type.Optional(Type.Integer({ minimum: 1 })),
  }),
  /** Lane of who goes on in place of somebody that was erased, with what waited for them. */
  inherit: Type.Object({ notificationIds: Type.Array(Id), step: Type.Integer({ minimum: 1 }) }),
  /** Lane of a person: one notification again, to every address it went to. */
  sendAgain: Type.Object({ notificationId: Id, jobId: Id }),
  /** A firm's connection has changed: tell its adapter. */
  announce: Type.Object({ connectionId: Id }),
  /** Lane of a connection: what its provider says of it. */
  standing: Type.Object({ connectionId: Id, channel: Type.String(), standing: Standing }),
  /** Lane of a chat: what somebody wrote or pressed there. */
  converse: Type.Object({ connectionId: Id, channel: Type.String(), inbound: Inbound }),
  /** Lane of a chat, at another firm than where it was said: the person of that chat has left. */
  leave: Type.Object({
    connectionId: Id,
    channel: Type.String(),
    chat: Type.String(),
    alias: Type.Optional(Type.String()),
    how: Type.Union([Type.Literal('asked'), Type.Literal('blocked')]),
    inboundId: Type.String(),
    /** In a group: who said it, and so whose links end. */
    user: Type.Optional(Type.String()),
  }),
  /** Lane of a chat, at another firm than where it was written: its number is somebody else's now. */
  changeHands: Type.Object({
    connectionId: Id,
    channel: Type.String(),
    chat: Type.String(),
    alias: Type.String(),
  }),
  /** Lane of a chat: an answer that was promised for the end of a job, which wakes it; or its time is over. */
  followUp: Type.Object({
    jobId: Id,
    personId: Id,
    /** The command that promised it. */
    wanted: Type.Object({
      name: Type.String({ maxLength: 32 }),
      input: Type.Record(Type.String(), Type.String({ maxLength: 1_000 })),
    }),
    channel: Type.String(),
    connectionId: Id,
    from: Inbound.properties.from,
    private: Type.Boolean(),
    windowUntil: Type.Union([Type.Null(), Type.String()]),
    /** ISO 8601 */
    asked: Type.String(),
    /** The person has heard that it takes longer. */
    told: Type.Boolean(),
  }),
  /** Lane of a chat: what it is answered, once what it answers has become true. */
  answer: Type.Object({ channel: Type.String(), outbound: Outbound }),
});
