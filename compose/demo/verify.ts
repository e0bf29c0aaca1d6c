import { createHmac, timingSafeEqual } from 'node:crypto';

/** Clocks differ; a message that is older may be a recording. */
const TOLERANCE_SECONDS = 300;

/**
 * Whether a webhook was sent by somebody who knows the secret, just now (Standard Webhooks 1.0, `v1`). This is all that a
 * receiver needs: the three headers, the bytes of the body as they came, the secret `whsec_...`.
 * @returns undefined when it is genuine, else why not
 */
export function refusal(
  headers: Headers,
  body: string,
  secret: string,
  nowSeconds = Date.now() / 1_000,
): string | undefined {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const signatures = headers.get('webhook-signature');
  if (!id || !timestamp || !signatures) return 'it is not signed';
  if (!(Math.abs(nowSeconds - Number(timestamp)) <= TOLERANCE_SECONDS))
    return 'it is too old, or from the future';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  // Whoever knows that there is no secret yet knows the key.
  if (key.length < 24) return 'there is no secret to check it with';
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  // While a secret is being rotated there is a signature for the old one and one for the new one.
  const genuine = signatures.split(' ').some((signature) => {
    const [version, value = ''] = signature.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return genuine ? undefined : 'its signature is not ours';
}
