import type { Pool } from '../pool.ts';
import type { TokenUse } from './ledger.ts';

/** What a model wrote about public content, of no firm. */
export interface Writing {
  model: string;
  draft: unknown;
  usage: TokenUse;
  tookMs: number;
}

export async function readWriting(pool: Pool, hash: string): Promise<Writing | undefined> {
  const { rows } = await pool.query<Writing>({
    name: 'read-writing',
    text: 'select model, draft, usage, took_ms as "tookMs" from court.writings where hash = $1',
    values: [hash],
  });
  return rows[0];
}

/** Keeps a writing for whoever asks about the same content; the first one stays. */
export async function keepWriting(pool: Pool, hash: string, writing: Writing): Promise<void> {
  await pool.query({
    name: 'keep-writing',
    text: `insert into court.writings (hash, model, draft, usage, took_ms, written_on)
      values ($1, $2, $3, $4, $5, date_trunc('day', now())) on conflict (hash) do nothing`,
    values: [
      hash,
      writing.model,
      JSON.stringify(writing.draft),
      JSON.stringify(writing.usage),
      writing.tookMs,
    ],
  });
}
