import { connectionBinding } from '../actors/contracts/connection-secrets.ts';
import { DATAJUD_ACCESS } from '../actors/contracts/datajud-fetcher.ts';
import { notifier } from '../actors/contracts/notifier.ts';
import { needsReseal, open, type SealBinding, type SealingKeys, seal } from '../actors/contracts/sealing.ts';
import { message } from '../actors/runtime/message.ts';
import type { Outbox } from '../actors/runtime/outbox.ts';
import { readSealedSecrets, replaceSealed, type SecretPlace } from '../db/sealed-secrets/sealed-secret.ts';

export interface Resealed {
  /** Secrets that are under the present key now, and were not. */
  moved: number;
  /** Those that stay under another key: they do not open, or were changed meanwhile. */
  left: { kind: SecretPlace['kind']; id: string; reason: string }[];
}

/** Puts everything of a firm that is sealed under the present key, and tells adapters of their connections. */
export async function resealFirm(outbox: Outbox, tenant: string, keys: SealingKeys): Promise<Resealed> {
  const secrets = await outbox.withTenant(tenant, readSealedSecrets);
  const result: Resealed = { moved: 0, left: [] };
  for (const secret of secrets.filter(({ sealed }) => needsReseal(keys, sealed))) {
    const { place, sealed } = secret;
    const id = place.kind === 'datajud-key' ? '' : place.id;
    try {
      const binding = bindingOf(tenant, place);
      const anew = seal(keys, binding, open(keys, binding, sealed));
      const isMoved = await outbox.withTenant(tenant, async (tx, send) => {
        const replaced = await replaceSealed(tx, secret, anew);
        if (replaced && place.kind === 'connection')
          send(message(notifier, 'announce', { tenant }, { connectionId: place.id }));
        return replaced;
      });
      if (isMoved) result.moved++;
      else result.left.push({ kind: place.kind, id, reason: 'It was changed meanwhile: run it again.' });
    } catch (error) {
      result.left.push({ kind: place.kind, id, reason: (error as Error).message });
    }
  }
  return result;
}

function bindingOf(tenant: string, place: SecretPlace): SealBinding {
  if (place.kind === 'connection') return connectionBinding({ ...place, tenant });
  return ['webhook-secret', tenant, place.kind === 'webhook' ? place.id : DATAJUD_ACCESS];
}
