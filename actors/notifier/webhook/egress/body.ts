/** Collects the beginning of a reply's body. */
export interface BodyReader {
  /** True once nothing more needs to be read. */
  push(chunk: Buffer): boolean;
  bytes(): Buffer;
  /** The whole body was kept. `ended`: the peer closed in order, which ends a body of no stated length. */
  complete(ended: boolean): boolean;
}

/**
 * Keeps up to `max` bytes, by chunked coding, content-length or until the connection ends. Broken framing only
 * ends the excerpt early: the status already tells all that a delivery needs.
 */
export function bodyReader(status: number, headers: Record<string, string>, max: number): BodyReader {
  if (status === 204 || status === 304) return plainReader(0, max);
  if (/(^|,)\s*chunked\s*$/i.test(headers['transfer-encoding'] ?? '')) return chunkedReader(max);
  const length = headers['content-length'] ?? '';
  return plainReader(/^\d{1,15}$/.test(length) ? Number(length) : null, max);
}

function plainReader(length: number | null, max: number): BodyReader {
  const excerpt = excerptOf(Math.min(max, length ?? max));
  let over = false;
  return {
    push(chunk) {
      over ||= excerpt.size() + chunk.length > max;
      excerpt.add(chunk);
      return excerpt.full() && (length !== null || over);
    },
    bytes: excerpt.bytes,
    complete: (ended) => (length === null ? ended && !over : excerpt.size() === length),
  };
}

function chunkedReader(max: number): BodyReader {
  const excerpt = excerptOf(max);
  let line = '';
  /** Bytes of the current chunk still to come; 'size' while its size line is read. */
  let left: number | 'size' | 'end' | 'broken' = 'size';
  const readSize = (chunk: Buffer): Buffer => {
    const eol = chunk.indexOf(10);
    line += chunk.toString('latin1', 0, eol === -1 ? chunk.length : eol);
    const complete = eol !== -1 && line.trim() !== '';
    if (line.length > 256) left = 'broken';
    else if (complete) {
      const size = /^\s*([0-9a-f]{1,8})\s*(;|$)/i.exec(line.trimEnd())?.[1];
      left = size === undefined ? 'broken' : Number.parseInt(size, 16) || 'end';
    }
    if (eol !== -1) line = '';
    return chunk.subarray(eol === -1 ? chunk.length : eol + 1);
  };
  return {
    push(chunk) {
      let rest = chunk;
      while (rest.length > 0 && !excerpt.full() && left !== 'end' && left !== 'broken') {
        if (left === 'size') rest = readSize(rest);
        else {
          const part: Buffer = rest.subarray(0, left);
          excerpt.add(part);
          rest = rest.subarray(part.length);
          left = left - part.length || 'size';
        }
      }
      return excerpt.full() || left === 'end' || left === 'broken';
    },
    bytes: excerpt.bytes,
    complete: () => left === 'end',
  };
}

function excerptOf(max: number) {
  const parts: Buffer[] = [];
  let size = 0;
  return {
    add(bytes: Buffer) {
      const part = bytes.subarray(0, max - size);
      parts.push(part);
      size += part.length;
    },
    size: () => size,
    full: () => size >= max,
    bytes: () => Buffer.concat(parts),
  };
}
