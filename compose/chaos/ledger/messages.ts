import type { Pool } from '../../../db/pool.ts';
import { accounts } from '../workload/account.ts';
import { type Expected, expectedOf, plannedEntry } from '../workload/plan.ts';
import type { Finding } from './finding.ts';

interface Effect {
  tenant_id: string;
  key: string;
  cause: string;
}

/** What the senders have sent: by plan, and up to where their books say. */
export interface SentMessages {
  seed: number;
  tenants: readonly string[];
  progress: readonly number[];
  /** Rows beyond the plan: the probes of the harness. */
  more: readonly Expected[];
}

/** Every row that must be there, by its cause. */
export function expectedEffects({ seed, tenants, progress, more }: SentMessages): Map<string, Expected> {
  const expected = new Map<string, Expected>();
  const add = (row: Expected) => void expected.set(row.cause, row);
  for (const [t, last] of progress.entries())
    for (let seq = 1; seq <= last; seq++) expectedOf(plannedEntry(seed, tenants, t, seq)).forEach(add);
  more.forEach(add);
  return expected;
}

/** Compares what must have happened with what has: loss, doubling, and whose books it is in. */
export function compareEffects(
  expected: ReadonlyMap<string, Expected>,
  effects: readonly Effect[],
): Finding[] {
  const lost: string[] = [];
  const twice: string[] = [];
  const mixed: string[] = [];
  const seen = new Set<string>();
  for (const { cause, tenant_id, key } of effects) {
    if (seen.has(cause)) twice.push(cause);
    seen.add(cause);
    const wanted = expected.get(cause);
    if (!wanted) mixed.push(`${cause} at ${tenant_id}: nobody has sent it`);
    else if (wanted.tenant !== tenant_id || wanted.key !== key)
      mixed.push(`${cause} at ${tenant_id}/${key} instead of ${wanted.tenant}/${wanted.key}`);
  }
  for (const cause of expected.keys()) if (!seen.has(cause)) lost.push(cause);
  const of = 'messages';
  return [
    { check: 'lost', of, looked: expected.size, wrong: lost },
    { check: 'twice', of, looked: effects.length, wrong: twice },
    { check: 'cross-tenant', of, looked: effects.length, wrong: mixed },
  ];
}

/** The engine's books against the plan, and its states and order against its books. */
export async function auditMessages(admin: Pool, sent: SentMessages): Promise<Finding[]> {
  const effects = await admin.query<Effect>('select tenant_id, key, cause from chaos.effects');
  const [order, states, left] = await Promise.all([
    admin.query<{ place: string }>(DISORDER),
    admin.query<{ place: string }>(STATES_APART, [accounts.kind]),
    admin.query<{ place: string }>(LEFT, [accounts.kind]),
  ]);
  const texts = ({ rows }: { rows: { place: string }[] }) => rows.map(({ place }) => place);
  return [
    ...compareEffects(expectedEffects(sent), effects.rows),
    { check: 'order', of: 'messages', looked: effects.rows.length, wrong: texts(order) },
    { check: 'state is its messages', of: 'actors', looked: effects.rows.length, wrong: texts(states) },
    { check: 'dead letters and leftovers', of: 'messages', looked: effects.rows.length, wrong: texts(left) },
  ];
}

// Rows of one actor are numbered in the order of its commits.
const DISORDER = `
  select format('%s/%s: %s no. %s after %s', tenant_id, key, sender, seq, before) as place from (
    select *, lag(seq) over (partition by tenant_id, key, sender order by at) as before
    from chaos.effects where sender <> 'reminder') as e
  where before >= seq`;

const STATES_APART = `
  select format('%s/%s: %s entries of %s cents stored, %s of %s noted', tenant, key, stored, stored_cents, noted, cents) as place
  from (
    select coalesce(s.tenant, e.tenant_id) as tenant, coalesce(s.key, e.key) as key,
      coalesce((s.state->>'entries')::int, 0) as stored, coalesce((s.state->>'cents')::bigint, 0) as stored_cents,
      coalesce(e.noted, 0) as noted, coalesce(e.cents, 0) as cents
    from (select * from rt.actor_states where kind = $1) s
    full join (select tenant_id, key, count(*)::int as noted, sum(cents)::bigint as cents from chaos.effects group by 1, 2) e
      on e.tenant_id = s.tenant and e.key = s.key) as books
  where stored <> noted or stored_cents <> books.cents`;

const LEFT = `
  select format('dead: %s.%s of %s (%s)', kind, type, tenant, left(error, 200)) as place from rt.dead_letters
  union all
  select format('left: %s of %s', type, tenant) from rt.messages where kind = $1`;
