import type { Telling } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';

/** The platform's own sentences, which no template replaces. */
export interface Phrases {
  telling: Record<Telling, string>;
  /** All that is said of a case under secrecy. */
  sealed: string;
  sealedTitle: string;
  facts: { number: string; tribunal: string; unit: string; date: string };
  open: string;
  acknowledge: string;
  /** A notice is no service of process; deadlines do not run from it; the source is named; a machine writes. */
  footer: readonly string[];
}

export const PHRASES: Record<Language, Phrases> = {
  'pt-BR': {
    telling: {
      new: '',
      late: 'Lançado com atraso pelo tribunal',
      corrected: 'Correção do tribunal',
      withdrawn: 'Retirado pelo tribunal',
      restored: 'Restabelecido pelo tribunal',
    },
    sealedTitle: 'Movimentação em processo sob segredo de justiça',
    sealed:
      'Houve movimentação em um processo sob segredo de justiça. O conteúdo só pode ser visto no sistema, por quem tem acesso.',
    facts: { number: 'Processo', tribunal: 'Tribunal', unit: 'Órgão', date: 'Data' },
    open: 'Abrir o processo',
    acknowledge: 'Ciente',
    footer: [
      'Este aviso é informativo: não é citação nem intimação, e dele não corre prazo. Confira os autos e o Diário de Justiça Eletrônico.',
      'Mensagem automática do Direito Lux, escrita por um programa. Fonte: DataJud, Conselho Nacional de Justiça.',
    ],
  },
  en: {
    telling: {
      new: '',
      late: 'Entered late by the court',
      corrected: 'Corrected by the court',
      withdrawn: 'Withdrawn by the court',
      restored: 'Restored by the court',
    },
    sealedTitle: 'Movement in a case under secrecy',
    sealed:
      'Something moved in a case under judicial secrecy. Its content can be seen in the system only, by those who have access.',
    facts: { number: 'Case', tribunal: 'Court', unit: 'Unit', date: 'Date' },
    open: 'Open the case',
    acknowledge: 'Acknowledge',
    footer: [
      'This notice informs: it is no service of process, and no deadline runs from it. Check the records and the official journal.',
      'Automatic message of Direito Lux, written by a program. Source: DataJud, Conselho Nacional de Justiça.',
    ],
  },
};
