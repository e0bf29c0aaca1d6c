import { expect, test } from 'bun:test';
import { acquirePostgres } from '../../../compose/test-kit/postgres.ts';
import { compactJson } from '../../../db/compact-json.ts';
import { createPool } from '../../../db/pool.ts';
import { readKnown } from '../../datajud-fetcher/document/known.ts';
import { loadDocuments } from './documents.ts';

const CASES = 3_000;

test('a statement that was planned over empty tables reads no more of full ones', async () => {
  const database = await acquirePostgres();
  const pool = createPool({
    url: database.urls.runtime,
    name: 'documents',
    max: 1,
    byIndex: true,
    plansOnce: true,
    onError: console.error,
  });
  const client = await pool.connect();
  try {
    const wanted = [{ number: '2999', grau: 'G1' }];
    expect(await loadDocuments(client, 'tjsp', wanted)).toEqual([]);
    expect(await readKnown(client, 'tjsp', ['2999'])).toEqual({ documents: [], absent: [] });

    await client.query(FILL, [CASES, compactJson('{"number":"x"}')]);
    expect(await loadDocuments(client, 'tjsp', wanted)).toHaveLength(1);
    expect((await readKnown(client, 'tjsp', ['2999', '2999'])).absent).toHaveLength(1);

    for (const statement of [
      `"observed-documents"('tjsp', '${JSON.stringify(wanted)}')`,
      `"watch-absent"('tjsp', '{2999}')`,
      `"watch-known"('tjsp', '{2999}')`,
    ]) {
      const { rows } = await client.query(`explain (analyze, format json) execute ${statement}`);
      expect([statement, lookedAt(rows[0]['QUERY PLAN'][0].Plan)]).toEqual([statement, 1]);
    }
  } finally {
    client.release();
    await pool.end();
    await database.release();
  }
});

interface Plan {
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

/** Rows of tables that a plan has looked at. */
function lookedAt(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, part) => sum + lookedAt(part), 0);
  if (!plan['Relation Name']) return below;
  return below + (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
}

const FILL = `
  with n as (select n::text as number from generate_series(0, $1::int - 1) n), cases as (
    insert into court.cases (alias, number, watchers, next_check_at, next_full_at, interval_seconds, last_checked_at, last_result)
    select 'tjsp', number, 1, now(), now(), 21600, now(), 'absent' from n)
  insert into court.documents (alias, number, grau, content_hash, body, first_seen_at, fetched_at, request_id)
  select 'tjsp', number, 'G1', 'none', decode($2, 'base64'), now(), now(), 'req_fill' from n`;
