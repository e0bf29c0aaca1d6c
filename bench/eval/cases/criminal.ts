import type { CaseText } from '../docket.ts';

const SP = {
  alias: 'tjsp',
  tribunal: 'TJSP',
  className: 'Ação Penal - Procedimento Ordinário',
  unit: '2ª Vara Criminal de Santos',
};

export const CRIMINAL: CaseText[] = [
  {
    ...SP,
    id: 'criminal-01',
    story: 'Preventiva decretada e revogada; instrução em curso.',
    subjects: ['Furto Qualificado'],
    docket: `2024-05-13 26 2:2
      !? 2024-05-14 353
      2024-05-20 12287
      2024-06-04 12288
      ! 2024-07-16 128 | Prisão
      * 2024-09-24 12750 15:9`,
    question: 'Houve decisão sobre prisão?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'criminal-02',
    story: 'Condenação em primeiro grau, apelação pendente.',
    subjects: ['Estelionato'],
    above: { grau: 'G2', className: 'Apelação Criminal', unit: '8ª Câmara de Direito Criminal' },
    docket: `2021-07-05 26 2:2
      2021-08-02 12288
      2022-03-22 12750 15:13
      2022-05-09 51 3:36
      !? 2022-09-20 219
      2022-09-22 12265
      2022-11-07 123 18:38
      * 2023-01-23 26 2:2 @G2`,
    question: 'Já saiu sentença?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'criminal-03',
    story: 'Acusação julgada improcedente; trânsito e arquivo.',
    subjects: ['Lesão Corporal'],
    docket: `2020-09-14 26 2:2
      2020-10-05 12288
      2021-06-08 12750 15:13
      !? 2021-08-31 220
      2021-09-02 12265
      ! 2021-10-18 848
      !* 2021-11-08 246`,
    question: 'Qual foi o resultado do julgamento?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...SP,
    id: 'criminal-04',
    story: 'Punibilidade extinta.',
    subjects: ['Injúria'],
    docket: `2019-03-11 26 2:2
      2019-04-08 12288
      2022-02-14 51 3:36
      !*? 2022-05-23 973
      2022-05-25 12265`,
    question: 'Houve julgamento?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'criminal-05',
    story: 'Habeas corpus concedido no tribunal.',
    className: 'Habeas Corpus Criminal',
    unit: '3ª Câmara de Direito Criminal',
    subjects: ['Prisão Preventiva'],
    docket: `2024-02-19 26 2:2 @G2
      ! 2024-02-20 339 @G2
      2024-04-02 12104 @G2
      !*? 2024-04-23 443 @G2
      2024-04-25 92 @G2`,
    question: 'A liberdade foi concedida?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'criminal-06',
    story: 'Habeas corpus com liminar negada e ordem denegada.',
    className: 'Habeas Corpus Criminal',
    unit: '3ª Câmara de Direito Criminal',
    subjects: ['Prisão Preventiva'],
    docket: `2023-11-06 26 2:2 @G2
      !? 2023-11-07 792 @G2
      2023-12-05 12104 @G2
      ! 2023-12-12 447 @G2
      !* 2024-02-05 848 @G2`,
    question: 'A liminar foi negada?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...SP,
    id: 'criminal-07',
    story: 'Denúncia distribuída, citação não cumprida.',
    subjects: ['Receptação'],
    docket: `2025-01-08 26 2:2
      2025-01-15 15216
      2025-01-22 12287
      2025-02-10 985
      !*? 2025-03-03 106`,
    question: 'O mandado foi devolvido?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'criminal-08',
    story: 'Prisão temporária; a defesa pergunta o que os movimentos não dizem.',
    className: 'Inquérito Policial',
    subjects: ['Roubo Majorado'],
    docket: `2024-08-05 26 2:2
      !* 2024-08-06 352
      2024-08-12 85 19:57
      * 2024-08-19 358`,
    question: 'Quem é a testemunha principal?',
    answerable: false,
    favours: 'undecided',
  },
];
