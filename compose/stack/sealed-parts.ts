import { openCaseLink, signCaseLink } from '../../actors/contracts/case-link.ts';
import { sealConnectionSecrets } from '../../actors/contracts/connection-secrets.ts';
import { DATAJUD_ACCESS } from '../../actors/contracts/datajud-fetcher.ts';
import { openMessageLink } from '../../actors/contracts/message-link.ts';
import { EgressError } from '../../actors/notifier/webhook/egress/errors.ts';
import { checkUrl, type EgressPolicy } from '../../actors/notifier/webhook/egress/target.ts';
import { type SealingKeys, seal } from '../../actors/notifier/webhook/seal.ts';
import { newSecret, newSigningKeyPair } from '../../actors/notifier/webhook/sign.ts';
import type { ApiParts } from '../../api/deps.ts';

/** What the API needs of the actors: what they can open sealed, and the notifier's word on where deliveries may go. */
export function sealedParts(
  keys: SealingKeys,
  policy: EgressPolicy,
): Pick<
  ApiParts,
  | 'webhookKeys'
  | 'openCaseLink'
  | 'openMessageLink'
  | 'signCaseLink'
  | 'sealConnection'
  | 'sealDatajudKey'
  | 'refuseWebhookUrl'
> {
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
    openCaseLink: (token) => openCaseLink(keys, token),
    openMessageLink: (token) => openMessageLink(keys, token),
    signCaseLink: (link) => signCaseLink(keys, link),
    sealConnection: (owner, secrets) => sealConnectionSecrets(keys, owner, secrets),
    sealDatajudKey: (tenantId, key) => seal(keys, { tenantId, endpointId: DATAJUD_ACCESS }, key),
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
