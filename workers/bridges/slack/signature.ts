import type { WebhookRequest } from '../kit/channel.ts';
import { WebhookRefusal } from '../kit/failures.ts';
import { hmacHex, isSame } from '../kit/signature.ts';

/** An older request may be a recorded one. */
const SKEW_SECONDS = 300;

/** docs.slack.dev/authentication/verifying-requests-from-slack. @throws WebhookRefusal */
export function assertSigned(
  { headers, body }: WebhookRequest,
  signingSecret: string,
  now = Date.now(),
): void {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > SKEW_SECONDS)
    throw new WebhookRefusal(
      401,
      'stale-signature',
      'X-Slack-Request-Timestamp is missing or more than five minutes off.',
    );
  const expected = `v0=${hmacHex(signingSecret, `v0:${timestamp}:`, body)}`;
  if (!isSame(headers.get('x-slack-signature') ?? '', expected))
    throw new WebhookRefusal(401, 'bad-signature', 'X-Slack-Signature does not fit the body.');
}
