/** Rows as a table for a terminal and for Markdown; the first row is the heading, numbers stand to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.map((_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0))) ?? [];
  const isNumber = (text: string) => /^[\d<]/.test(text);
  const lines = rows.map(
    (row) =>
      `| ${row.map((cell, c) => (isNumber(cell) ? cell.padStart(columns[c] ?? 0) : cell.padEnd(columns[c] ?? 0))).join(' | ')} |`,
  );
  lines.splice(1, 0, `| ${columns.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}
