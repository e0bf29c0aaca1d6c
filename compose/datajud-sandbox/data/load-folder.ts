import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CourtRecord, type DataJudSource, recordOf } from '../wire.ts';

/**
 * Reads every `*.json` of a folder as one real `_search` answer and gives its hits as documents: `_id`, `_source`,
 * key order and values stay exactly as they were. Answers without hits give none.
 *
 * @throws Error naming the file that is not such an answer
 */
export async function loadFolder(path: string): Promise<CourtRecord[]> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort();
  const lists = await Promise.all(
    names.map(async (name) => hitsOf(await Bun.file(join(path, name)).text(), name)),
  );
  return lists.flat();
}

function hitsOf(text: string, file: string): CourtRecord[] {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${file} is not JSON`, { cause });
  }
  const hits = (answer as { hits?: { hits?: unknown } } | null)?.hits?.hits;
  if (!Array.isArray(hits)) throw new Error(`${file} is not a DataJud answer: it has no hits.hits list`);
  return hits.map((hit: { _index?: unknown; _id?: unknown; _source?: DataJudSource }, at) => {
    const alias = /^api_publica_(.+)$/.exec(String(hit._index))?.[1];
    if (!alias || typeof hit._id !== 'string' || !hit._source?.numeroProcesso) {
      throw new Error(`${file}: hit ${at} needs _index (api_publica_...), _id and _source.numeroProcesso`);
    }
    return recordOf(alias, hit._id, hit._source);
  });
}
