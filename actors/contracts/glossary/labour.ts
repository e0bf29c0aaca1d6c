import { termsOf } from './term.ts';

/** The labour courts. */
export const LABOUR = termsOf('trabalhista', [
  [
    'Acidente de trabalho',
    'Acidente no trabalho, ou por causa dele, que fere, incapacita ou mata.',
    'Lei 8.213/1991, art. 19',
  ],
  [
    'Acordo extrajudicial trabalhista',
    'Acordo feito fora do processo, que as partes levam ao juiz para aprovar.',
    'CLT, art. 855-B',
    'homologação de acordo extrajudicial',
  ],
  [
    'Adicional de insalubridade',
    'Valor a mais para quem trabalha exposto a agentes que fazem mal à saúde.',
    'CLT, arts. 189 e 192',
    'insalubridade',
  ],
  [
    'Adicional de periculosidade',
    'Valor a mais para quem trabalha com risco acentuado, como explosivos ou eletricidade.',
    'CLT, art. 193',
    'periculosidade',
  ],
  ['Agravo de petição', 'Recurso contra decisões na fase de execução trabalhista.', 'CLT, art. 897, “a”'],
  [
    'Arquivamento da reclamação',
    'Encerramento da ação porque o trabalhador faltou à audiência.',
    'CLT, art. 844',
  ],
  [
    'Audiência inicial',
    'Primeira audiência trabalhista, com tentativa de acordo e entrega da defesa.',
    'CLT, arts. 843 a 847',
    'audiência una',
  ],
  [
    'Aviso prévio',
    'Comunicação antecipada do fim do contrato de trabalho.',
    'CLT, art. 487; CF, art. 7º, XXI',
  ],
  [
    'Certidão Negativa de Débitos Trabalhistas',
    'Documento que mostra que a pessoa ou empresa não tem dívida trabalhista definitiva em aberto.',
    'CLT, art. 642-A',
    'CNDT',
  ],
  [
    'Dano extrapatrimonial',
    'Dano à pessoa, como à honra ou à saúde, na relação de trabalho.',
    'CLT, arts. 223-A a 223-G',
  ],
  ['Depósito recursal', 'Valor que o empregador deposita para poder recorrer.', 'CLT, art. 899'],
  [
    'Dissídio coletivo',
    'Ação entre categorias, em geral sindicatos, para fixar ou interpretar condições de trabalho.',
    'CLT, art. 856; CF, art. 114, § 2º',
    'dissídio',
  ],
  ['Embargos no TST', 'Recurso para unificar decisões dentro do TST.', 'CLT, art. 894'],
  [
    'Equiparação salarial',
    'Direito a salário igual por trabalho igual, nas condições da lei.',
    'CLT, art. 461',
  ],
  [
    'Execução trabalhista',
    'Cobrança do que foi decidido ou acordado na Justiça do Trabalho.',
    'CLT, art. 876',
  ],
  [
    'Fundo de Garantia do Tempo de Serviço',
    'Depósito mensal do empregador em conta do trabalhador.',
    'Lei 8.036/1990, art. 15',
    'FGTS',
  ],
  [
    'Grupo econômico',
    'Empresas ligadas que respondem juntas pelas dívidas trabalhistas.',
    'CLT, art. 2º, §§ 2º e 3º',
  ],
  [
    'Horas extras',
    'Horas trabalhadas além da jornada, pagas com acréscimo.',
    'CF, art. 7º, XVI; CLT, art. 59',
    'hora extra',
  ],
  [
    'Inquérito para apuração de falta grave',
    'Ação do empregador para poder demitir empregado com estabilidade.',
    'CLT, art. 853',
  ],
  [
    'Jus postulandi',
    'Direito de ir à Justiça do Trabalho sem advogado, em parte dos casos.',
    'CLT, art. 791; TST, Súmula 425',
  ],
  ['Justa causa', 'Falta grave do empregado que permite a demissão sem várias verbas.', 'CLT, art. 482'],
  ['Preposto', 'Pessoa que representa a empresa na audiência.', 'CLT, art. 843, § 1º'],
  [
    'Prescrição trabalhista',
    'Limite de tempo para cobrar: dois anos depois do fim do contrato, e só os últimos cinco anos.',
    'CF, art. 7º, XXIX; CLT, art. 11',
    'prescrição bienal; prescrição quinquenal',
  ],
  [
    'Reclamação trabalhista',
    'Ação do trabalhador na Justiça do Trabalho.',
    'CLT, art. 840',
    'reclamatória; ação trabalhista',
  ],
  [
    'Reclamado',
    'Quem responde à reclamação trabalhista, em geral a empresa.',
    'CLT, arts. 841 e 843',
    'reclamada',
  ],
  ['Reclamante', 'Quem propõe a reclamação trabalhista, em geral o trabalhador.', 'CLT, arts. 839 e 843'],
  [
    'Recurso de revista',
    'Recurso ao TST contra decisão do tribunal regional, em casos limitados.',
    'CLT, art. 896',
    'RR',
  ],
  [
    'Recurso ordinário trabalhista',
    'Recurso contra a sentença, julgado pelo tribunal regional do trabalho.',
    'CLT, art. 895',
    'recurso ordinário; ROT',
  ],
  [
    'Rescisão indireta',
    'Fim do contrato por falta grave do empregador, com direitos de demissão sem justa causa.',
    'CLT, art. 483',
  ],
  [
    'Rito sumaríssimo',
    'Caminho mais curto do processo trabalhista para causas de valor baixo.',
    'CLT, art. 852-A',
    'procedimento sumaríssimo',
  ],
  ['Transcendência', 'Exigência de que o recurso ao TST tenha importância além do caso.', 'CLT, art. 896-A'],
  [
    'Verbas rescisórias',
    'Valores devidos no fim do contrato de trabalho.',
    'CLT, art. 477',
    'rescisão; verbas da rescisão',
  ],
  [
    'Vínculo de emprego',
    'Relação de trabalho pessoal, contínua, paga e com subordinação.',
    'CLT, art. 3º',
    'vínculo empregatício',
  ],
]);
