import type { FailureClass } from '../../../actors/contracts/channels.ts';
import { SendFailure } from '../kit/failures.ts';

/** `error` of an answer, and of a status (developers.facebook.com, Cloud API error codes). */
export interface WhatsAppError {
  code: number;
  title?: string;
  message?: string;
  error_data?: { details?: string };
}

interface Row {
  codes: (code: number) => boolean;
  decision: FailureClass;
  /** Where WhatsApp says how long to wait only in its documentation. */
  waitMs?: number;
  scope?: 'connection' | 'chat';
}

const is =
  (...codes: number[]) =>
  (code: number) =>
    codes.includes(code);
const between = (from: number, to: number) => (code: number) => code >= from && code <= to;

/** The first row that fits decides. By code alone: titles change. */
export const ERROR_TABLE: Row[] = [
  // Token expired or revoked; permission taken away.
  { codes: is(0, 190), decision: 'disable-connection' },
  { codes: is(3, 10), decision: 'disable-connection' },
  { codes: between(200, 299), decision: 'disable-connection' },
  // Account locked or against the policy, unpaid, number not registered.
  { codes: is(131031, 368), decision: 'disable-connection' },
  { codes: is(131042), decision: 'disable-connection' },
  { codes: is(133010), decision: 'disable-connection' },
  // Rates: of the app, the account, the number; of the pair.
  { codes: is(4, 80007, 130429), decision: 'retry', waitMs: 5_000, scope: 'connection' },
  { codes: is(131056), decision: 'retry', waitMs: 6_000, scope: 'chat' },
  // Spam: the number is restricted for a while.
  { codes: is(131048), decision: 'retry', waitMs: 15 * 60_000, scope: 'connection' },
  // The person has had enough marketing, or is in an experiment: not soon, and not here.
  { codes: is(131049, 130472), decision: 'switch' },
  // No WhatsApp, old version, terms not accepted.
  { codes: is(131026), decision: 'switch' },
  // The window is closed and there was no template to send instead.
  { codes: is(131047), decision: 'switch' },
  { codes: is(131051, 131052, 131053), decision: 'terminal' },
  // Templates (parameters, missing, text, policy, format, paused, disabled): the message is well, another channel can carry it.
  { codes: is(132000, 132001, 132005, 132007, 132012, 132015, 132016), decision: 'switch' },
  // Parameters; a kind of message that a person without a phone cannot be sent.
  { codes: is(100, 131008, 131009, 131062), decision: 'terminal' },
];

export const WINDOW_CLOSED = 131047;

/** @param status of HTTP, for codes that nobody knows: 5xx may pass, 4xx will not */
export function toFailure(error: WhatsAppError, status: number): SendFailure {
  const row = ERROR_TABLE.find(({ codes }) => codes(error.code));
  const unknown = status >= 500 ? 'retry' : 'terminal';
  const detail = [error.message ?? error.title, error.error_data?.details].filter(Boolean).join(': ');
  return new SendFailure(row?.decision ?? unknown, String(error.code), detail, {
    ...(row?.waitMs ? { retryAfterMs: row.waitMs } : {}),
    scope: row?.scope ?? 'chat',
  });
}
