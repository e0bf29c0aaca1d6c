import type { TenantTx } from '../tenant.ts';
import { ANSWER_COLUMNS, type AnswerRow } from './answers.ts';

/**
 * The newest notice that covers any of these movements of a case, for who writes to people: undefined when there is none (yet).
 * Its `body` has the sentences with their movements, its `engine` says whether a machine wrote them.
 */
export async function readNoticeOf(
  tx: TenantTx,
  processId: string,
  movementIds: readonly string[],
): Promise<AnswerRow | undefined> {
  const { rows } = await tx.client.query<AnswerRow>({
    name: 'ai-notice-of',
    text: `select ${ANSWER_COLUMNS} from ai_answers
      where tenant_id = $1 and process_id = $2 and task = 'notice' and state = 'done'
        and input -> 'movementIds' ?| $3::text[]
      order by created_at desc, id desc limit 1`,
    values: [tx.tenantId, processId, movementIds],
  });
  return rows[0];
}

/** Movements told by events of the bound firm, by case. */
export async function movementsOfEvents(
  tx: TenantTx,
  eventIds: readonly string[],
): Promise<{ processId: string; movementIds: string[] }[]> {
  const { rows } = await tx.client.query<{ processId: string; movementIds: string[] }>({
    name: 'ai-movements-of-events',
    text: `select aggregate_id as "processId", array_agg(data #>> '{movement,id}' order by position) as "movementIds"
      from events where tenant_id = $1 and id = any($2) and type = 'movement.detected'
        and data #>> '{movement,importance}' in ('critical', 'high')
      group by aggregate_id`,
    values: [tx.tenantId, eventIds],
  });
  return rows;
}
