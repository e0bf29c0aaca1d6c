import { expandJson } from '../../../db/compact-json.ts';
import type { PoolClient } from '../../../db/pool.ts';
import type { CourtDocument } from '../../contracts/court-document.ts';
import { utc } from '../projection/load.ts';

/** What the gateway stored of cases of a court, each with the hash of what it says. One that is gone is left out. */
export async function loadDocuments(
  client: Pick<PoolClient, 'query'>,
  alias: string,
  wanted: readonly { number: string; grau: string }[],
): Promise<{ document: CourtDocument; contentHash: string }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await client.query<{ documents: string }>({
    name: 'observed-documents',
    text: DOCUMENTS,
    values: [alias, JSON.stringify(wanted)],
  });
  const stored: StoredDocument[] = JSON.parse(rows[0]?.documents ?? '[]');
  return stored.map(({ body, contentHash, sourceUpdatedAt, indexedAt }) => {
    const document: CourtDocument = JSON.parse(expandJson(body));
    return {
      document: { ...document, sourceUpdatedAt: sourceUpdatedAt && utc(sourceUpdatedAt), indexedAt },
      contentHash,
    };
  });
}

/** The stamps of a document move when nothing else does, so they have columns of their own. */
interface StoredDocument {
  /** Compact JSON. */
  body: string;
  contentHash: string;
  sourceUpdatedAt: string | null;
  indexedAt: string | null;
}

// Case by case: the planner takes a list of JSON for a hundred rows, and would read all documents there are to join them.
const DOCUMENTS = `
  select coalesce(json_agg(json_build_object('body', encode(d.body, 'base64'), 'contentHash', d.content_hash,
    'sourceUpdatedAt', d.source_updated_at, 'indexedAt', d.indexed_at)), '[]')::text as documents
  from json_to_recordset($2) as w(number text, grau text)
  cross join lateral (
    select * from court.documents d where d.alias = $1 and d.number = w.number and d.grau = w.grau offset 0) as d`;
