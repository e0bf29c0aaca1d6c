/**
 * A PDF of Chromium without what differs between two prints of the same page: the clock, and the numbers that the engine gives
 * to nodes over its whole life. What is replaced keeps its length, so that every offset in the file still holds.
 */
export function stablePdf(pdf: Uint8Array, at: Date): Uint8Array {
  const date = `D:${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}+00'00'`;
  const names = new Map<string, string>();
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    .toString('latin1')
    .replace(/D:\d{14}\+00'00'/g, date)
    .replace(/\(node(\d{8})\)/g, (_, number: string) => {
      const known = names.get(number) ?? String(names.size + 1).padStart(8, '0');
      names.set(number, known);
      return `(node${known})`;
    });
  return new Uint8Array(Buffer.from(text, 'latin1'));
}
