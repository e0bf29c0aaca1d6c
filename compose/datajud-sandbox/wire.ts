/**
 * The shapes of the CNJ DataJud public API, as its answers carry them (datajud-wiki.cnj.jus.br).
 * A loaded `_source` may hold anything, so every object is open.
 */
export interface DataJudSource {
  [field: string]: unknown;
  numeroProcesso: string;
  grau: string;
  tribunal: string;
  dataHoraUltimaAtualizacao: string;
  '@timestamp': string;
  movimentos?: DataJudMovement[];
}

export interface DataJudMovement {
  [field: string]: unknown;
  codigo?: number;
  nome?: string;
  /** Ends in `Z` but is Brasília wall-clock time. */
  dataHora?: string;
  complementosTabelados?: DataJudComplement[];
  orgaoJulgador?: unknown;
}

export interface DataJudComplement {
  codigo: number;
  valor: number;
  nome: string;
  descricao: string;
}

/** The two feeds that live side by side in one index: they differ in key order, dates, ids and units. */
export type Pipeline = 'old' | 'new';

/** One immutable version of one document of an index. */
export interface CourtRecord {
  readonly alias: string;
  /** `_id`, which the `id` of the source usually repeats. */
  readonly id: string;
  readonly number: string;
  readonly grau: string;
  readonly pipeline: Pipeline;
  /** The `_source`; when `expand` is set, its `movimentos` is only a placeholder that keeps the key's place. */
  readonly head: DataJudSource;
  /** Rebuilds a generated list on demand, so that millions of movements need no memory. */
  readonly expand: (() => DataJudMovement[]) | null;
  readonly updatedMs: number;
  readonly indexedMs: number;
}

export function movementsOf(record: CourtRecord): DataJudMovement[] | undefined {
  return record.expand ? record.expand() : record.head.movimentos;
}

/** The whole `_source`, keys in their original order. */
export function sourceOf(record: CourtRecord): DataJudSource {
  return record.expand ? { ...record.head, movimentos: record.expand() } : record.head;
}

/** A document from a whole `_source` and its `_id`, kept exactly as they are. */
export function recordOf(alias: string, id: string, source: DataJudSource): CourtRecord {
  return {
    alias,
    id,
    number: String(source.numeroProcesso),
    grau: String(source.grau),
    pipeline: pipelineOf(source),
    head: source,
    expand: null,
    updatedMs: Date.parse(source.dataHoraUltimaAtualizacao),
    indexedMs: Date.parse(source['@timestamp']),
  };
}

/** The new feed writes six fraction digits and one and the same instant in both dates. */
function pipelineOf(source: DataJudSource): Pipeline {
  const updated = String(source.dataHoraUltimaAtualizacao ?? '');
  return updated !== '' && updated === source['@timestamp'] ? 'new' : 'old';
}
