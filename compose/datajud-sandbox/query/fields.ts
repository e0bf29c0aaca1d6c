import { type CourtRecord, movementsOf } from '../wire.ts';

export type FieldKind = 'text' | 'keyword' | 'long' | 'date';

export interface Field {
  kind: FieldKind;
  /** Dotted path inside `_source`, without `.keyword`. */
  path: string;
  segments: string[];
  /** True where reading the values may rebuild a list of movements. */
  heavy: boolean;
}

const DATES = new Set(['@timestamp', 'dataHoraUltimaAtualizacao', 'dataAjuizamento', 'movimentos.dataHora']);
const CODED = ['classe', 'sistema', 'formato', 'assuntos', 'movimentos', 'movimentos.movimentoNacional'];
const TEXTS = new Set([
  'id',
  'numeroProcesso',
  'tribunal',
  'grau',
  'orgaoJulgador.nome',
  'movimentos.complementosTabelados.nome',
  'movimentos.complementosTabelados.descricao',
  'movimentos.orgaoJulgador.codigo',
  'movimentos.orgaoJulgador.nome',
  'movimentos.orgaoJulgador.codigoOrgao',
  'movimentos.orgaoJulgador.nomeOrgao',
  ...CODED.map((name) => `${name}.nome`),
]);
const LONGS = new Set([
  'nivelSigilo',
  'orgaoJulgador.codigo',
  'orgaoJulgador.codigoMunicipioIBGE',
  'movimentos.complementosTabelados.codigo',
  'movimentos.complementosTabelados.valor',
  ...CODED.map((name) => `${name}.codigo`),
]);

/** How the indexes map a field name; null where nothing is mapped, which matches no document. */
export function fieldOf(name: string): Field | null {
  const bare = name.endsWith('.keyword') ? name.slice(0, -'.keyword'.length) : name;
  const kind = kindOf(bare);
  if (!kind || (bare !== name && kind !== 'text')) return null;
  return {
    kind: bare === name ? kind : 'keyword',
    path: bare,
    segments: bare.split('.'),
    heavy: bare.startsWith('movimentos'),
  };
}

function kindOf(path: string): FieldKind | null {
  if (path === '_id' || path === '_index') return 'keyword';
  if (DATES.has(path)) return 'date';
  if (TEXTS.has(path)) return 'text';
  return LONGS.has(path) ? 'long' : null;
}

/** Every value of the field in the document, through lists and lists of lists; null and absent give none. */
export function valuesOf(record: CourtRecord, field: Field): unknown[] {
  if (field.path === '_id') return [record.id];
  if (field.path === '_index') return [`api_publica_${record.alias}`];
  const [first = '', ...rest] = field.segments;
  const out: unknown[] = [];
  collect(first === 'movimentos' ? movementsOf(record) : record.head[first], rest, 0, out);
  return out;
}

function collect(value: unknown, rest: string[], depth: number, out: unknown[]): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, rest, depth, out);
    return;
  }
  const key = rest[depth];
  if (key === undefined) out.push(value);
  else if (typeof value === 'object') collect((value as Record<string, unknown>)[key], rest, depth + 1, out);
}

/** True where the name is an object in the mapping (`movimentos`, `classe`), for `exists`. */
export function objectSegments(name: string): string[] | null {
  const prefix = `${name}.`;
  const known = [...TEXTS, ...LONGS, ...DATES].some((path) => path.startsWith(prefix));
  return known ? name.split('.') : null;
}

export function hasObject(record: CourtRecord, segments: string[]): boolean {
  const [first = '', ...rest] = segments;
  const out: unknown[] = [];
  collect(first === 'movimentos' ? movementsOf(record) : record.head[first], rest, 0, out);
  return out.some((value) => typeof value === 'object' && Object.keys(value as object).length > 0);
}

/** The two dates that sweeps ask for are kept parsed beside each document. */
export function parsedDate(path: string): ((record: CourtRecord) => number) | null {
  if (path === '@timestamp') return (record) => record.indexedMs;
  return path === 'dataHoraUltimaAtualizacao' ? (record) => record.updatedMs : null;
}
