/** What a newcomer needs, one line each; a line without a value is left out. */
export function banner(lines: [name: string, value: string | undefined][]): string {
  const shown = lines.filter(([, value]) => value !== undefined);
  const width = Math.max(...shown.map(([name]) => name.length));
  const text = shown.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n');
  return `\nDireito Lux is running. Ctrl-C stops it.\n\n${text}\n`;
}
