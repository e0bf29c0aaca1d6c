import { listProcesses, type ProcessListRow } from '../../db/processes/list.ts';
import type { TenantReader } from '../../db/tenant.ts';

/**
 * The firm's cases with these words, as `listProcesses` has them, most recently changed first. A sealed one is there only when
 * its number, or what the firm itself calls it, has them all: being found by its class or subjects would tell what it is about.
 */
export async function searchCases(
  tx: TenantReader,
  text: string | undefined,
  page: { limit: number; after?: { at: Date; id: string } },
): Promise<{ all: ProcessListRow[]; tellable: ProcessListRow[] }> {
  const all = await listProcesses(tx, { q: text }, { sort: 'changed', ...page });
  const words = text === undefined ? [] : wordsOf(text);
  return { all, tellable: all.filter((row) => row.secrecy === 0 || names(row, words)) };
}

function names({ number, label, tags }: ProcessListRow, words: readonly string[]): boolean {
  const own = wordsOf([label ?? '', ...tags].join(' '));
  return words.every((word) => number.includes(word) || own.some((one) => one.startsWith(word)));
}

/** Without accents, capitals and the marks inside numbers. */
function wordsOf(text: string): string[] {
  const folded = text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return folded.replace(/(?<=\d)[./-](?=\d)/g, '').match(/[\p{L}\d]+/gu) ?? [];
}
