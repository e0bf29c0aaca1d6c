import type { CaseText } from '../docket.ts';

const FISCAL = {
  alias: 'trf3',
  tribunal: 'TRF3',
  className: 'Execução Fiscal',
  unit: '4ª Vara Federal de Campinas',
  subjects: ['Dívida Ativa'],
};
const CITY = {
  alias: 'tjsp',
  tribunal: 'TJSP',
  className: 'Execução Fiscal',
  unit: '1ª Vara da Fazenda Pública de Sorocaba',
  subjects: ['IPTU/ Imposto Predial e Territorial Urbano'],
};

export const TAX: CaseText[] = [
  {
    ...FISCAL,
    id: 'tax-01',
    story: 'Execução fiscal: citada, bloqueio, impugnação pendente.',
    docket: `2022-03-07 26 2:2
      2022-03-14 12287
      2022-04-04 12288
      !*? 2022-09-19 11382
      2022-09-21 12265
      2022-10-10 85 19:57`,
    question: 'Bloquearam bens da empresa?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...FISCAL,
    id: 'tax-02',
    story: 'Arquivo provisório depois de não achar bens.',
    docket: `2016-05-16 26 2:2
      2016-06-06 12287
      ! 2016-09-12 106
      2017-08-21 898
      *? 2018-09-03 245`,
    question: 'O processo foi arquivado?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...FISCAL,
    id: 'tax-03',
    story: 'Prescrição intercorrente e extinção da execução.',
    docket: `2010-08-09 26 2:2
      2010-09-20 12288
      2012-03-12 245
      2023-06-05 893
      !*? 2023-09-18 471
      2023-09-20 92
      !* 2023-11-21 848`,
    question: 'Qual decisão encerrou a cobrança?',
    answerable: true,
    favours: 'favours-defendant',
  },
  {
    ...CITY,
    id: 'tax-04',
    story: 'IPTU: dívida paga e execução extinta.',
    docket: `2021-10-04 26 2:2
      2021-11-08 12288
      2022-02-14 85 19:57
      !? 2022-03-22 196
      ! 2022-05-16 848
      !*? 2022-06-01 22`,
    question: 'A execução já acabou?',
    answerable: true,
    favours: 'undecided',
  },
  {
    ...FISCAL,
    id: 'tax-05',
    story: 'Mandado de segurança tributário: liminar e segurança concedida.',
    className: 'Mandado de Segurança Cível',
    subjects: ['COFINS'],
    docket: `2023-04-10 26 2:2
      ! 2023-04-12 339
      2023-04-18 12265
      2023-06-12 51 3:36
      !*? 2023-07-25 442
      2023-07-27 92`,
    question: 'Saiu alguma decisão final?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...FISCAL,
    id: 'tax-06',
    story: 'Repetição de indébito: procedência, RPV enviada e paga.',
    className: 'Cumprimento de Sentença contra a Fazenda Pública',
    subjects: ['Repetição de indébito'],
    docket: `2019-02-11 26 2:2
      2019-03-11 12288
      ! 2020-01-20 219
      ! 2020-08-10 848
      2021-02-01 11385
      ! 2022-03-14 12174
      !*? 2022-05-30 12176
      2022-06-20 12548`,
    question: 'A RPV já foi paga?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...FISCAL,
    id: 'tax-07',
    story: 'Precatório enviado, à espera do pagamento.',
    className: 'Cumprimento de Sentença contra a Fazenda Pública',
    subjects: ['Imposto de Renda de Pessoa Física'],
    docket: `2015-07-06 26 2:2
      2015-08-03 12288
      ! 2017-05-15 219
      ! 2019-10-07 848
      2020-03-02 11385
      ! 2022-01-24 14235
      !*? 2023-03-27 12167`,
    question: 'Em que pé está o precatório?',
    answerable: true,
    favours: 'favours-claimant',
  },
  {
    ...CITY,
    id: 'tax-08',
    story: 'Anulatória improcedente; pergunta de valor que os movimentos não dizem.',
    className: 'Procedimento Comum Cível',
    docket: `2022-01-17 26 2:2
      2022-02-07 12288
      ! 2022-02-22 785
      2022-08-15 51 3:36
      !* 2022-11-08 220
      2022-11-10 92`,
    question: 'Quanto a prefeitura está cobrando?',
    answerable: false,
    favours: 'favours-defendant',
  },
];
