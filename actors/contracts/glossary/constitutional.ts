import { termsOf } from './term.ts';

/** Constitutional actions, collective suits, insolvency. */
export const CONSTITUTIONAL = termsOf('constitucional', [
  [
    'Ação civil pública',
    'Ação para proteger direitos de muitos, como meio ambiente e consumidor.',
    'Lei 7.347/1985, art. 1º',
    'ACP',
  ],
  [
    'Ação de alimentos',
    'Ação para pedir pensão alimentícia.',
    'Lei 5.478/1968, art. 1º',
    'pensão alimentícia; alimentos',
  ],
  [
    'Ação declaratória de constitucionalidade',
    'Ação ao STF para confirmar que uma lei federal respeita a Constituição.',
    'CF, art. 102, I, “a”; Lei 9.868/1999, art. 13',
    'ADC',
  ],
  [
    'Ação direta de inconstitucionalidade',
    'Ação ao STF para derrubar uma lei contrária à Constituição.',
    'CF, art. 102, I, “a”; Lei 9.868/1999, art. 2º',
    'ADI; ADIn',
  ],
  [
    'Ação popular',
    'Ação de qualquer cidadão para anular ato que prejudica o patrimônio público.',
    'CF, art. 5º, LXXIII; Lei 4.717/1965, art. 1º',
  ],
  [
    'Administrador judicial',
    'Profissional que ajuda o juiz e fiscaliza a empresa na recuperação ou na falência.',
    'Lei 11.101/2005, art. 21',
  ],
  [
    'Arbitragem',
    'Solução do conflito por árbitro escolhido pelas partes, fora da Justiça.',
    'Lei 9.307/1996, art. 1º',
  ],
  [
    'Arguição de descumprimento de preceito fundamental',
    'Ação ao STF contra ato do poder público que fere ponto essencial da Constituição.',
    'CF, art. 102, § 1º; Lei 9.882/1999, art. 1º',
    'ADPF',
  ],
  [
    'Assembleia geral de credores',
    'Reunião dos credores que vota o plano da empresa em recuperação.',
    'Lei 11.101/2005, art. 35',
  ],
  [
    'Autoridade coatora',
    'Autoridade que praticou o ato contestado em mandado de segurança.',
    'Lei 12.016/2009, art. 6º, § 3º',
  ],
  [
    'Devido processo legal',
    'Direito a que ninguém perca a liberdade ou os bens sem um processo justo.',
    'CF, art. 5º, LIV',
  ],
  [
    'Falência',
    'Processo que reúne e vende os bens da empresa que não pode pagar, para dividir entre os credores.',
    'Lei 11.101/2005, art. 75',
  ],
  [
    'Habeas data',
    'Pedido para conhecer ou corrigir dados sobre si em registros públicos.',
    'CF, art. 5º, LXXII; Lei 9.507/1997, art. 7º',
  ],
  [
    'Habilitação de crédito',
    'Pedido do credor para entrar na lista da recuperação ou da falência.',
    'Lei 11.101/2005, art. 9º',
  ],
  [
    'Improbidade administrativa',
    'Conduta desonesta de quem lida com o poder público, punida em ação própria.',
    'Lei 8.429/1992, art. 1º; CF, art. 37, § 4º',
    'ação de improbidade',
  ],
  [
    'Juiz natural',
    'Garantia de ser julgado por juiz definido antes, por regras gerais.',
    'CF, art. 5º, XXXVII e LIII',
  ],
  [
    'Mandado de injunção',
    'Pedido para poder exercer um direito que falta uma lei para regular.',
    'CF, art. 5º, LXXI; Lei 13.300/2016, art. 2º',
  ],
  [
    'Mandado de segurança',
    'Ação rápida contra ato ilegal de autoridade, quando o direito se prova por documentos.',
    'CF, art. 5º, LXIX; Lei 12.016/2009, art. 1º',
    'MS; writ',
  ],
  [
    'Mandado de segurança coletivo',
    'Mandado de segurança proposto por partido, sindicato ou associação, por seus membros.',
    'CF, art. 5º, LXX; Lei 12.016/2009, art. 21',
  ],
  [
    'Plano de recuperação',
    'Proposta da empresa em crise para pagar os credores e continuar.',
    'Lei 11.101/2005, art. 53',
    'plano de recuperação judicial',
  ],
  [
    'Recuperação judicial',
    'Processo para que uma empresa em crise negocie as dívidas e continue a funcionar.',
    'Lei 11.101/2005, art. 47',
  ],
  [
    'Termo de ajustamento de conduta',
    'Compromisso com um órgão público de corrigir uma conduta, que vale como título de execução.',
    'Lei 7.347/1985, art. 5º, § 6º',
    'TAC',
  ],
]);
