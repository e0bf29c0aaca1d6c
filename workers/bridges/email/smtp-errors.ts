import type { FailureClass } from '../../../actors/contracts/channels.ts';
import { SendFailure } from '../kit/failures.ts';

type Row = [code: RegExp, text: RegExp, decision: FailureClass];

const ANY = /(?:)/;
const NOBODY =
  /unknown|no such|not exist|not found|invalid (?:recipient|mailbox)|no mailbox|disabled|inactive/i;

/** Enhanced status codes (RFC 3463) come first: they are finer. `5.1.1` and the like; the first row that fits decides. */
export const STATUS_TABLE: Row[] = [
  [/^5\.1\.[0-3]$|^5\.1\.6$|^5\.1\.10$/, ANY, 'disable-link'],
  [/^5\.2\.1$/, ANY, 'disable-link'],
  [/^5\.2\.[23]$/, ANY, 'switch'],
  [/^5\.3\.4$|^5\.6\./, ANY, 'terminal'],
  [/^5\.1\.[78]$|^5\.7\.8$|^5\.7\.9$/, ANY, 'disable-connection'],
  [/^5\.7\./, ANY, 'switch'],
  [/^5\.4\./, ANY, 'switch'],
  [/^4\./, ANY, 'retry'],
];

/** Replies without an enhanced code (RFC 5321 4.2). */
export const REPLY_TABLE: Row[] = [
  [/^(?:530|534|535)$/, ANY, 'disable-connection'],
  [/^(?:550|551|553)$/, NOBODY, 'disable-link'],
  [/^(?:551|553)$/, ANY, 'disable-link'],
  [/^(?:550|554)$/, ANY, 'switch'],
  [/^552$/, /size|large|big/i, 'terminal'],
  [/^552$/, ANY, 'switch'],
  [/^5\d\d$/, ANY, 'terminal'],
  [/^4\d\d$/, ANY, 'retry'],
];

/** What nodemailer tells of an attempt. */
export interface SmtpError {
  /** `EAUTH`, `ECONNECTION`, `EENVELOPE` ... */
  code?: string;
  /** Node's, where `code` is `ESOCKET`. */
  originalCode?: string;
  responseCode?: number;
  response?: string;
  message: string;
}

/** What OpenSSL and Node call it when a certificate is over, of another name, or of nobody that is known. */
const CERTIFICATE = /^(?:ERR_TLS_CERT|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_(?:GET|VERIFY)|ERR_SSL_)/;

/** The server has enough of the sender and not of one mail: all that goes over it has to wait. Greylisting is about one recipient. */
const TOO_MANY = /\btoo many (?:connections|messages)\b/i;
const TOO_MUCH = /\b(?:too many|rates?|throttl(?:e|ed|ing)|quotas?|(?:rate)?limit(?:s|ed|ing)?)\b/i;
/** Its words are about the mailbox that the mail is for, which is full or busy. */
const OF_ONE = /\b(?:mailbox|recipient|user)\b/i;

/** Mail servers that ask to come later seldom say when. */
const LATER_MS = 60_000;

export function toFailure(error: SmtpError): SendFailure {
  const { code = '', responseCode, response = error.message } = error;
  if (code === 'EAUTH' && responseCode !== undefined && responseCode >= 500)
    return new SendFailure('disable-connection', String(responseCode), response);
  if (code === 'ETLS')
    return new SendFailure(
      'disable-connection',
      'no-tls',
      `The mail server offers no safe connection: ${error.message}`,
    );
  if (CERTIFICATE.test(error.originalCode ?? ''))
    return new SendFailure(
      'disable-connection',
      'bad-certificate',
      `The mail server’s certificate is not to be trusted: ${error.message}`,
    );
  if (responseCode === undefined)
    return new SendFailure('retry', code || 'network', error.message, { scope: 'connection', cause: error });
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const decision = judge(status, String(responseCode), response);
  return new SendFailure(decision, status ?? String(responseCode), response, {
    ...(decision === 'retry'
      ? { retryAfterMs: LATER_MS, scope: scopeOf(status, responseCode, response) }
      : {}),
  });
}

function scopeOf(status: string | undefined, reply: number, text: string): 'connection' | 'chat' {
  if (status?.startsWith('4.2.')) return 'chat';
  if (reply === 421 || TOO_MANY.test(text)) return 'connection';
  return TOO_MUCH.test(text) && !OF_ONE.test(text) ? 'connection' : 'chat';
}

/** The decision about an enhanced status, a reply code, or what is known of them. */
export function judge(status: string | undefined, reply: string, text: string): FailureClass {
  const fits = (table: Row[], code: string) =>
    table.find(([of, about]) => of.test(code) && about.test(text))?.[2];
  return (status && fits(STATUS_TABLE, status)) || fits(REPLY_TABLE, reply) || 'retry';
}
