import type { CnjNumber } from './cnj-number.ts';
import { COURTS } from './courts.ts';

/** Where a case may be found on DataJud. All lists hold aliases. */
export interface CourtCandidates {
  /** Asked at the case's own pace; more than one when the number does not tell which court has the case. */
  primary: string[];
  /** Asked on a slower beat: a case keeps its number when it goes up on appeal. */
  superior: string[];
  /** In Portuguese, present when no court of the case's own has an index. */
  reason?: string;
}

/** Where appeals of a segment go. The courts of the states, military ones too, answer to the STJ (CF art. 105). */
const SUPERIOR_OF_SEGMENT: Record<string, string> = {
  '4': 'stj',
  '5': 'tst',
  '6': 'tse',
  '7': 'stm',
  '8': 'stj',
  '9': 'stj',
};

/** The DataJud indexes to ask about a case, from the J and TR of its number. Never throws. */
export function courtCandidates(number: CnjNumber): CourtCandidates {
  const { segment, court } = number;
  const reason = whyNoIndex(segment, court);
  if (reason && segment !== '7') return { primary: [], superior: [], reason };

  const superior = SUPERIOR_OF_SEGMENT[segment];
  const primary = primaryAliases(segment, court);
  return {
    primary,
    superior: superior && !primary.includes(superior) ? [superior] : [],
    ...(reason ? { reason } : {}),
  };
}

function primaryAliases(segment: string, court: string): string[] {
  // TRF6 took over Minas Gerais in 2022 and the cases kept their 4.01 numbers.
  if (segment === '4' && court === '01') return ['trf1', 'trf6'];
  const own = COURTS.find((c) => c.segment === segment && c.court === court);
  if (own) return [own.alias];
  // Only three states have a military court; elsewhere these cases sit at the TJ.
  const state = segment === '9' ? COURTS.find((c) => c.segment === '8' && c.court === court) : undefined;
  return state ? [state.alias] : [];
}

function whyNoIndex(segment: string, court: string): string | null {
  if (segment === '1') {
    return 'O DataJud não publica os processos do Supremo Tribunal Federal. Acompanhe este processo no portal do STF.';
  }
  if (segment === '2') {
    return 'O DataJud não publica os procedimentos do Conselho Nacional de Justiça. Acompanhe-o no PJe do CNJ.';
  }
  if (court === '90') {
    const council = segment === '4' ? 'da Justiça Federal (CJF)' : 'Superior da Justiça do Trabalho (CSJT)';
    return `O DataJud não publica os procedimentos do Conselho ${council}.`;
  }
  if (segment === '7' && court !== '00') {
    return 'A primeira instância da Justiça Militar da União não publica no DataJud; o processo aparece se houver recurso ao STM.';
  }
  return null;
}
