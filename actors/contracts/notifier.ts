import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';

const Id = Type.String({ minLength: 5, maxLength: 64 });

/** Tells people and partners what happened. Each endpoint has a lane of its own (key = endpoint id). */
export const notifier = contract('notifier', {
  /** Events to fan out to whoever asked for them, or to one endpoint that missed them. */
  notify: Type.Object({ eventIds: Type.Array(Id, { maxItems: 1_000 }), webhookId: Type.Optional(Id) }),
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
});
