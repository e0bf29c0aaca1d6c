import * as sealing from '../../contracts/sealing.ts';

export { needsReseal, parseSealingKeys, SealError, type SealingKeys } from '../../contracts/sealing.ts';

/** What a sealed secret belongs to: it opens nowhere else, not even in another row of the same tenant. */
export interface SealOwner {
  tenantId: string;
  endpointId: string;
}

/** AES-256-GCM under the current key, bound to the endpoint. */
export function seal(keys: sealing.SealingKeys, owner: SealOwner, plaintext: string): string {
  return sealing.seal(keys, boundTo(owner), plaintext);
}

/** The plaintext. Throws SealError 'malformed', 'unknown-key' or 'tampered' (also: another owner's secret). */
export function open(keys: sealing.SealingKeys, owner: SealOwner, text: string): string {
  return sealing.open(keys, boundTo(owner), text);
}

function boundTo({ tenantId, endpointId }: SealOwner): sealing.SealBinding {
  return ['webhook-secret', tenantId, endpointId];
}
