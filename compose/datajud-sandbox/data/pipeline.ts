import type { DataJudMovement, DataJudSource, Pipeline } from '../wire.ts';

const HOUR = 3_600_000;

/** The key order of each feed. */
const KEYS: Record<Pipeline, string[]> = {
  old: [
    'classe',
    'numeroProcesso',
    'sistema',
    'formato',
    'tribunal',
    'dataHoraUltimaAtualizacao',
    'grau',
    '@timestamp',
    'dataAjuizamento',
    'movimentos',
    'id',
    'nivelSigilo',
    'orgaoJulgador',
    'assuntos',
  ],
  new: [
    'id',
    'tribunal',
    'grau',
    'numeroProcesso',
    'dataAjuizamento',
    'nivelSigilo',
    'orgaoJulgador',
    'classe',
    'sistema',
    'formato',
    'dataHoraUltimaAtualizacao',
    '@timestamp',
    'movimentos',
    'assuntos',
  ],
};

/** Arranges the keys as the feed does; keys it does not know come last. Undefined values are left out. */
export function arrange(pipeline: Pipeline, source: Record<string, unknown>): DataJudSource {
  const out: Record<string, unknown> = {};
  for (const key of KEYS[pipeline]) if (source[key] !== undefined) out[key] = source[key];
  for (const [key, value] of Object.entries(source))
    if (!(key in out) && value !== undefined) out[key] = value;
  return out as DataJudSource;
}

/** Old feed: `TRIB_CLASSE_GRAU_ORGAO_NUMERO`, so a new class or unit is a new id. New feed: `TRIB_GRAU_NUMERO`. */
export function documentId(
  pipeline: Pipeline,
  parts: { tribunal: string; grau: string; number: string; classCode: unknown; unitCode: unknown },
): string {
  const { tribunal, grau, number, classCode, unitCode } = parts;
  return pipeline === 'new'
    ? `${tribunal}_${grau}_${number}`
    : `${tribunal}_${String(classCode ?? 0)}_${grau}_${String(unitCode ?? 0)}_${number}`;
}

/**
 * The two dates a change leaves on a document. New feed: six fraction digits, both the same instant. Old feed:
 * three digits for the update, nine for the indexing, which comes later.
 *
 * @param nanoseconds 1 to 999,999: what the old feed's indexing date has beyond the millisecond
 */
export function updateDates(pipeline: Pipeline, updatedMs: number, indexedMs: number, nanoseconds: number) {
  const updated = new Date(updatedMs).toISOString();
  if (pipeline === 'new') {
    const both = updated.replace('Z', '000Z');
    return { dataHoraUltimaAtualizacao: both, '@timestamp': both };
  }
  const later = new Date(Math.max(indexedMs, updatedMs)).toISOString();
  return {
    dataHoraUltimaAtualizacao: updated,
    '@timestamp': later.replace('Z', `${String(nanoseconds).padStart(6, '0')}Z`),
  };
}

/** An instant as the courts write movements: Brasília wall-clock with a false `Z`. */
export function wallClock(ms: number): string {
  return `${new Date(ms - 3 * HOUR).toISOString().slice(0, 19)}.000Z`;
}

/** `YYYYMMDDHHmmss`, from a wall-clock text. */
export function fourteenDigits(wall: string): string {
  return wall.slice(0, 19).replace(/\D/g, '');
}

export type MovementOrder = 'ascending' | 'descending' | 'blocks';

/** TJSP ascends in both feeds, the federal courts descend, and TRF4's new feed has two descending blocks. */
export function usualOrder(alias: string, pipeline: Pipeline): MovementOrder {
  if (alias === 'trf4' && pipeline === 'new') return 'blocks';
  return alias.startsWith('trf') || alias.startsWith('trt') ? 'descending' : 'ascending';
}

/** The list in the order its feed sends it. Equal dates keep their places. */
export function inOrder(list: DataJudMovement[], order: MovementOrder): DataJudMovement[] {
  const compare = (a: DataJudMovement, b: DataJudMovement) => {
    const [x, y] = [a.dataHora ?? '', b.dataHora ?? ''];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  if (order === 'ascending') return [...list].sort(compare);
  const descending = [...list].sort((a, b) => compare(b, a));
  if (order === 'descending') return descending;
  const has = (movement: DataJudMovement) => movement.complementosTabelados !== undefined;
  return [...descending.filter(has), ...descending.filter((movement) => !has(movement))];
}

/** Puts one more movement where its feed would, and leaves every other where it was. */
export function place(
  list: DataJudMovement[],
  added: DataJudMovement,
  order: MovementOrder,
): DataJudMovement[] {
  const date = String(added.dataHora ?? '');
  const out = [...list];
  if (order === 'ascending') {
    const last = list.findLastIndex((movement) => String(movement.dataHora ?? '') <= date);
    out.splice(last + 1, 0, added);
    return out;
  }
  const withComplements = added.complementosTabelados !== undefined;
  const sameBlock = (movement: DataJudMovement) =>
    order === 'descending' || (movement.complementosTabelados !== undefined) === withComplements;
  const first = list.findIndex((movement) => sameBlock(movement) && String(movement.dataHora ?? '') <= date);
  if (first >= 0) out.splice(first, 0, added);
  else
    out.splice(
      list.findLastIndex(sameBlock) + 1 || (withComplements && order === 'blocks' ? 0 : list.length),
      0,
      added,
    );
  return out;
}

/** The order a list already has, or the usual one of its court where it is too short to tell. */
export function orderOf(list: DataJudMovement[], alias: string, pipeline: Pipeline): MovementOrder {
  const usual = usualOrder(alias, pipeline);
  const [first, last] = [list[0]?.dataHora, list.at(-1)?.dataHora];
  if (usual === 'blocks' || !first || !last || first === last) return usual;
  return first < last ? 'ascending' : 'descending';
}
