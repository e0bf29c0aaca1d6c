import type { FailureClass } from '../../../actors/contracts/channels.ts';

/** Why a message was not sent, with the decision what to do about it. */
export class SendFailure extends Error {
  override name = 'SendFailure';
  readonly class: FailureClass;
  /** The provider's own code, or a word of ours. */
  readonly code: string;
  /** What the provider asks to wait. Milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** Who has to wait: everything of the connection, or the chat alone. */
  readonly scope: 'connection' | 'chat';
  /** The provider may have taken the message all the same: it was asked, and its answer was lost. */
  readonly isUncertain: boolean;

  constructor(
    decision: FailureClass,
    code: string,
    detail: string,
    options: {
      retryAfterMs?: number;
      scope?: 'connection' | 'chat';
      isUncertain?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(detail.slice(0, 1_000), { cause: options.cause });
    this.class = decision;
    this.code = code.slice(0, 100);
    this.retryAfterMs = options.retryAfterMs;
    this.scope = options.scope ?? 'chat';
    this.isUncertain = options.isUncertain ?? false;
  }
}

/** Nobody was there to ask. */
const NOT_ASKED = new Set(['ConnectionRefused', 'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'DNSException']);

/** The connection's own trouble: nothing was refused, nobody answered. */
export function asSendFailure(error: unknown): SendFailure {
  if (error instanceof SendFailure) return error;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const code = String((error as { code?: unknown } | null)?.code);
  return new SendFailure('retry', 'network', detail, { isUncertain: !NOT_ASKED.has(code), cause: error });
}

/** A request to a webhook that is refused: what is wrong, for the sender and for the metrics. */
export class WebhookRefusal extends Error {
  override name = 'WebhookRefusal';

  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 413 | 415,
    /** Few and fixed: a label of the metrics. */
    readonly reason: string,
    detail: string,
  ) {
    super(detail);
  }
}
