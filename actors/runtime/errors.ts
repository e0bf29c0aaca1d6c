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

/** The mailbox of an actor is full: answer 429 and let the sender come back. */
export class MailboxFull extends Error {
  override name = 'MailboxFull';
  readonly retryAfterSeconds: number;

  constructor(kind: string, tenant: string, waiting: number, retryAfterSeconds: number) {
    super(`${waiting} messages of ${tenant} already wait for ${kind}`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** One line for logs and dead letters: the message, with the causes behind it. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (
    let e: unknown = error;
    e !== undefined && parts.length < 5;
    e = e instanceof Error ? e.cause : undefined
  ) {
    parts.push(e instanceof Error ? `${e.name}: ${e.message}` : String(e));
  }
  return storableText(parts.join(' <- '), 2_000);
}

/** Cut to `length`, without what Postgres cannot store in a text: NUL and halves of surrogate pairs. */
export function storableText(text: string, length: number): string {
  return text.replaceAll('\0', '\u{fffd}').slice(0, length).toWellFormed();
}
