/** Whose secret it is: sealed, it opens nowhere else. */
export interface KeyOwner {
  tenantId: string;
  endpointId: string;
}

/** Makes what an endpoint signs with. Only the sealed half is stored. */
export interface WebhookKeys {
  /** A `whsec_` secret, to be shown once. */
  newSecret(owner: KeyOwner): { secret: string; sealed: string };
  /** An ed25519 pair: the public half (`whpk_`) may be shown whenever. */
  newSigningKey(owner: KeyOwner): { publicKey: string; sealed: string };
}
