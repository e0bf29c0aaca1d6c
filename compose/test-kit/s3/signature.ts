import { createHash, createHmac } from 'node:crypto';

/** AWS Signature Version 4, as the server sees it. */

export interface Credentials {
  accessKey: string;
  secretKey: string;
}

export type Verdict = { ok: true } | { ok: false; code: string; message: string };

const denied = (code: string, message: string): Verdict => ({ ok: false, code, message });

/** Judges the signature of a request, in its header or in its query (a presigned link), and the hash of its body. */
export function judgeSignature(
  request: Request,
  body: Uint8Array,
  credentials: Credentials,
  now = Date.now(),
): Verdict {
  const url = new URL(request.url);
  return url.searchParams.has('X-Amz-Signature')
    ? judgeLink(request, url, credentials, now)
    : judgeHeader(request, url, body, credentials);
}

function judgeLink(request: Request, url: URL, credentials: Credentials, now: number): Verdict {
  const q = (name: string) => url.searchParams.get(`X-Amz-${name}`) ?? '';
  const at = parseDate(q('Date'));
  if (Number.isNaN(at) || at + Number(q('Expires')) * 1_000 < now)
    return denied('AccessDenied', 'Request has expired');
  const [accessKey, ...scope] = q('Credential').split('/');
  if (accessKey !== credentials.accessKey) return denied('InvalidAccessKeyId', 'unknown key');
  const signed = q('SignedHeaders').split(';');
  const expected = sign(request, url, {
    signed,
    date: q('Date'),
    scope,
    payload: 'UNSIGNED-PAYLOAD',
    credentials,
  });
  return expected === q('Signature') ? { ok: true } : denied('SignatureDoesNotMatch', 'wrong signature');
}

function judgeHeader(request: Request, url: URL, body: Uint8Array, credentials: Credentials): Verdict {
  const header = request.headers.get('authorization') ?? '';
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    header,
  );
  if (!found) return denied('AccessDenied', 'no signature');
  const [, credential = '', signedHeaders = '', signature = ''] = found;
  const [accessKey, ...scope] = credential.split('/');
  if (accessKey !== credentials.accessKey) return denied('InvalidAccessKeyId', 'unknown key');
  const payload = request.headers.get('x-amz-content-sha256') ?? '';
  if (payload !== 'UNSIGNED-PAYLOAD' && payload !== hash(body))
    return denied('XAmzContentSHA256Mismatch', 'the body has another hash');
  const date = request.headers.get('x-amz-date') ?? '';
  const expected = sign(request, url, {
    signed: signedHeaders.split(';'),
    date,
    scope,
    payload,
    credentials,
  });
  return expected === signature ? { ok: true } : denied('SignatureDoesNotMatch', 'wrong signature');
}

interface Signing {
  signed: string[];
  date: string;
  scope: string[];
  payload: string;
  credentials: Credentials;
}

function sign(request: Request, url: URL, { signed, date, scope, payload, credentials }: Signing): string {
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const headers = signed.map((name) => `${name}:${(request.headers.get(name) ?? '').trim()}\n`).join('');
  const path = decodeURIComponent(url.pathname).split('/').map(encode).join('/');
  const canonical = [request.method, path, query, headers, signed.join(';'), payload].join('\n');
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(Buffer.from(canonical))].join('\n');
  let key: Buffer = Buffer.from(`AWS4${credentials.secretKey}`);
  for (const part of scope) key = createHmac('sha256', key).update(part).digest();
  return createHmac('sha256', key).update(text).digest('hex');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parseDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
