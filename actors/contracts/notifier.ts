import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';

const Id = Type.String({ minLength: 5, maxLength: 64 });

/** Tells people and partners what happened. Each endpoint has a lane of its own (key = endpoint id). */
export const notifier = contract('notifier', {
  /** Events to fan out to whoever asked for them. */
  notify: Type.Object({ eventIds: Type.Array(Id, { maxItems: 1_000 }) }),
  /** Lane of an endpoint: send what is due. */
  deliver: Type.Object({}),
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
  }),
});
