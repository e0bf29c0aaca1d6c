import type { CourtFreshness, ProcessDetail } from '../../db/processes/read.ts';
import { courtTime } from '../contracts/court-time.ts';

/** Where a case stands, in a few words. */
export function situation({ status, closed, courtStatus }: ProcessDetail): string {
  if (status === 'paused') return 'acompanhamento pausado';
  if (courtStatus === 'no_index')
    return 'o tribunal não tem índice público: não é acompanhado automaticamente';
  if (courtStatus === 'not_found') return 'o DataJud ainda não tem registro';
  if (courtStatus === 'pending') return 'aguardando a primeira resposta do tribunal';
  return closed ? 'baixado em todos os graus' : 'em andamento';
}

/** When its own court was asked last. A court that could not answer is never said to have nothing new. */
export function lastAsked({ courts }: ProcessDetail): string {
  const primary = courts.filter((c) => c.beat === 'primary');
  const latest = primary.reduce<CourtFreshness | undefined>(
    (last, c) => ((c.lastCheckedAt ?? '') > (last?.lastCheckedAt ?? '') ? c : last),
    undefined,
  );
  return latest ? asked(latest) : 'ainda não houve resposta';
}

const RESULTS: Record<string, string> = {
  unavailable: 'sem resposta do tribunal',
  absent: 'sem registro',
  'no-index': 'sem índice público',
};

/** When one court was asked last, and what is to be known of its answer. */
export function asked({ lastCheckedAt, lastResult }: CourtFreshness): string {
  if (!lastCheckedAt) return 'ainda não houve resposta';
  const result = RESULTS[lastResult ?? ''];
  return result ? `${courtTime(lastCheckedAt)}, ${result}` : courtTime(lastCheckedAt);
}
