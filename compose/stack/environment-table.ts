import type { TSchema } from '@sinclair/typebox';
import { Environment } from './environment.ts';

/** The README's table of environment variables, in Markdown. `bun compose/stack/environment-table.ts` prints it. */
export function environmentTable(): string {
  const rows = Object.entries(Environment.properties as Record<string, TSchema>).map(
    ([name, { default: value, usual, description }]) =>
      `| \`${name}\` | ${value === undefined ? usual : `\`${value}\``} | ${description} |`,
  );
  return ['| Variable | Without it | Meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.main) console.log(environmentTable());
