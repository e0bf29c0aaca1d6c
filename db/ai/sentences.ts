import { type Statement, toldText } from '../../actors/contracts/ai-answer.ts';
import type { Importance } from '../../actors/contracts/events.ts';
import type { Sentence } from '../../actors/contracts/sentence.ts';
import type { TenantTx } from '../tenant.ts';

/** Movements and notices whose sentences are wanted. */
export interface Wanted {
  processIds: readonly string[];
  movementIds: readonly string[];
  answerIds: readonly string[];
}

/**
 * Sentences of notices that tell of these movements or are these answers, of the newest answer first. Only what may be told now: of
 * cases that the firm follows and that are sealed in no grau, and from movements that are as they were when it was asked: neither
 * withdrawn nor corrected since.
 */
export async function readSentences(tx: TenantTx, wanted: Wanted): Promise<Sentence[]> {
  const { processIds, movementIds, answerIds } = wanted;
  if (processIds.length === 0 || movementIds.length + answerIds.length === 0) return [];
  const { rows } = await tx.client.query<
    Pick<Sentence, 'answerId' | 'engine'> & { statement: Pick<Statement, 'text' | 'proved' | 'movementIds'> }
  >({ name: 'ai-sentences', text: SENTENCES, values: [tx.tenantId, processIds, movementIds, answerIds] });
  return rows.map(({ answerId, engine, statement }) => ({
    answerId,
    engine,
    text: toldText(statement),
    movementIds: statement.movementIds,
  }));
}

/** A sentence of a notice, whether it may be told or not. */
export interface Said extends Pick<Sentence, 'text' | 'engine'> {
  /** It may not be told any more: a movement that it rests on was withdrawn or corrected since. */
  isSpent: boolean;
}

/** All that notices ever said of these movements, or said as these answers. */
export async function readSaid(tx: TenantTx, wanted: Wanted): Promise<Said[]> {
  const { processIds, movementIds, answerIds } = wanted;
  if (processIds.length === 0 || movementIds.length + answerIds.length === 0) return [];
  const { rows } = await tx.client.query<
    Omit<Said, 'text'> & { statement: Pick<Statement, 'text' | 'proved'> }
  >({ name: 'said-by-ai', text: SAID, values: [tx.tenantId, processIds, movementIds, answerIds] });
  return rows.map(({ statement, engine, isSpent }) => ({ text: toldText(statement), engine, isSpent }));
}

/** Of a statement `s` of an answer `a`: a movement that it rests on is not as it was. */
const IS_SPENT = `
  exists (
    select 1 from jsonb_array_elements_text(s.value -> 'movementIds') as cited (id)
    left join movements m on m.tenant_id = $1 and m.id = cited.id
    where m.id is null or m.status <> 'active' or m.amended_at >= a.created_at)`;

const SAID = `
  select s.value as statement, a.engine, ${IS_SPENT} as "isSpent"
  from ai_answers a cross join lateral jsonb_array_elements(a.body -> 'statements') s
  where a.tenant_id = $1 and a.process_id = any($2) and a.task = 'notice' and a.state = 'done'
    and (a.id = any($4) or a.input -> 'movementIds' ?| $3)`;

const SENTENCES = `
  select a.id as "answerId", a.engine, s.value as statement
  from ai_answers a
  join processes p on p.tenant_id = $1 and p.id = a.process_id and p.deleted_at is null and p.secrecy = 0
  cross join lateral jsonb_array_elements(a.body -> 'statements') with ordinality s
  where a.tenant_id = $1 and a.process_id = any($2) and a.task = 'notice' and a.state = 'done'
    and (a.id = any($4) or a.input -> 'movementIds' ?| $3)
    and jsonb_array_length(s.value -> 'movementIds') > 0
    and not exists (
      select 1 from process_instances i where i.tenant_id = $1 and i.process_id = p.id and i.secrecy > 0)
    and not ${IS_SPENT}
  order by a.created_at desc, a.id desc, s.ordinality`;

/** How weighty the weightiest of some movements is; undefined when the firm has none of them. */
export async function weightOf(
  tx: TenantTx,
  movementIds: readonly string[],
): Promise<Importance | undefined> {
  const { rows } = await tx.client.query<{ importance: Importance }>({
    name: 'weight-of-movements',
    text: `select importance from movements where tenant_id = $1 and id = any($2)
      order by array_position('{critical,high,medium,low}'::text[], importance) limit 1`,
    values: [tx.tenantId, movementIds],
  });
  return rows[0]?.importance;
}
