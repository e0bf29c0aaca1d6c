/** A number has a document per grau, four have been seen, and now and then a leftover under an old id. */
const DOCUMENTS_PER_NUMBER = 5;
/** A single number may have more than its share. */
const MIN_SIZE = 100;
/** The API refuses a larger one. */
const MAX_SIZE = 10_000;

// With the id: where a court leaves out the grau, it is read from there, and must be the same as in a whole document.
const STATUS_FIELDS = ['id', 'numeroProcesso', 'grau', 'tribunal', '@timestamp', 'dataHoraUltimaAtualizacao'];

function size(numbers: readonly string[]): number {
  return Math.min(MAX_SIZE, Math.max(MIN_SIZE, numbers.length * DOCUMENTS_PER_NUMBER));
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
