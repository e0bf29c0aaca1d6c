import { type Static, Type } from '@sinclair/typebox';
import type { StateDefinition } from '../runtime/actor.ts';
import { DOCUMENT_LIMITS, STATUS_LIMITS } from './gateway/batch-size.ts';

const BatchSizeSchema = Type.Object({ current: Type.Integer(), good: Type.Integer() });

const GatewayStateSchema = Type.Object({
  statusBatch: BatchSizeSchema,
  documentBatch: BatchSizeSchema,
  /** What gateway/breaker.ts saved. */
  breaker: Type.Union([
    Type.Null(),
    Type.Object({
      policy: Type.Unknown(),
      openedAt: Type.Union([Type.Number(), Type.Null()]),
      openings: Type.Number(),
    }),
  ]),
  /** Failures in a row, of any sort. */
  streak: Type.Integer(),
  /** Unix milliseconds before which this court is left alone. */
  restUntil: Type.Number(),
  /** Numbers whose documents have changed and have not been fetched yet. */
  pending: Type.Array(Type.String()),
  /** Refreshes that people wait for. */
  waiting: Type.Array(
    Type.Object({ tenant: Type.String(), number: Type.String(), jobId: Type.String(), since: Type.Number() }),
  ),
  /** Seconds from a movement to our first sight of it, the latest ones. */
  lags: Type.Array(Type.Integer()),
  /** Number of the sweep message that counts; what was sent before it is passed over. */
  beat: Type.Optional(Type.Integer()),
  /** The failure that the court rests after. */
  failure: Type.Optional(Type.String()),
  /** The name under which the index answered, when it is not the usual one. */
  alias: Type.Optional(Type.String()),
  /** Whose quota paid for the last batch: the shared one, or a firm's own. */
  payer: Type.Optional(Type.String()),
});

export type GatewayState = Static<typeof GatewayStateSchema>;

export const gatewayState: StateDefinition<typeof GatewayStateSchema> = {
  schema: GatewayStateSchema,
  version: 1,
  initial: () => ({
    statusBatch: { current: STATUS_LIMITS.first, good: 0 },
    documentBatch: { current: DOCUMENT_LIMITS.first, good: 0 },
    breaker: null,
    streak: 0,
    restUntil: 0,
    pending: [],
    waiting: [],
    lags: [],
  }),
};
