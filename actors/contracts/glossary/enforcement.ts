import { termsOf } from './term.ts';

/** Collecting what was decided or promised. */
export const ENFORCEMENT = termsOf('execução', [
  ['Adjudicação', 'Entrega do bem penhorado ao próprio credor, em pagamento.', 'CPC, art. 876'],
  [
    'Alvará de levantamento',
    'Ordem que permite sacar o dinheiro depositado no processo.',
    'CPC, art. 906',
    'alvará; mandado de levantamento; alvará judicial',
  ],
  ['Arrematação', 'Compra do bem em leilão judicial.', 'CPC, arts. 901 e 903'],
  [
    'Arresto',
    'Apreensão de bens do devedor que não foi encontrado, para garantir a cobrança.',
    'CPC, arts. 301 e 830',
  ],
  [
    'Astreintes',
    'Multa por dia ou por ato para forçar alguém a cumprir uma ordem.',
    'CPC, art. 537',
    'multa coercitiva; multa diária; multa cominatória',
  ],
  [
    'Ato atentatório à dignidade da justiça',
    'Conduta que atrapalha a cobrança, como esconder bens, punida com multa.',
    'CPC, arts. 77, § 2º, e 774',
  ],
  ['Avaliação', 'Cálculo do valor do bem penhorado.', 'CPC, art. 870'],
  [
    'Averbação premonitória',
    'Aviso no registro de um bem de que corre uma execução contra o dono.',
    'CPC, art. 828',
  ],
  [
    'Bem de família',
    'Casa em que a família mora, que em regra não pode ser penhorada.',
    'Lei 8.009/1990, art. 1º',
  ],
  [
    'Bloqueio de valores',
    'Ordem eletrônica que segura dinheiro do devedor em contas e aplicações.',
    'CPC, art. 854',
    'SISBAJUD; BACENJUD; penhora on-line; penhora online; bloqueio judicial',
  ],
  [
    'Cumprimento de sentença',
    'Fase em que se cobra o que a sentença mandou, no mesmo processo.',
    'CPC, arts. 513 e 523',
    'cumprimento de sentença iniciado',
  ],
  [
    'Cumprimento provisório de sentença',
    'Cobrança feita enquanto ainda há recurso, por conta e risco de quem cobra.',
    'CPC, art. 520',
    'execução provisória',
  ],
  ['Depositário', 'Pessoa que guarda o bem penhorado.', 'CPC, art. 840', 'fiel depositário'],
  [
    'Embargos à execução',
    'Ação de defesa do devedor contra a execução de título extrajudicial.',
    'CPC, art. 914',
    'embargos do devedor',
  ],
  [
    'Exceção de pré-executividade',
    'Defesa simples na execução, sem garantia, sobre pontos que o juiz pode ver sem produzir prova.',
    'STJ, Súmula 393',
    'objeção de pré-executividade',
  ],
  ['Excesso de execução', 'Cobrança de mais do que é devido.', 'CPC, art. 917, § 2º'],
  [
    'Execução',
    'Processo para cobrar o que está em um título, como cheque ou contrato.',
    'CPC, arts. 771 e 824',
    'execução de título extrajudicial; ação de execução',
  ],
  [
    'Execução de alimentos',
    'Cobrança de pensão alimentícia, que pode levar à prisão de quem não paga.',
    'CPC, arts. 528 e 911',
  ],
  [
    'Extinção da execução',
    'Fim da cobrança, por pagamento, acordo, perdão, renúncia ou prescrição.',
    'CPC, art. 924',
  ],
  ['Fraude à execução', 'Venda ou doação de bens para escapar de uma cobrança em curso.', 'CPC, art. 792'],
  [
    'Hipoteca judiciária',
    'Registro da sentença sobre imóvel do devedor, para garantir o pagamento.',
    'CPC, art. 495',
  ],
  [
    'Impenhorabilidade',
    'Proteção de bens que não podem ser tomados, como salário e instrumentos de trabalho, com exceções.',
    'CPC, art. 833',
  ],
  [
    'Impugnação ao cumprimento de sentença',
    'Defesa de quem é cobrado na fase de cumprimento.',
    'CPC, art. 525',
  ],
  [
    'Indisponibilidade de bens',
    'Ordem que impede o dono de vender ou transferir bens.',
    'CPC, art. 854; CTN, art. 185-A',
    'CNIB',
  ],
  [
    'Leilão judicial',
    'Venda pública dos bens penhorados, para pagar a dívida.',
    'CPC, art. 881',
    'leilão; hasta pública; praça',
  ],
  [
    'Parcelamento da execução',
    'Direito do devedor de depositar uma parte e pagar o resto em parcelas.',
    'CPC, art. 916',
    'moratória legal',
  ],
  ['Penhora', 'Separação de bens do devedor para pagar a dívida.', 'CPC, art. 831'],
  [
    'Precatório',
    'Ordem de pagamento de dívida do poder público, paga em fila e no orçamento.',
    'CF, art. 100',
    'precatórios',
  ],
  [
    'Prescrição intercorrente',
    'Perda do direito de cobrar porque a execução ficou parada por tempo demais.',
    'CPC, art. 921, §§ 4º e 5º; CC, art. 206-A',
  ],
  [
    'Prisão civil',
    'Prisão de quem deve pensão alimentícia, para forçar o pagamento; não é pena.',
    'CF, art. 5º, LXVII; CPC, art. 528, § 3º',
    'prisão civil por alimentos',
  ],
  ['Protesto da decisão', 'Registro em cartório da decisão definitiva que não foi paga.', 'CPC, art. 517'],
  ['RENAJUD', 'Sistema que restringe veículos do devedor por ordem do juiz.', 'CPC, art. 837'],
  [
    'Requisição de pequeno valor',
    'Ordem para que o poder público pague, em prazo curto, uma dívida de valor baixo.',
    'CF, art. 100, § 3º; CPC, art. 535, § 3º, II',
    'RPV',
  ],
  [
    'Sequestro',
    'Apreensão de um bem certo, que está em disputa ou veio de crime, para protegê-lo.',
    'CPC, art. 301; CPP, art. 125',
  ],
  [
    'Título executivo extrajudicial',
    'Documento que permite cobrar direto na Justiça, como cheque, nota promissória e certos contratos.',
    'CPC, art. 784',
  ],
  ['Título executivo judicial', 'Decisão da Justiça que permite a cobrança.', 'CPC, art. 515'],
]);
