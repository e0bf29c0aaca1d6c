import type { CaseText } from '../docket.ts';

const SP = {
  alias: 'tjsp',
  tribunal: 'TJSP',
  className: 'Procedimento Comum Cível',
  unit: '5ª Vara Cível de Campinas',
};
const RJ = {
  alias: 'tjrj',
  tribunal: 'TJRJ',
  className: 'Procedimento do Juizado Especial Cível',
  unit: '3º Juizado Especial Cível de Niterói',
};

export const CIVIL: CaseText[] = [
  {
    ...SP,
    id: 'civil-01',
    story: 'Negativação indevida; liminar, procedência, trânsito e cumprimento.',
    subjects: ['Inclusão Indevida em Cadastro de Inadimplentes'],
    docket: `2022-08-15 26 2:2
      2022-08-16 51 3:6
      ! 2022-08-17 332
      2022-08-23 12287
      2022-09-12 12288
      2022-10-04 85 19:57
      2023-02-13 51 3:36
      !? 2023-05-10 219
      2023-05-12 92
      ! 2023-06-20 848
      !* 2023-08-07 11385`,
    question: 'Quando saiu a sentença?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'civil-02',
    story: 'Dano moral; tutela negada, aguarda contestação.',
    subjects: ['Indenização por Dano Moral'],
    docket: `2025-02-10 26 2:2
      2025-02-11 51 3:6
      !? 2025-02-13 785
      2025-02-14 92
      2025-02-20 12287
      * 2025-03-06 12288`,
    question: 'A tutela de urgência foi concedida?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...RJ,
    id: 'civil-03',
    story: 'Juizado: decisão do juiz leigo homologada, recurso na turma recursal.',
    subjects: ['Práticas Abusivas'],
    above: { grau: 'TR', className: 'Recurso Inominado Cível', unit: '2ª Turma Recursal de Niterói' },
    docket: `2024-01-22 26 2:2 @JE
      2024-02-05 12288 @JE
      2024-04-16 12740 15:13 @JE
      ! 2024-05-07 12187 @JE
      2024-05-09 92 @JE
      2024-06-03 123 18:38 @JE
      *? 2024-07-01 26 2:2 @TR
      *? 2024-09-09 12104 @TR`,
    question: 'O recurso já entrou em pauta?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'civil-04',
    story: 'Execução de título: bens indisponíveis, leilão marcado.',
    className: 'Execução de Título Extrajudicial',
    subjects: ['Cédula de Crédito Bancário'],
    docket: `2019-11-04 26 2:2
      2019-11-18 12287
      2020-02-03 985
      ! 2020-02-27 106
      ! 2020-06-30 11382
      ! 2021-03-09 12040
      2022-05-17 14235
      !*? 2024-04-22 311 | Leilão ou Praça`,
    question: 'Há leilão nos autos?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'civil-05',
    story: 'Extinção por indeferimento da inicial.',
    subjects: ['Obrigação de Fazer / Não Fazer'],
    docket: `2024-03-11 26 2:2
      2024-03-12 51 3:6
      ! 2024-03-19 15085
      2024-03-20 92
      2024-04-15 1051
      !*? 2024-04-29 454
      2024-05-02 92`,
    question: 'Por que decisão o processo acabou?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...SP,
    id: 'civil-06',
    story: 'Suspenso por decisão judicial, à espera de outro caso.',
    subjects: ['Contratos Bancários'],
    docket: `2023-06-01 26 2:2
      2023-06-20 12288
      2023-08-14 85 19:57
      2023-10-02 51 3:6
      *? 2023-10-17 898
      2023-10-19 92`,
    question: 'O processo está parado?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'civil-07',
    story: 'Suspensão levantada; concluso para julgamento.',
    subjects: ['Contratos Bancários'],
    docket: `2021-02-08 26 2:2
      2021-03-01 12288
      ! 2021-08-23 12387
      2021-10-05 898
      2024-02-19 14974
      * 2024-04-08 51 3:36`,
    question: 'Qual é o valor da causa?',
    answerable: false,
    favours: 'undecided',
  },
  {
    ...RJ,
    id: 'civil-08',
    story: 'Juizado: acordo homologado e baixa.',
    subjects: ['Indenização por Dano Material'],
    docket: `2024-09-02 26 2:2 @JE
      2024-09-16 12288 @JE
      2024-10-22 12740 15:13 @JE
      !? 2024-10-22 466 @JE
      ! 2024-11-18 848 @JE
      !* 2024-11-25 22 @JE`,
    question: 'Houve acordo?',
    answerable: true,
    favours: 'settled',
  },
  {
    ...SP,
    id: 'civil-09',
    story: 'Instrução: audiência redesignada e realizada; aguarda sentença.',
    subjects: ['Indenização por Dano Material', 'Acidente de Trânsito'],
    docket: `2022-10-17 26 2:2
      2022-11-08 12288
      ! 2023-04-11 12387
      2023-07-05 12750 15:9
      2023-08-22 12750 15:10
      ? 2023-11-14 12750 15:13
      * 2023-12-04 51 3:36`,
    question: 'A audiência de instrução já aconteceu?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'civil-10',
    story: 'Arquivado e depois desarquivado para cumprimento.',
    subjects: ['Pagamento'],
    docket: `2018-04-09 26 2:2
      2018-05-02 12288
      ! 2019-01-29 219
      ! 2019-03-18 848
      ! 2019-06-03 246
      ? 2024-02-05 893
      * 2024-03-12 11385`,
    question: 'O processo saiu do arquivo?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'civil-11',
    story: 'Juízo incompetente; redistribuído.',
    subjects: ['Registro de Imóveis'],
    docket: `2024-06-10 26 2:2
      2024-06-11 51 3:6
      !*? 2024-06-24 941
      2024-06-26 92
      * 2024-07-15 36 2:1`,
    question: 'O juiz tomou alguma decisão de competência?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'civil-12',
    story: 'Prescrição pronunciada; embargos de declaração rejeitados.',
    subjects: ['Seguro'],
    docket: `2023-01-16 26 2:2
      2023-02-06 12288
      2023-05-22 51 3:36
      !* 2023-08-15 471
      2023-08-17 92
      !? 2023-10-03 200`,
    question: 'O que foi decidido nos embargos de declaração?',
    answerable: true,
    favours: 'favours-defendant',
  },
];
