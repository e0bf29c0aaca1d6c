import { listProcesses, type ProcessListRow } from '../../db/processes/list.ts';
import type { TenantReader } from '../../db/tenant.ts';
import { isHidden, type Place } from './words.ts';

/**
 * The firm's cases with these words, as `listProcesses` has them, most recently changed first. Where sealed cases may not be told
 * none is found by words or a part of its number: an answer would say that they belong to it.
 */
export async function searchCases(
  tx: TenantReader,
  text: string | undefined,
  place: Place,
  page: { limit: number; after?: { at: Date; id: string } },
): Promise<{ all: ProcessListRow[]; tellable: ProcessListRow[] }> {
  const all = await listProcesses(tx, { q: text }, { sort: 'changed', ...page });
  return { all, tellable: all.filter((row) => text === undefined || !isHidden(row, place)) };
}
