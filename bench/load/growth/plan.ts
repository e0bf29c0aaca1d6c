import type { PoolClient } from '../../../db/pool.ts';
import type { Noted } from './noted.ts';

/** What a statement does in the database. */
export interface Plan {
  /** How it comes to its rows: `processes_recent, seq court.checks`. */
  ways: string;
  /** Rows that its scans looked at. */
  rows: number;
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Function Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

/** Runs a statement once more and says what it did. */
export async function planOf(client: PoolClient, { text, values }: Noted): Promise<Plan> {
  const { rows } = await client.query({ text: `explain (analyze, timing off, format json) ${text}`, values });
  const ways = new Set<string>();
  let looked = 0;
  const walk = (node: Node) => {
    const table = node['Relation Name'];
    const index = node['Index Name'];
    if (table || index || node['Function Name']) {
      const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
      if (node['Node Type'] !== 'ModifyTable')
        looked += (node['Actual Rows'] + removed) * node['Actual Loops'];
      if (node['Node Type'] === 'Seq Scan') ways.add(`seq ${table}`);
      else if (index) ways.add(index);
      else if (node['Function Name']) ways.add(`${node['Function Name']}()`);
    }
    for (const child of node.Plans ?? []) walk(child);
  };
  walk(rows[0]['QUERY PLAN'][0].Plan);
  return { ways: [...ways].sort().join(', '), rows: Math.round(looked) };
}
