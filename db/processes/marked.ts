import type { TenantReader } from '../tenant.ts';
import type { ProcessSearch } from './search.ts';

/** More than these are not worth fetching: the list that is walked meets one of them soon. */
const FEW = 1_000;

/**
 * Where to look for the firm's cases with a tag, words or parts of a number: ids of all that have them, and perhaps of some that
 * do not quite (the words of a phrase, the digits of a number). Undefined when there are many. By an index that row-level security
 * has no use for, so what is found there is looked at again under it.
 */
export async function markedProcesses(
  { client }: TenantReader,
  { words, numbers }: ProcessSearch,
  tag: string | undefined,
): Promise<string[] | undefined> {
  const { rows } = await client.query<{ ids: string[] }>({
    name: 'processes-marked',
    text: 'select array(select id from auth.processes_marked($1, $2, $3, $4) as id) as ids',
    values: [tag ?? null, words, numbers, FEW + 1],
  });
  const ids = rows[0]?.ids ?? [];
  return ids.length > FEW ? undefined : ids;
}
