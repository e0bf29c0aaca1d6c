import type { AnyElysia } from 'elysia';

/**
 * Models are named for the whole API, and of two of one name the later silently takes the place of the earlier.
 * @throws Error naming the first that means two things
 */
export function refuseTwinModels(modules: readonly AnyElysia[]): void {
  const known = new Map<string, string>();
  for (const module of modules) {
    const { definitions } = module as unknown as { definitions: { type: Record<string, unknown> } };
    for (const [name, schema] of Object.entries(definitions.type)) {
      const text = JSON.stringify(schema);
      if ((known.get(name) ?? text) !== text)
        throw new Error(`the model ${name} is declared twice, differently`);
      known.set(name, text);
    }
  }
}
