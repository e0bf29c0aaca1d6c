import type { Static, TObject, TSchema } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

/** All that is wrong with the environment, one line each. Values are not repeated: some are secret. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';

  constructor(readonly problems: readonly string[]) {
    super(
      `The environment has ${problems.length} problem(s):\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

/**
 * Reads the variables of `schema` once; an empty one counts as not set. Each property of the schema says in `expected`
 * what it must be and in `description` what it is for.
 * @throws EnvironmentError with every problem, not only the first; `contradictions` adds those between variables.
 */
export function parseEnvironment<S extends TObject>(
  schema: S,
  variables: Record<string, string | undefined>,
  contradictions: (variables: Record<string, string | undefined>) => string[] = () => [],
): Static<S> {
  const property = (name: string): TSchema | undefined => schema.properties[name];
  const present = Object.entries(variables).filter(([name, text]) => property(name) && text);
  const values = present.map(([name, text]) => [name, asValue(property(name), text ?? '')]);
  const parsed = Value.Default(schema, Object.fromEntries(values));
  const wrong = new Set([...Value.Errors(schema, parsed)].map(({ path }) => path.split('/')[1] ?? ''));
  const problems = [...wrong].map(
    (name) => `${name} must be ${property(name)?.expected}: ${property(name)?.description}`,
  );
  problems.push(...contradictions(variables));
  if (problems.length > 0) throw new EnvironmentError(problems);
  return parsed as Static<S>;
}

// TypeBox's own conversion would cut 1.5 to 1.
function asValue(property: TSchema | undefined, text: string): string | number | boolean {
  if (property?.type === 'integer' && /^\d+$/.test(text)) return Number(text);
  if (property?.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
