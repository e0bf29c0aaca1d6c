import { createRandom, seedOf } from '../../datajud-sandbox/data/random.ts';

/** One message from outside, and everything that it must lead to. */
export interface PlannedEntry {
  cause: string;
  tenant: string;
  key: string;
  sender: string;
  seq: number;
  cents: number;
  passTo?: { tenant: string; key: string };
  remindMs?: number;
}

/** A row that must be there once, and the firm and the account that it must be of. */
export interface Expected {
  cause: string;
  tenant: string;
  key: string;
}

const KEYS = ['', 'a', 'b'] as const;
const PASSED = 0.2;
const REMEMBERED = 0.1;

export const senderOf = (tenant: number) => `sender-${tenant}`;

/** Messages that an entry leads to on average, itself included. */
export const EFFECTS_PER_ENTRY = 1 + PASSED + REMEMBERED;

/** The `seq`-th message (from 1) of the sender of a firm: the same for the same seed, whatever happens around it. */
export function plannedEntry(
  seed: number,
  tenants: readonly string[],
  tenant: number,
  seq: number,
): PlannedEntry {
  const random = createRandom(seedOf(seed, tenant, seq));
  const sender = senderOf(tenant);
  const entry: PlannedEntry = {
    cause: `${sender}:${seq}`,
    tenant: tenants[tenant] ?? '',
    key: random.pick(KEYS),
    sender,
    seq,
    cents: random.int(1, 1_000),
  };
  if (random.chance(PASSED)) entry.passTo = { tenant: random.pick(tenants), key: random.pick(KEYS) };
  if (random.chance(REMEMBERED)) entry.remindMs = random.int(50, 5_000);
  return entry;
}

/** The rows that an entry must leave. */
export function expectedOf({ cause, tenant, key, passTo, remindMs }: PlannedEntry): Expected[] {
  const rows: Expected[] = [{ cause, tenant, key }];
  if (passTo) rows.push({ cause: `${cause}>passed`, ...passTo });
  if (remindMs !== undefined) rows.push({ cause: `${cause}>remembered`, tenant, key });
  return rows;
}
