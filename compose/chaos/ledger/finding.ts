/** What a ledger looks for, and what it found. */
export interface Finding {
  /** `lost`, `twice`, `order`, `cross-tenant` or what else was checked. */
  check: string;
  /** Of what: `messages`, `webhooks` ... */
  of: string;
  /** How many were looked at. */
  looked: number;
  /** What is wrong; none is what is wanted. */
  wrong: string[];
}

/** Examples that a report shows; the count is whole. */
export const SHOWN = 5;
