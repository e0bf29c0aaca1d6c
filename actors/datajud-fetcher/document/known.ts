import type { PoolClient } from '../../../db/pool.ts';

export interface Known {
  documents: {
    number: string;
    grau: string;
    contentHash: string;
    requestId: string;
    at: Date;
    /** Of the stored body, in bytes. */
    size: number;
  }[];
  absent: { number: string; at: Date }[];
}

/** What a court has told of cases already: documents, and that there are none. */
export async function readKnown(
  client: Pick<PoolClient, 'query'>,
  alias: string,
  numbers: readonly string[],
): Promise<Known> {
  const values = [alias, numbers];
  const [documents, absent] = await Promise.all([
    client.query({ name: 'watch-known', text: DOCUMENTS, values }),
    client.query({ name: 'watch-absent', text: ABSENT, values }),
  ]);
  return { documents: documents.rows, absent: absent.rows };
}

const DOCUMENTS = `
  select number, grau, content_hash as "contentHash", request_id as "requestId", fetched_at as at, octet_length(body) as size
  from court.documents where alias = $1 and number = any($2) order by number, grau`;

// Case by case, and by nothing but the primary key: otherwise a plan made over a small table reads all cases of the court.
const ABSENT = `
  select n.number, c.last_checked_at as at from (select distinct number from unnest($2::text[]) as u(number)) as n
  cross join lateral (select * from court.cases where number = n.number and alias = $1 offset 0) as c
  where c.watchers > 0 and c.last_result = 'absent'`;
