import type { WebhookFilters } from '../schema/webhook-endpoints.ts';

export type EndpointStatus = 'active' | 'paused' | 'disabled';

/** A sealed secret; `expiresAt` (ISO 8601) ends the overlap of one that was rotated out. */
export interface SealedSecret {
  sealed: string;
  expiresAt: string | null;
}

export interface SealedSigningKey extends SealedSecret {
  publicKey: string;
}

/** An endpoint as its owner may see it: without its secrets. */
export interface Endpoint {
  id: string;
  url: string;
  description: string | null;
  eventTypes: string[];
  filters: WebhookFilters;
  /** Whether the firm lets content of sealed cases go there. */
  includeSealed: boolean;
  status: EndpointStatus;
  disabledReason: string | null;
  /** Public halves, newest first. */
  signingKeys: { publicKey: string; expiresAt: string | null }[];
  /** When the secret that was rotated out stops being used; null when there is only one. */
  previousSecretExpiresAt: string | null;
  ratePerSecond: number | null;
  failingSince: Date | null;
  consecutiveFailures: number;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

/** The columns of `Endpoint`, of a table called w. */
export const ENDPOINT_COLUMNS = `w.id, w.url, w.description, w.event_types as "eventTypes", w.filters, w.include_sealed as "includeSealed", w.status,
  w.disabled_reason as "disabledReason",
  (select jsonb_agg(k - 'sealed' order by o) from jsonb_array_elements(w.signing_keys) with ordinality as keys(k, o)) as "signingKeys",
  w.secrets -> 1 ->> 'expiresAt' as "previousSecretExpiresAt", w.rate_per_second as "ratePerSecond",
  w.failing_since as "failingSince", w.consecutive_failures as "consecutiveFailures",
  w.created_at as "createdAt", w.updated_at as "updatedAt", w.version`;
