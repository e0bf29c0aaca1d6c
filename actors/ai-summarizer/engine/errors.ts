import type { TokenUse } from '../../../db/ai/ledger.ts';

/**
 * `later`: the same again after `retryAfterMs` may do (429, 529, 5xx, a cut stream).
 * `other`: another model may do (refusal, an answer that is not what the schema says, a model that is not there).
 * `never`: no model of this provider will do (credentials, a request that it cannot take).
 */
export type NextTry = 'later' | 'other' | 'never';

/** Why an engine did not write. Carries the decision, and what it cost all the same. */
export class EngineError extends Error {
  override name = 'EngineError';
  readonly next: NextTry;
  readonly reason:
    | 'rate-limited'
    | 'overloaded'
    | 'unreachable'
    | 'timeout'
    | 'refused'
    | 'malformed'
    | 'credentials'
    | 'bad-request';
  readonly retryAfterMs: number | undefined;
  readonly usage: TokenUse | undefined;
  /** Whether the provider has done work that it charges for, as far as we know. */
  readonly charged: boolean;

  constructor(
    message: string,
    decision: Pick<EngineError, 'next' | 'reason'> &
      Partial<Pick<EngineError, 'retryAfterMs' | 'usage' | 'charged'>> & { cause?: unknown },
  ) {
    super(message, { cause: decision.cause });
    this.next = decision.next;
    this.reason = decision.reason;
    this.retryAfterMs = decision.retryAfterMs;
    this.usage = decision.usage;
    this.charged = decision.charged ?? false;
  }
}
