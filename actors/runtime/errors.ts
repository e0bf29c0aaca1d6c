import { redact } from './redact.ts';

/** Never try again: the message goes to the dead letters with this cause. */
export class TerminalError extends Error {
  override name = 'TerminalError';
}

/** Try again after `retryAfterMs` milliseconds; counts as an attempt. */
export class RetryableError extends Error {
  override name = 'RetryableError';
  readonly retryAfterMs: number;

  constructor(message: string, options: { retryAfterMs: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Comes from a newer version than this worker: left alone, without counting an attempt, until a worker that knows it owns it. */
export class TooNewError extends Error {
  override name = 'TooNewError';
}

/** The mailbox of an actor is full: answer 429 and let the sender come back. */
export class MailboxFull extends Error {
  override name = 'MailboxFull';
  readonly retryAfterSeconds: number;

  constructor(kind: string, tenant: string, waiting: number, retryAfterSeconds: number) {
    super(`${waiting} messages of ${tenant} already wait for ${kind}`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One line for logs and dead letters: the message, with the causes behind it, without secrets and without values. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (
    let e: unknown = error;
    e !== undefined && parts.length < 5;
    e = e instanceof Error ? e.cause : undefined
  ) {
    parts.push(e instanceof Error ? `${e.name}: ${messageOf(e)}` : String(e));
  }
  return storableText(redact(parts.join(' <- ')), 2_000);
}

/** What Postgres could not read as a number or date, and JSON.parse as JSON, they quote: it is the caller's, or a person's. */
function messageOf(error: Error): string {
  const code = String((error as { code?: unknown }).code);
  const quotes = error instanceof SyntaxError || /^22...$/.test(code);
  return quotes
    ? error.message.replaceAll(/"(?:[^"\\]|\\.)*"?|'[^']*'?|Unexpected identifier \S+/gs, '…')
    : error.message;
}

/** How the log shows an error (`pino({ serializers: { err: loggedError } })`): of its fields only the code, since others hold values of rows. */
export function loggedError(error: unknown): {
  type: string;
  message: string;
  stack?: string;
  code?: string;
} {
  if (!(error instanceof Error)) return { type: typeof error, message: describeError(error) };
  const { code } = error as { code?: unknown };
  // The first line of a stack is the message, unredacted.
  const stack = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: describeError(error),
    ...(stack && stack.length > 0 ? { stack: stack.join('\n') } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

/** Cut to `length`, without what Postgres cannot store in a text: NUL and halves of surrogate pairs. */
export function storableText(text: string, length: number): string {
  return text.replaceAll('\0', '\u{fffd}').slice(0, length).toWellFormed();
}
