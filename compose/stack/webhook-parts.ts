import { EgressError } from '../../actors/notifier/webhook/egress/errors.ts';
import { checkUrl, type EgressPolicy } from '../../actors/notifier/webhook/egress/target.ts';
import { type SealingKeys, seal } from '../../actors/notifier/webhook/seal.ts';
import { newSecret, newSigningKeyPair } from '../../actors/notifier/webhook/sign.ts';
import type { ApiParts } from '../../api/deps.ts';

/** What the API needs of the notifier: keys that it can open, and its word on where deliveries may go. */
export function webhookParts(
  keys: SealingKeys,
  policy: EgressPolicy,
): Pick<ApiParts, 'webhookKeys' | 'refuseWebhookUrl'> {
  return {
    webhookKeys: {
      newSecret(owner) {
        const secret = newSecret();
        return { secret, sealed: seal(keys, owner, secret) };
      },
      newSigningKey(owner) {
        const { publicKey, privateKey } = newSigningKeyPair();
        return { publicKey, sealed: seal(keys, owner, privateKey) };
      },
    },
    refuseWebhookUrl(url) {
      try {
        checkUrl(url, policy);
        return undefined;
      } catch (error) {
        if (error instanceof EgressError) return error.message;
        throw error;
      }
    },
  };
}
