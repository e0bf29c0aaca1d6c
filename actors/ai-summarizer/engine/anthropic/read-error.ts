import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { retryAfterOf } from '../../limits/headers.ts';
import { EngineError } from '../errors.ts';

/**
 * What an error of the SDK means for the next try (https://platform.claude.com/docs/en/api/errors): 429, 529 and what the
 * provider could not do for a moment are tried later; 404 is a model that is not there; credentials and requests that it
 * cannot take are not tried again. An error may also come inside a stream, without a status.
 */
export function readError(error: unknown, now = Date.now()): EngineError {
  if (error instanceof EngineError) return error;
  const make = (message: string, decision: Omit<ConstructorParameters<typeof EngineError>[1], 'cause'>) =>
    new EngineError(message, { ...decision, cause: error });
  if (error instanceof APIConnectionTimeoutError) return tookTooLong(error);
  if (error instanceof APIConnectionError)
    return make('the provider cannot be reached', { next: 'later', reason: 'unreachable' });
  if (!(error instanceof APIError)) {
    // The SDK's own words for a stream that ended before its message did, and what the socket says.
    return make('the answer was cut off', { next: 'later', reason: 'unreachable', charged: true });
  }
  const { status, type } = error;
  const retryAfterMs = retryAfterOf(error.headers, now);
  const said = `HTTP ${status ?? 'stream'}: ${type ?? 'unknown'}`;
  if (status === 429 || type === 'rate_limit_error')
    return make(said, { next: 'later', reason: 'rate-limited', retryAfterMs });
  if (status === 401 || status === 402 || status === 403)
    return make(said, { next: 'never', reason: 'credentials' });
  if (status === 404) return make(said, { next: 'other', reason: 'bad-request' });
  if (status === undefined) return make(said, { next: 'later', reason: 'overloaded', charged: true });
  if (status >= 500 || status === 408 || status === 409)
    return make(said, { next: 'later', reason: 'overloaded', retryAfterMs });
  return make(said, { next: 'never', reason: 'bad-request' });
}

/** No answer, or not the whole of one, within the time of a call: what was read and written is charged. */
export function tookTooLong(cause: unknown): EngineError {
  return new EngineError('the provider took too long', {
    next: 'later',
    reason: 'timeout',
    charged: true,
    cause,
  });
}
