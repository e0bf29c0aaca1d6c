/** A number has one document per grau, four have been seen; more than that is cut by nobody's mistake but ours. */
const DOCUMENTS_PER_NUMBER = 5;
const MAX_SIZE = 10_000;

const STATUS_FIELDS = ['numeroProcesso', 'grau', 'tribunal', '@timestamp', 'dataHoraUltimaAtualizacao'];

function size(numbers: readonly string[]): number {
  return Math.min(MAX_SIZE, numbers.length * DOCUMENTS_PER_NUMBER);
}

/** Which documents there are and when each was last touched, without their movements. */
export function statusQuery(numbers: readonly string[]): object {
  return {
    size: size(numbers),
    _source: STATUS_FIELDS,
    track_total_hits: true,
    query: { terms: { numeroProcesso: numbers } },
  };
}

/** As `statusQuery`, only the documents indexed since. */
export function deltaQuery(numbers: readonly string[], since: Date): object {
  return {
    size: size(numbers),
    _source: STATUS_FIELDS,
    track_total_hits: true,
    query: {
      bool: {
        filter: [
          { terms: { numeroProcesso: numbers } },
          { range: { '@timestamp': { gte: since.toISOString() } } },
        ],
      },
    },
  };
}

/** The documents, whole. */
export function documentsQuery(numbers: readonly string[]): object {
  return { size: size(numbers), track_total_hits: true, query: { terms: { numeroProcesso: numbers } } };
}
