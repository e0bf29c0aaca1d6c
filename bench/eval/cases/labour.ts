import type { CaseText } from '../docket.ts';

const SP = {
  alias: 'trt2',
  tribunal: 'TRT2',
  className: 'Ação Trabalhista - Rito Ordinário',
  unit: '14ª Vara do Trabalho de São Paulo',
};
const MG = {
  alias: 'trt3',
  tribunal: 'TRT3',
  className: 'Ação Trabalhista - Rito Sumaríssimo',
  unit: '2ª Vara do Trabalho de Betim',
};

export const LABOUR: CaseText[] = [
  {
    ...SP,
    id: 'labour-01',
    story: 'Verbas rescisórias; acordo na primeira audiência, cumprido e arquivado.',
    subjects: ['Verbas Rescisórias'],
    docket: `2024-02-05 26 2:2
      2024-02-07 12287
      2024-02-19 12288
      2024-03-20 12740 15:9
      2024-04-11 12740 15:13
      !? 2024-04-11 466
      2024-06-20 85 19:57
      ! 2024-07-02 848
      !* 2024-07-15 246`,
    question: 'Houve acordo homologado?',
    answerable: true,
    favours: 'settled',
  },
  {
    ...SP,
    id: 'labour-02',
    story: 'Horas extras; instrução, procedência em parte, recurso ordinário pendente.',
    subjects: ['Horas Extras', 'Adicional de Insalubridade'],
    above: { grau: 'G2', className: 'Recurso Ordinário Trabalhista', unit: 'Gabinete do Desembargador 7' },
    docket: `2023-03-14 26 2:2
      2023-03-16 12287
      2023-03-30 12288
      2023-06-05 12740 15:13
      2023-06-05 12306
      2023-11-21 12750 15:13
      2023-11-21 51 3:36
      !? 2024-02-28 221
      2024-03-04 1061
      2024-03-05 92
      2024-04-10 123 18:38
      *2024-05-02 26 2:2 @G2
      *2024-05-03 51 3:36 @G2`,
    question: 'Qual foi o resultado da sentença?',
    answerable: true,
    favours: 'divided',
  },
  {
    ...MG,
    id: 'labour-03',
    story: 'Rito sumaríssimo; o reclamante faltou e a ação foi extinta.',
    subjects: ['Aviso Prévio'],
    docket: `2024-08-01 26 2:2
      2024-08-05 12287
      2024-08-14 12288
      2024-09-10 12740 15:9
      2024-09-26 12740 15:12
      !*? 2024-09-26 463
      2024-09-27 12265`,
    question: 'O processo já foi julgado?',
    answerable: true,
    favours: 'settled',
  },
  {
    ...SP,
    id: 'labour-04',
    story: 'Improcedência mantida pelo tribunal, com trânsito em julgado.',
    subjects: ['Indenização por Dano Moral'],
    above: { grau: 'G2', className: 'Recurso Ordinário Trabalhista', unit: 'Gabinete do Desembargador 3' },
    docket: `2022-05-09 26 2:2
      2022-05-20 12288
      2022-09-13 12750 15:13
      ! 2022-11-08 220
      2022-11-10 92
      2022-12-15 123 18:38
      2023-02-01 26 2:2 @G2
      2023-05-16 12115 @G2
      !? 2023-06-06 239 @G2
      2023-06-09 92 @G2
      !* 2023-07-03 848 @G2
      2023-07-10 22 @G2`,
    question: 'O recurso foi provido?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...SP,
    id: 'labour-05',
    story: 'Execução: bloqueio de valores, impugnação rejeitada, alvará.',
    subjects: ['Verbas Rescisórias', 'FGTS'],
    docket: `2021-04-12 26 2:2
      2021-05-03 12288
      2021-10-05 12750 15:13
      ! 2022-01-25 219
      ! 2022-03-14 848
      2022-05-02 11385
      !? 2022-08-17 11382
      2022-08-18 12265
      ! 2022-11-22 14235
      * 2023-01-16 12548`,
    question: 'Houve bloqueio de bens?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...MG,
    id: 'labour-06',
    story: 'Inicial a emendar; ainda no começo.',
    subjects: ['Reconhecimento de Relação de Emprego'],
    docket: `2025-01-20 26 2:2
      2025-01-22 51 3:6
      !*? 2025-01-28 15085
      2025-01-29 12265
      2025-02-07 12266`,
    question: 'O juiz mandou corrigir alguma coisa? Houve decisão?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'labour-07',
    story: 'Recurso de revista não admitido depois do acórdão.',
    subjects: ['Equiparação Salarial'],
    above: { grau: 'G2', className: 'Recurso Ordinário Trabalhista', unit: 'Gabinete do Desembargador 11' },
    docket: `2021-09-01 26 2:2
      2021-09-20 12288
      2022-04-07 12750 15:13
      ! 2022-06-30 219
      2022-08-02 123 18:38
      2022-09-12 26 2:2 @G2
      ! 2023-02-14 238 @G2
      ! 2023-04-04 200 @G2
      !*? 2023-08-21 434 @G2
      2023-08-24 92 @G2`,
    question: 'O recurso ao TST foi admitido?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...MG,
    id: 'labour-08',
    story: 'Perícia marcada; instrução em curso.',
    subjects: ['Adicional de Periculosidade'],
    docket: `2024-10-03 26 2:2
      2024-10-18 12288
      2024-11-19 12740 15:13
      *? 2024-11-19 12306
      2025-01-13 85 19:57
      2025-02-03 12265`,
    question: 'Já foi nomeado perito?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'labour-09',
    story: 'Revelia da empresa e procedência; sem recurso até agora.',
    subjects: ['Salário em Atraso'],
    docket: `2024-05-06 26 2:2
      2024-05-21 12288
      2024-07-09 12740 15:12
      ! 2024-07-09 12307
      !*? 2024-08-13 219
      2024-08-15 92`,
    question: 'Quem ganhou a causa até agora?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'labour-10',
    story: 'Acordo na execução e arquivo.',
    subjects: ['Multa do Artigo 477 da CLT'],
    docket: `2020-02-10 26 2:2
      2020-03-02 12288
      ! 2020-10-14 219
      ! 2020-12-01 848
      2021-02-09 11385
      ! 2021-06-17 11382
      !? 2021-09-08 14099
      ! 2022-01-20 196
      !*? 2022-02-03 246`,
    question: 'O processo terminou? Como?',
    answerable: true,
    favours: 'settled',
  },
];
