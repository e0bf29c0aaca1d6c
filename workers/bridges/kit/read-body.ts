import { WebhookRefusal } from './failures.ts';

const MAX_BYTES = 1024 ** 2;
/** Providers want an answer within three seconds; a body that takes longer is none of theirs. */
const WITHIN_MS = 5_000;

/** The body as it came. @throws WebhookRefusal when it is too long, or takes too long */
export async function readBody(request: Request, withinMs: number = WITHIN_MS): Promise<Uint8Array> {
  const tooLong = () => new WebhookRefusal(413, 'too-long', 'The body is longer than 1 MiB.');
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) throw tooLong();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new WebhookRefusal(408, 'too-slow', 'The body did not come in time.')),
    withinMs,
  );
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late.promise]);
      if (done) return Buffer.concat(chunks);
      length += value.length;
      if (length > MAX_BYTES) throw tooLong();
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    if (error instanceof WebhookRefusal) throw error;
    throw new WebhookRefusal(400, 'broken-body', 'The body broke off.');
  } finally {
    clearTimeout(timer);
  }
}

/** The body as JSON. @throws WebhookRefusal when it is none, or not in UTF-8 */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new WebhookRefusal(400, 'no-json', 'The body is no JSON.');
  }
}
