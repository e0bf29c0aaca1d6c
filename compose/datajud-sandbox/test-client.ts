import type { Sandbox } from './server.ts';
import { type CourtRecord, type DataJudSource, recordOf } from './wire.ts';

export interface SearchAnswer {
  took: number;
  timed_out: boolean;
  _shards: { total: number; successful: number; skipped: number; failed: number };
  hits: {
    total?: { value: number; relation: string };
    max_score: number | null;
    hits: { _index: string; _id: string; _score: number | null; _source?: DataJudSource; sort?: unknown[] }[];
  };
}

export interface EsErrorAnswer {
  error: { type: string; reason: string; root_cause: { type: string; reason: string }[] };
  status: number;
}

/** For tests: posts a search the way a client of the real API does. */
export async function post(
  sandbox: Sandbox,
  court: string,
  body: unknown,
  key = sandbox.key,
): Promise<Response> {
  return await fetch(`${sandbox.url}/api_publica_${court}/_search`, {
    method: 'POST',
    headers: { authorization: `APIKey ${key}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export async function search(sandbox: Sandbox, court: string, body: unknown): Promise<SearchAnswer> {
  const response = await post(sandbox, court, body);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as SearchAnswer;
}

/** The `_id`s that match a query, in the order answered. */
export async function idsOf(sandbox: Sandbox, court: string, query: unknown): Promise<string[]> {
  const answer = await search(sandbox, court, { query, size: 1000 });
  return answer.hits.hits.map((hit) => hit._id);
}

export async function refusal(sandbox: Sandbox, court: string, body: unknown): Promise<EsErrorAnswer> {
  const response = await post(sandbox, court, body);
  if (response.status === 200) throw new Error(`expected a refusal: ${await response.text()}`);
  return (await response.json()) as EsErrorAnswer;
}

/** A small document of the old feed, whatever the test wants to be different in it. */
export function document(alias: string, id: string, values: Record<string, unknown>): CourtRecord {
  return recordOf(alias, id, {
    classe: { codigo: 7, nome: 'Procedimento Comum Cível' },
    numeroProcesso: '00000011720998260001',
    sistema: { codigo: 1, nome: 'Pje' },
    formato: { codigo: 1, nome: 'Eletrônico' },
    tribunal: alias.toUpperCase(),
    dataHoraUltimaAtualizacao: '2026-03-01T10:00:00.000Z',
    grau: 'G1',
    '@timestamp': '2026-03-02T10:00:00.123456789Z',
    dataAjuizamento: '20250708160117',
    movimentos: [{ codigo: 26, nome: 'Distribuição', dataHora: '2025-07-08T16:01:17.000Z' }],
    id,
    nivelSigilo: 0,
    orgaoJulgador: { codigoMunicipioIBGE: 3550308, codigo: 10012, nome: '01 CIVEL DE SAO PAULO' },
    assuntos: [{ codigo: 7780, nome: 'Indenização por Dano Moral' }],
    ...values,
  });
}
