import { disclaimerOf } from '../../contracts/ai-answer.ts';
import type { MovementFacts, SummaryFacts } from '../snapshot/snapshot.ts';

type Line = [section: 'happened' | 'stands' | 'next', text: string, cites: string[]];

const CLIENT: Line[] = [
  [
    'happened',
    'A família pediu na Justiça o conserto do imóvel e uma indenização.',
    ['Distribuição por sorteio'],
  ],
  [
    'happened',
    'O juiz deu ganho de causa em parte, e os recursos da construtora não mudaram isso.',
    ['Sentença: procedência em parte', 'Acórdão: recurso não provido'],
  ],
  [
    'happened',
    'O tribunal superior aumentou a indenização, e a decisão se tornou definitiva.',
    ['Acórdão: recurso provido em parte, para majorar os danos morais', 'Trânsito em julgado'],
  ],
  [
    'stands',
    'Agora se cobra o que foi decidido; a defesa da construtora contra a cobrança foi rejeitada.',
    ['Cumprimento de sentença iniciado', 'Decisão: rejeitada a impugnação ao cumprimento de sentença'],
  ],
  [
    'next',
    'Costuma vir a busca de dinheiro ou de bens para o pagamento.',
    ['Cumprimento de sentença iniciado'],
  ],
];

const LAWYER: Line[] = [
  ['happened', 'Tutela provisória concedida em parte no 1º grau.', ['Tutela provisória concedida em parte']],
  [
    'happened',
    'Sentença de procedência em parte, integrada em embargos de declaração acolhidos.',
    ['Sentença: procedência em parte', 'Embargos de declaração acolhidos'],
  ],
  [
    'happened',
    'Apelação não provida; recurso especial admitido.',
    ['Acórdão: recurso não provido', 'Recurso especial admitido'],
  ],
  [
    'happened',
    'No STJ, provimento parcial para majorar os danos morais, com trânsito em julgado e baixa.',
    [
      'Acórdão: recurso provido em parte, para majorar os danos morais',
      'Trânsito em julgado',
      'Baixa definitiva ao tribunal de origem',
    ],
  ],
  [
    'stands',
    'Cumprimento de sentença em curso, impugnação rejeitada.',
    ['Cumprimento de sentença iniciado', 'Decisão: rejeitada a impugnação ao cumprimento de sentença'],
  ],
  [
    'next',
    'Em regra seguem atos de constrição ou agravo de instrumento.',
    ['Decisão: rejeitada a impugnação ao cumprimento de sentença'],
  ],
];

/** Invented summaries of the invented case: one by fixed rules, one by a model, one of whose sentences is not proved. */
export function sampleSummaries(movements: readonly MovementFacts[]): SummaryFacts[] {
  const idOf = (description: string) => movements.find((one) => one.description === description)?.id ?? [];
  const sentences = (lines: readonly Line[], proved: (i: number) => boolean): SummaryFacts['sentences'] =>
    lines.map(([section, text, cites], i) => ({
      section,
      text,
      movementIds: cites.flatMap(idOf),
      header: i === 0,
      proved: proved(i),
    }));
  return [
    {
      answerId: 'ans_01kb0v5zq8e3n9t2h4x6m7r8sa',
      audience: 'client',
      engine: 'local',
      model: 'regras-1',
      promptVersion: 'summary-1.1',
      writtenAt: '2026-11-23T20:31:40.000Z',
      disclaimer: disclaimerOf('local'),
      sentences: sentences(CLIENT, () => true),
    },
    {
      answerId: 'ans_01kb0v5zq8e3n9t2h4x6m7r8sb',
      audience: 'lawyer',
      engine: 'anthropic',
      model: 'claude-sonnet-5-5',
      promptVersion: 'summary-1.1',
      writtenAt: '2026-11-23T20:32:05.000Z',
      disclaimer: disclaimerOf('anthropic'),
      sentences: sentences(LAWYER, (i) => i < LAWYER.length - 1),
    },
  ];
}
