import type { Statement } from '../../../db/bound-query.ts';
import type { PoolClient } from '../../../db/pool.ts';

export interface Noted extends Statement {
  milliseconds: number;
}

/** The connection, noting what it is asked and how long the answer took. */
export function noting(client: PoolClient, notes: Noted[]): PoolClient {
  const query = async (statement: string | Statement, values: unknown[] = []) => {
    const asked = typeof statement === 'string' ? { text: statement, values } : statement;
    const startedAt = performance.now();
    const result = await client.query({ ...asked, values: asked.values ?? values });
    notes.push({ ...asked, values: asked.values ?? values, milliseconds: performance.now() - startedAt });
    return result;
  };
  return new Proxy(client, {
    get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)),
  });
}
