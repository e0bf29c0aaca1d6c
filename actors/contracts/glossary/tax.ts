import { termsOf } from './term.ts';

/** Taxes: how they arise, are contested, and are collected. */
export const TAX = termsOf('tributário', [
  [
    'Ação anulatória de débito fiscal',
    'Ação para desfazer uma cobrança de tributo.',
    'Lei 6.830/1980, art. 38',
    'ação anulatória',
  ],
  [
    'Auto de infração',
    'Documento em que o fisco aponta uma falta e cobra tributo ou multa.',
    'Decreto 70.235/1972, art. 10',
  ],
  [
    'CARF',
    'Conselho que julga recursos contra cobranças de tributos federais, fora da Justiça.',
    'Decreto 70.235/1972, art. 25, II',
    'conselho administrativo de recursos fiscais',
  ],
  [
    'Certidão de Dívida Ativa',
    'Documento da dívida inscrita, que permite ao poder público cobrar na Justiça.',
    'CTN, art. 202; Lei 6.830/1980, art. 2º, § 6º',
    'CDA',
  ],
  ['Certidão negativa de débitos', 'Prova de que não há dívida com o fisco.', 'CTN, art. 205', 'CND'],
  [
    'Certidão positiva com efeito de negativa',
    'Prova de que a dívida existe, mas está garantida ou suspensa, e por isso vale como negativa.',
    'CTN, art. 206',
    'CPEN',
  ],
  ['Compensação tributária', 'Uso de um crédito contra o fisco para pagar um tributo.', 'CTN, art. 170'],
  [
    'Contribuinte',
    'Quem deve o tributo porque praticou o fato que o gera.',
    'CTN, art. 121, parágrafo único, I',
  ],
  [
    'Crédito tributário',
    'Direito do poder público de receber o tributo, depois do lançamento.',
    'CTN, art. 139',
  ],
  [
    'Decadência tributária',
    'Perda do direito de lançar o tributo porque o tempo passou.',
    'CTN, art. 173',
    'decadência',
  ],
  [
    'Denúncia espontânea',
    'Confissão da falta, com pagamento, antes da fiscalização, que afasta a multa.',
    'CTN, art. 138',
  ],
  [
    'Depósito do montante integral',
    'Depósito de todo o valor discutido, que suspende a cobrança.',
    'CTN, art. 151, II',
  ],
  [
    'Dívida ativa',
    'Cadastro das dívidas com o poder público que não foram pagas.',
    'CTN, art. 201; Lei 6.830/1980, art. 2º',
  ],
  [
    'Embargos à execução fiscal',
    'Defesa do devedor na execução fiscal, depois de garantir a dívida.',
    'Lei 6.830/1980, art. 16',
  ],
  ['Execução fiscal', 'Ação do poder público para cobrar dívida ativa.', 'Lei 6.830/1980, art. 1º'],
  ['Fato gerador', 'Situação prevista em lei que faz nascer o tributo.', 'CTN, art. 114'],
  [
    'Garantia do juízo',
    'Bem, depósito, fiança ou seguro que assegura o pagamento da execução.',
    'Lei 6.830/1980, art. 9º',
  ],
  [
    'Imunidade tributária',
    'Proibição, pela Constituição, de cobrar tributo de certas pessoas ou coisas.',
    'CF, art. 150, VI',
    'imunidade',
  ],
  [
    'Impugnação administrativa',
    'Defesa do contribuinte contra a cobrança, ainda dentro do fisco.',
    'Decreto 70.235/1972, arts. 14 e 15',
  ],
  ['Isenção', 'Dispensa, por lei, de pagar um tributo.', 'CTN, art. 176'],
  ['Lançamento', 'Ato do fisco que calcula o tributo e diz quem deve.', 'CTN, art. 142'],
  [
    'Medida cautelar fiscal',
    'Ação que bloqueia bens do devedor para proteger a cobrança de tributo.',
    'Lei 8.397/1992, art. 1º',
  ],
  [
    'Parcelamento tributário',
    'Pagamento da dívida em parcelas, que suspende a cobrança.',
    'CTN, arts. 151, VI, e 155-A',
  ],
  [
    'Prescrição tributária',
    'Perda do direito de cobrar o tributo na Justiça porque o tempo passou.',
    'CTN, art. 174',
  ],
  [
    'Redirecionamento da execução fiscal',
    'Extensão da cobrança a sócios ou administradores, nos casos da lei.',
    'CTN, art. 135',
    'redirecionamento',
  ],
  ['Remissão', 'Perdão da dívida do tributo, dado por lei.', 'CTN, art. 172'],
  [
    'Repetição de indébito',
    'Pedido de devolução de tributo pago a mais ou sem dever.',
    'CTN, art. 165',
    'restituição de tributo',
  ],
  [
    'Responsabilidade tributária',
    'Dever de pagar tributo de outra pessoa, por ordem da lei.',
    'CTN, art. 128',
    'responsável tributário',
  ],
  [
    'Suspensão da exigibilidade',
    'Situação em que o tributo não pode ser cobrado por enquanto.',
    'CTN, art. 151',
  ],
  [
    'Transação tributária',
    'Acordo com o fisco, com concessões dos dois lados, para encerrar a dívida.',
    'CTN, art. 171; Lei 13.988/2020, art. 1º',
  ],
]);
