import type { TSchema } from '@sinclair/typebox';
import { ApiEnvironment } from '../../api/environment.ts';
import { WorkerEnvironment } from '../../workers/environment.ts';
import { Environment } from './environment.ts';

const HEAD = '| Variable | `npm start` without it | Meaning | Read by a process alone |';

/**
 * The README's table of environment variables, in Markdown. `bun compose/stack/environment-table.ts` prints it.
 * The last column says who else reads a variable, and what holds there when that differs.
 */
export function environmentTable(): string {
  const rows = Object.entries(Environment.properties as Record<string, TSchema>).map(([name, schema]) => {
    const usually = without(schema);
    const alone = [
      read(ApiEnvironment, 'API', name, usually),
      read(WorkerEnvironment, 'workers', name, usually),
    ];
    const readers = alone.filter((reader) => reader !== undefined).join('; ');
    return `| \`${name}\` | ${usually} | ${schema.description} | ${readers} |`;
  });
  return [HEAD, '| --- | --- | --- | --- |', ...rows].join('\n');
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
