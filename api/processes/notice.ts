import { splitNumber } from '../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../actors/contracts/court-candidates.ts';
import type { ProcessRow } from '../../db/processes/read.ts';

/**
 * What the reader of a case must know so as not to take silence for peace, in Portuguese; null when there is nothing.
 * "Not found" is never said when the court was not able to answer.
 */
export function noticeOf(
  row: Pick<ProcessRow, 'number' | 'status' | 'courtStatus'>,
  lastResult: string | null,
): string | null {
  if (row.status === 'paused') return 'O acompanhamento está pausado: nada será consultado até ser retomado.';
  switch (row.courtStatus) {
    case 'no_index':
      return `${reasonOf(row.number) ?? 'Nenhum índice público responde por este número.'} Ele fica na sua lista, mas não é acompanhado automaticamente.`;
    case 'pending':
      return lastResult === 'unavailable'
        ? 'O tribunal ainda não conseguiu responder. Continuamos tentando.'
        : (reasonOf(row.number) ?? 'Ainda aguardamos a primeira resposta do tribunal.');
    case 'not_found':
      return 'O DataJud não tem registro deste processo. Processos novos levam dias ou semanas para aparecer, e os sigilosos não aparecem. Continuamos consultando.';
    case 'found':
      return lastResult === 'unavailable'
        ? 'A última consulta ficou sem resposta do tribunal: pode haver andamentos que ainda não vimos.'
        : null;
  }
}

function reasonOf(digits: string): string | undefined {
  return courtCandidates(splitNumber(digits)).reason;
}
