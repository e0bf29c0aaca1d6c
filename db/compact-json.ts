/**
 * JSON that is stored whole and read by nobody but us (a court's document, the history of a grau) is kept as zstd bytes: a
 * tenth of its length in the row, on the wire and in the log, and Postgres neither parses nor compresses it. Travels as
 * base64: in SQL `decode($, 'base64')` and `encode(column, 'base64')`.
 */
export function compactJson(json: string): string {
  return Bun.zstdCompressSync(json).toString('base64');
}

/** zstd's magic number; JSON cannot begin so. */
const ZSTD = 0x28;

/** The text that `compactJson` was given, or that was stored as it is before there was one. */
export function expandJson(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  return (bytes[0] === ZSTD ? Bun.zstdDecompressSync(bytes) : bytes).toString('utf8');
}
