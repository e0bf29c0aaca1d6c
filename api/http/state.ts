import type { Principal } from '../auth/policy.ts';
import type { Claim } from '../idempotency/claim.ts';
import type { Quota } from '../rate/limiter.ts';

/** What the API knows about a request while it is being answered. */
export interface RequestState {
  requestId: string;
  /** W3C traceparent of this request: goes into every message it sends. */
  traceparent: string;
  /** The caller's address; for limits only, never logged. */
  addressOf: () => string;
  startedAt: number;
  /** Template of the matched route, `/v1/processes/:id`. */
  route?: string;
  admitted?: boolean;
  principal?: Principal;
  quota?: Quota;
  /** Raw body, kept only when an Idempotency-Key came with it. */
  body?: Uint8Array;
  claim?: Claim;
  problem?: string;
}

const STATE = Symbol('request state');

export function attachState(request: Request, state: RequestState): void {
  (request as { [STATE]?: RequestState })[STATE] = state;
}

/** @throws Error when the request did not come through the envelope: a defect of the wiring. */
export function stateOf(request: Request): RequestState {
  const state = (request as { [STATE]?: RequestState })[STATE];
  if (!state) throw new Error('the request did not come through the envelope');
  return state;
}
