import { type Court as KnownCourt, segmentName } from '../../actors/contracts/courts.ts';
import type { CourtRow } from '../../db/courts/list.ts';
import type { Court } from './schemas.ts';

const NOTICES: Record<Court['status'], string | null> = {
  up: null,
  down: 'O tribunal não está respondendo; as consultas serão retomadas sozinhas. Nada é dado como inexistente nesse período.',
  recovering: 'O tribunal está voltando a responder; as consultas atrasadas estão sendo feitas.',
  unknown:
    'Ainda não consultado: nenhum processo acompanhado é deste tribunal, ou a primeira consulta está a caminho.',
};

/** A court as the API shows it; `row` is undefined when it was never asked. */
export function showCourt(court: KnownCourt, row: CourtRow | undefined): Court {
  const status = statusOf(row);
  return {
    alias: court.alias,
    tribunal: court.tribunal,
    name: court.name,
    segment: segmentName(court.segment),
    uf: court.uf ?? null,
    status,
    notice: NOTICES[status],
    lagSeconds: row?.lagSeconds ?? null,
    lagSamples: row?.lagSampleCount ?? 0,
    newestIndexedAt: row?.newestIndexedAt?.toISOString() ?? null,
    lastRequestAt: row?.lastRequestAt?.toISOString() ?? null,
    lastSuccessAt: row?.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: row?.lastFailureAt?.toISOString() ?? null,
    lastError: row?.lastError ?? null,
    lastLatencyMs: row?.lastLatencyMs ?? null,
    breaker: { state: breakerOf(row), until: row?.breakerUntil?.toISOString() ?? null },
    batchSize: row ? { status: row.statusBatch, documents: row.documentBatch } : null,
  };
}

function breakerOf(row: CourtRow | undefined): Court['breaker']['state'] {
  return row?.breakerState === 'open' || row?.breakerState === 'half-open' ? row.breakerState : 'closed';
}

function statusOf(row: CourtRow | undefined): Court['status'] {
  if (!row?.lastRequestAt) return 'unknown';
  const breaker = breakerOf(row);
  if (breaker !== 'closed') return breaker === 'open' ? 'down' : 'recovering';
  const { lastSuccessAt, lastFailureAt } = row;
  if (lastFailureAt && (!lastSuccessAt || lastFailureAt > lastSuccessAt)) return 'recovering';
  return lastSuccessAt ? 'up' : 'unknown';
}
