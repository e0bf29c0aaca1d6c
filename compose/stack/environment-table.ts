import type { TSchema } from '@sinclair/typebox';
import { ApiEnvironment } from '../../api/environment.ts';
import { BridgeEnvironment } from '../../workers/bridge-environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';
import { Environment } from './environment.ts';

/**
 * The README's table of environment variables, in Markdown. `bun compose/stack/environment-table.ts` prints it.
 * The last column says who else reads a variable, and what holds there when that differs.
 */
export function environmentTable(): string {
  const properties = Object.entries(Environment.properties as Record<string, TSchema>);
  const rows = properties.map(([name, schema]) => {
    const usually = without(schema);
    const alone = [
      read(ApiEnvironment, 'API', name, usually),
      read(WorkerEnvironment, 'workers', name, usually),
      read(BridgeEnvironment, 'adapters', name, usually),
    ];
    const readers = alone.filter((reader) => reader !== undefined).join('; ');
    return [`\`${name}\``, usually, schema.description ?? '', readers];
  });
  return markdown(['Variable', '`npm start` without it', 'Meaning', 'Read by a process alone'], rows);
}

function markdown(head: string[], rows: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function read(
  schema: { properties: Record<string, TSchema>; required?: string[] },
  who: string,
  name: string,
  usually: string,
): string | undefined {
  const property = schema.properties[name];
  if (property === undefined) return undefined;
  const here =
    property.default === undefined && schema.required?.includes(name) ? 'required' : without(property);
  return here === usually || here === '' ? who : `${who}: ${here}`;
}

function without({ default: value, usual }: TSchema): string {
  if (value === undefined) return usual ?? '';
  return value === '' ? 'none' : `\`${value}\``;
}

if (import.meta.main) console.log(environmentTable());
