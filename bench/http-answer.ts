const HEAD_END = Buffer.from('\r\n\r\n');

/** Bytes of the first HTTP/1.1 answer in `bytes`; 0 while it is not whole. @throws Error when its length is not declared */
export function answerLength(bytes: Buffer): number {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return 0;
  const head = bytes.latin1Slice(0, headEnd).toLowerCase();
  const declared = head.indexOf('content-length: ');
  if (declared < 0) throw new Error(`an answer without Content-Length:\n${head}`);
  const length = headEnd + HEAD_END.length + Number.parseInt(head.slice(declared + 16), 10);
  return bytes.length >= length ? length : 0;
}

export function answerStatus(bytes: Buffer): string {
  return bytes.latin1Slice(9, 12);
}
