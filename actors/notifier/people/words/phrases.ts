import type { Telling } from '../../../contracts/happening.ts';
import type { Language } from '../../../contracts/people.ts';
import { type Sentence, WRITTEN_BY } from '../../../contracts/sentence.ts';

/** The platform's own sentences, which no template replaces. */
export interface Phrases {
  telling: Record<Telling, string>;
  /** All that is said of a case under secrecy. */
  sealed: string;
  sealedTitle: string;
  facts: { number: string; tribunal: string; unit: string; date: string };
  open: string;
  /** Of a message about several things: its page. */
  openAll: string;
  report: {
    ready: (title: string) => string;
    failed: (title: string) => string;
    /** Of its links: how long they are good for. */
    until: (moment: string) => string;
    /** It shows a case under secrecy, so there is no link. */
    secret: string;
    download: (format: string) => string;
    open: string;
  };
  /** Of sentences that were written about a movement, by who wrote them. */
  sentence: {
    by: Record<Sentence['engine'], string>;
    /** Under every message that has some. */
    footer: Record<Sentence['engine'], string>;
    /** Before the words of a message that has some, where there is no room for what stands behind or under them. */
    ahead: Record<Sentence['engine'], string>;
    /** In place of what may not be told any more. */
    corrected: string;
  };
  acknowledge: string;
  /** Of a message that was held up: when it was written. */
  late: (moment: string) => string;
  /** Of one that goes out further, hours later. */
  written: (moment: string) => string;
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
    openAll: 'Ver todas as movimentações',
    report: {
      ready: (title) => `Relatório pronto: ${title}`,
      failed: (title) => `Relatório não emitido: ${title}`,
      until: (moment) => `O link abre sem senha, para quem o tiver, até ${moment} (horário do seu fuso).`,
      secret:
        'O relatório mostra processo sob segredo de justiça e só pode ser aberto no sistema, por quem tem acesso.',
      download: (format) => `Baixar ${format}`,
      open: 'Abrir no sistema',
    },
    sentence: {
      by: WRITTEN_BY,
      footer: {
        anthropic:
          'Há neste aviso frases escritas por inteligência artificial a partir dos movimentos. Um advogado precisa conferi-las antes do uso.',
        local:
          'Há neste aviso frases montadas por regras fixas a partir dos movimentos, sem inteligência artificial.',
      },
      ahead: {
        anthropic: 'Com frases de inteligência artificial, a conferir:',
        local: 'Com frases montadas por regras fixas:',
      },
      corrected:
        'O que este aviso dizia aqui em outras palavras não vale mais: o tribunal retirou ou corrigiu o movimento.',
    },
    acknowledge: 'Ciente',
    late: (moment) => `Aviso atrasado: foi escrito em ${moment}.`,
    written: (moment) => `Este aviso foi escrito em ${moment}.`,
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
    openAll: 'See all movements',
    report: {
      ready: (title) => `Report ready: ${title}`,
      failed: (title) => `Report not made: ${title}`,
      until: (moment) => `The link needs no password, for whoever has it, until ${moment} (your time zone).`,
      secret:
        'The report shows a case under secrecy and can be opened in the system only, by those who have access.',
      download: (format) => `Download ${format}`,
      open: 'Open in the system',
    },
    sentence: {
      by: {
        anthropic: 'written by an artificial intelligence; a lawyer must check it',
        local: 'put together by fixed rules, without artificial intelligence',
      },
      footer: {
        anthropic:
          'This notice has sentences that an artificial intelligence wrote from the movements. A lawyer must check them before they are used.',
        local:
          'This notice has sentences that fixed rules put together from the movements, without artificial intelligence.',
      },
      ahead: {
        anthropic: 'With sentences of an artificial intelligence, to be checked:',
        local: 'With sentences put together by fixed rules:',
      },
      corrected:
        'What this notice said here in other words does not hold any more: the court withdrew or corrected the movement.',
    },
    acknowledge: 'Acknowledge',
    late: (moment) => `Late notice: it was written on ${moment}.`,
    written: (moment) => `This notice was written on ${moment}.`,
    footer: [
      'This notice informs: it is no service of process, and no deadline runs from it. Check the records and the official journal.',
      'Automatic message of Direito Lux, written by a program. Source: DataJud, Conselho Nacional de Justiça.',
    ],
  },
};
