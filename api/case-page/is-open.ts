import type { Reader } from '../../actors/contracts/signed-link.ts';
import { hasAddress } from '../../db/channels/has-address.ts';
import { isActivePerson } from '../../db/people/is-active.ts';
import type { TenantTx } from '../../db/tenant.ts';

/** A link ends by itself, with its person, and with their address on the channel that it came by. */
export async function isOpen(
  tx: TenantTx,
  { personId, channel, expiresAt }: Reader,
  now: Date,
): Promise<boolean> {
  return expiresAt > now && (await isActivePerson(tx, personId)) && (await hasAddress(tx, personId, channel));
}
