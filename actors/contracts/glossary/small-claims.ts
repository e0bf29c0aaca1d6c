import { termsOf } from './term.ts';

/** The special courts for small claims. */
export const SMALL_CLAIMS = termsOf('juizados', [
  [
    'Contumácia',
    'Falta do autor à audiência do juizado, que encerra o processo.',
    'Lei 9.099/1995, art. 51, I',
  ],
  [
    'Conciliador',
    'Pessoa que ajuda as partes a chegar a um acordo.',
    'Lei 9.099/1995, art. 7º; CPC, art. 165',
  ],
  [
    'Juiz leigo',
    'Advogado que conduz o processo no juizado e propõe a decisão, que o juiz aprova ou não.',
    'Lei 9.099/1995, arts. 7º e 40',
    'projeto de sentença',
  ],
  [
    'Juizado Especial Cível',
    'Justiça mais simples e rápida para causas de menor valor e complexidade.',
    'Lei 9.099/1995, art. 3º',
    'JEC; juizado; juizado de pequenas causas; pequenas causas',
  ],
  [
    'Juizado Especial Criminal',
    'Justiça para crimes de menor potencial ofensivo.',
    'Lei 9.099/1995, arts. 60 e 61',
    'JECRIM',
  ],
  [
    'Juizado Especial da Fazenda Pública',
    'Juizado para causas de menor valor contra estados e municípios.',
    'Lei 12.153/2009, art. 2º',
  ],
  [
    'Juizado Especial Federal',
    'Juizado da Justiça Federal, comum em pedidos contra o INSS.',
    'Lei 10.259/2001, art. 3º',
    'JEF',
  ],
  [
    'Pedido de uniformização',
    'Recurso para unificar decisões diferentes de turmas dos juizados federais.',
    'Lei 10.259/2001, art. 14',
    'PUIL; incidente de uniformização',
  ],
  [
    'Recurso inominado',
    'Recurso contra a sentença do juizado, julgado pela turma recursal.',
    'Lei 9.099/1995, art. 41',
  ],
  [
    'Renúncia ao excedente',
    'Desistência do valor acima do limite, para ficar no juizado.',
    'Lei 9.099/1995, art. 3º, § 3º',
  ],
  [
    'Sessão de conciliação',
    'Primeira reunião do juizado, para tentar um acordo.',
    'Lei 9.099/1995, arts. 21 e 22',
  ],
  [
    'Turma Nacional de Uniformização',
    'Órgão que unifica as decisões dos juizados federais no país.',
    'Lei 10.259/2001, art. 14, § 2º',
    'TNU',
  ],
  [
    'Turma recursal',
    'Grupo de juízes que julga os recursos dos juizados.',
    'Lei 9.099/1995, art. 41, § 1º',
    'turma recursal dos juizados',
  ],
]);
