import type { TokenUse } from '../../../../db/ai/ledger.ts';
import type { Gate } from '../../limits/gate.ts';
import type { Engine, Prompt, WriteOptions, Written } from '../engine.ts';
import { EngineError } from '../errors.ts';
import type { Client } from './client.ts';
import { readError, tookTooLong } from './read-error.ts';
import { draftOf, usageOf } from './read-message.ts';
import { requestOf } from './request.ts';
import { parseStatement } from './schema.ts';
import { createStatementReader } from './statement-reader.ts';

/** Of an answer that was cut off only its length is known. */
const CHARS_PER_TOKEN = 2.5;

/**
 * Writes with a model of the Messages API, streaming. The abort signal ends the request itself, and so does the client's timeout:
 * the SDK's own ends with the headers, and a stream may stall behind them.
 */
export function createAnthropicEngine(client: Client, gate: Gate): Engine {
  return {
    write: (prompt, options) =>
      gate.run(options.model, options.signal, () => {
        options.onTurn?.();
        return write(client, prompt, options);
      }),
  };
}

async function write(client: Client, prompt: Prompt, options: WriteOptions): Promise<Written> {
  const { signal, sections, onStatement } = options;
  const begun = performance.now();
  const reader = createStatementReader();
  let written = '';
  const inTime = AbortSignal.timeout(client.timeout);
  const stream = client.messages.stream(requestOf(prompt, options), {
    signal: AbortSignal.any([signal, inTime]),
    maxRetries: 0,
  });
  stream.on('text', (_, soFar) => {
    written = soFar;
    for (const value of reader.feed(soFar)) {
      const statement = parseStatement(value, sections);
      if (statement) onStatement?.(statement);
    }
  });
  let known: TokenUse | undefined;
  stream.on('streamEvent', (event, { usage }) => {
    if (event.type === 'message_start' || event.type === 'message_delta') known = usageOf(usage);
  });
  try {
    const message = await stream.finalMessage();
    return {
      draft: draftOf(message, options),
      usage: usageOf(message.usage),
      tookMs: Math.round(performance.now() - begun),
    };
  } catch (error) {
    if (signal.aborted) throw new Abandoned(guess(known, written), signal.reason);
    const read = inTime.aborted ? tookTooLong(error) : readError(error);
    if (!known || read.usage) throw read;
    const { next, reason, retryAfterMs } = read;
    throw new EngineError(read.message, {
      next,
      reason,
      retryAfterMs,
      usage: guess(known, written),
      charged: true,
      cause: error,
    });
  }
}

/** Nobody waits for it any more: somebody cancelled it, or the worker hands over. What was written is paid for all the same. */
export class Abandoned extends Error {
  override name = 'Abandoned';
  readonly usage: TokenUse | undefined;

  constructor(usage: TokenUse | undefined, cause: unknown) {
    super('the call was abandoned', { cause });
    this.usage = usage;
  }
}

/** The provider tells how much it wrote at the end only: what has arrived stands for it. */
function guess(known: TokenUse | undefined, written: string): TokenUse | undefined {
  return (
    known && {
      ...known,
      outputTokens: Math.max(known.outputTokens, Math.ceil(written.length / CHARS_PER_TOKEN)),
    }
  );
}
