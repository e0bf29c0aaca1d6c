import type { Pool } from '../../db/pool.ts';
import { PARTITIONS, parseJobSubject, partitionOf } from '../contracts/subjects.ts';
import { storableText } from './errors.ts';

/** A message in the JOBS stream that no consumer will ever take. */
export interface Stray {
  /** The same at every look. */
  id: string;
  subject: string;
  body: string;
}

/** Why nobody consumes a subject under `lux.jobs.`; undefined when somebody does. */
export function strayReason(subject: string, kinds: ReadonlySet<string>): string | undefined {
  const parsed = parseJobSubject(subject);
  if (!parsed) return `${subject} is not lux.jobs.<kind>.<partition>.<tenant>`;
  const { kind, partition, tenant } = parsed;
  if (!kinds.has(kind)) return `there is no actor kind "${kind}"; known are ${[...kinds].sort().join(', ')}`;
  const right = partitionOf(tenant);
  if (partition < 0 || partition >= PARTITIONS || subject.split('.')[3] !== String(partition)) {
    return `${tenant} belongs to partition ${right}, not ${subject.split('.')[3]}`;
  }
  return undefined;
}

/** The actor kinds of this database. */
export async function knownKinds(pool: Pool): Promise<Set<string>> {
  const { rows } = await pool.query('select kind from rt.kinds');
  return new Set(rows.map(({ kind }) => kind));
}

/** Puts a stray into the dead letters, once. */
export async function refuseStray(pool: Pool, stray: Stray, reason: string): Promise<void> {
  const parsed = parseJobSubject(stray.subject);
  const [, , kind = '-'] = stray.subject.split('.');
  const payload = JSON.stringify({ subject: stray.subject, body: stray.body.slice(0, 10_000) });
  await pool.query(REFUSE, [
    stray.id,
    kind,
    parsed ? partitionOf(parsed.tenant) : 0,
    parsed?.tenant ?? '-',
    payload,
    storableText(reason, 2_000),
  ]);
}

const REFUSE = `
  insert into rt.dead_letters (id, kind, partition, tenant, type, payload, attempts, reason, error)
  values ($1, $2, $3, $4, 'hand-made', $5, 1, 'refused', $6)
  on conflict (id) do nothing`;
