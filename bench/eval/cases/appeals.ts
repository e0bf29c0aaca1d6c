import type { CaseText } from '../docket.ts';

const SP = {
  alias: 'tjsp',
  tribunal: 'TJSP',
  className: 'Procedimento Comum Cível',
  unit: '10ª Vara Cível de Santo André',
  subjects: ['Plano de Saúde'],
};
const ABOVE = { grau: 'G2', className: 'Apelação Cível', unit: '6ª Câmara de Direito Privado' };

export const APPEALS: CaseText[] = [
  {
    ...SP,
    id: 'appeals-01',
    story: 'Procedência reformada em parte no tribunal; recurso especial não admitido.',
    above: ABOVE,
    docket: `2020-06-08 26 2:2
      ! 2020-06-09 332
      2020-07-13 12288
      ! 2021-02-23 219
      2021-04-05 123 18:38
      2021-05-10 26 2:2 @G2
      2021-08-17 12104 @G2
      ! 2021-09-14 238 @G2
      ! 2021-11-09 200 @G2
      !*? 2022-04-26 433 @G2`,
    question: 'O recurso especial foi admitido?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'appeals-02',
    story: 'Improcedência revertida pelo tribunal.',
    above: ABOVE,
    docket: `2021-03-15 26 2:2
      2021-04-12 12288
      ! 2022-02-08 220
      2022-04-04 123 18:38
      2022-05-16 26 2:2 @G2
      2022-09-13 12115 @G2
      !*? 2022-10-04 237 @G2
      2022-10-06 92 @G2`,
    question: 'O tribunal mudou a decisão? O recurso foi provido?',
    answerable: true,
    // Whose appeal it was, and over what, no movement says: who had won may have asked for more.
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'appeals-03',
    story: 'Pedido de vista adia o julgamento da apelação.',
    above: ABOVE,
    docket: `2022-01-24 26 2:2
      2022-02-21 12288
      ! 2022-11-29 219
      2023-02-06 123 18:38
      2023-03-13 26 2:2 @G2
      *? 2023-08-15 12104 @G2
      *? 2023-09-05 12204 @G2`,
    question: 'O recurso já foi julgado na sessão?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'appeals-04',
    story: 'Apelação não conhecida por falta de requisito.',
    above: ABOVE,
    docket: `2022-05-02 26 2:2
      2022-05-30 12288
      ! 2023-01-17 220
      2023-03-06 123 18:38
      2023-04-10 26 2:2 @G2
      !*? 2023-05-23 235 @G2
      2023-05-25 92 @G2
      !* 2023-07-03 848 @G2`,
    question: 'O que o tribunal fez com o recurso?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...SP,
    id: 'appeals-05',
    story: 'Sentença anulada; volta para novo julgamento.',
    above: ABOVE,
    docket: `2021-08-09 26 2:2
      2021-09-06 12288
      ! 2022-03-29 220
      2022-05-16 123 18:38
      2022-06-27 26 2:2 @G2
      !? 2022-11-22 11373 @G2
      ! 2023-02-06 848 @G2
      2023-02-13 22 @G2
      2023-03-06 132
      * 2023-05-15 51 3:36`,
    question: 'A sentença foi anulada pelo tribunal?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'appeals-06',
    story: 'Recurso especial admitido, processo no STJ.',
    above: ABOVE,
    docket: `2019-09-16 26 2:2
      2019-10-14 12288
      ! 2020-09-08 219
      2020-11-23 123 18:38
      2021-01-25 26 2:2 @G2
      ! 2021-06-15 239 @G2
      !*? 2021-12-14 430 @G2
      * 2022-01-31 123 18:38 @G2`,
    question: 'Algum recurso foi admitido para o STJ?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...SP,
    id: 'appeals-07',
    story: 'Agravo de instrumento: efeito negado e recurso não provido pelo relator.',
    className: 'Agravo de Instrumento',
    unit: '6ª Câmara de Direito Privado',
    docket: `2024-04-08 26 2:2 @G2
      ! 2024-04-10 792 @G2
      2024-04-12 92 @G2
      !*? 2024-07-02 901 @G2
      2024-07-04 92 @G2`,
    question: 'O agravo foi provido?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...SP,
    id: 'appeals-08',
    story: 'Sentença mantida, trânsito e cumprimento com alvará.',
    above: ABOVE,
    docket: `2018-02-19 26 2:2
      2018-03-19 12288
      ! 2018-12-04 219
      2019-02-18 123 18:38
      2019-04-01 26 2:2 @G2
      ! 2019-09-10 239 @G2
      ! 2019-11-04 848 @G2
      2019-11-18 22 @G2
      2020-02-10 11385
      ! 2020-06-23 14235
      *? 2020-09-15 12548`,
    question: 'Já existe alvará para receber o dinheiro?',
    answerable: true,
    favours: 'favours-claimant',
  },
];
