import type { Event } from './event.ts';

const SETTLED = [466, 377, 14099];
const JUDGED = [
  'merits-judgment',
  'judgment-without-merits',
  'appeal-result',
  'declaratory-embargos',
  'writ',
  'final',
];
const HELD = /(?<!nao )(?<!nao-)realizada\b/;
const NOT_HELD = /\bcancelada\b|\bnao[ -]realizada\b/;

/** Steps that a case takes. The order counts, as in judgments.ts. */
export const STEPS: readonly Event[] = [
  {
    name: 'sentença',
    says: /\b(proferiu|proferida|saiu|houve|deu|publicou|prolatou|prolatada|decidiu por)\b[^.;,]{0,30}\b(sentenca|acordao)\b|(?<!cumprimento (de|da) )\bsentenca (foi|saiu)\b|\bsentenciou\b|\b(julgou|julgaram) (o|a) (caso|causa|processo|recurso|apelacao|acao|pedido|merito)\b|\bhouve (o )?julgamento\b/,
    groups: JUDGED,
  },
  {
    name: 'acordo',
    says: /\b(acordo|transacao)\b[^.;]{0,30}\b(homologad|aprovad|fechad|celebrad|firmad|feito)\w*|\b(homolog|aprov|fech|celebr|firm|fizer|fez|chegar?)\w*[^.;,]{0,20}\b(acordo|transacao)\b|\bhouve( um)? acordo\b/,
    codes: SETTLED,
  },
  { name: 'desistência', says: /\bdesist(encia|iu|iram)\b/, codes: [463, 944] },
  { name: 'renúncia', says: /\brenunci(a|ou|aram)\b/, codes: [455] },
  {
    name: 'trânsito em julgado',
    says: /\b(transito em julgado|transit(ou|aram) em julgado|transitad[oa]|coisa julgada|nao cabe mais recurso|decisao (e|ficou|tornou-se) definitiva)\b/,
    groups: ['final'],
  },
  {
    name: 'desbloqueio',
    says: /\bdesbloque\w+|\b(liber|levant)(ou|aram) (os bens|a penhora|o bloqueio)\b|\b(penhora|bloqueio) (foi )?(cancelad|levantad|desfeit)\w+/,
    groups: ['release-of-funds'],
  },
  {
    name: 'penhora ou bloqueio',
    says: /\b(penhor\w+|bloque\w+|indisponi\w+|arrest(o|ou|ad[oa]s?))\b/,
    groups: ['asset-freeze', 'auction'],
  },
  {
    name: 'prisão negada',
    says: /\b(neg|indefer|rejeit|nao decret)\w*[^.;,]{0,20}\bprisao( preventiva| temporaria)?|\bprisao( preventiva| temporaria)?[^.;,]{0,8}\b(nao (foi )?decretada|negada|indeferida)\b/,
    codes: [122, 357, 358, 12147],
  },
  {
    name: 'soltura',
    says: /\brevogacao:? (da )?prisao\b|\bprisao( preventiva| temporaria| civil)?( foi)? (revogada|relaxada)\b|\b(revogou|relaxou) a prisao\b|\b(soltura|solt(o|os|ou|aram|ar|a-lo))\b|\bsolta\b|\b(posto|colocado|posta) em liberdade\b|\bliberdade provisoria\b|\bem liberdade\b/,
    codes: [128, 818, 12141],
  },
  {
    name: 'prisão',
    says: /\b(prisao|pres[oa]s?|prend(eu|eram)|detid[oa]s?)\b/,
    codes: [108, 113, 352, 353, 354, 12140, 15032, 15426],
    groups: ['custody'],
    described: /^prisao\b(?!.*\b(nao decretada|revogada|relaxada))/,
  },
  { name: 'alvará', says: /\balvara\w*\b/, groups: ['release-of-funds', 'custody', 'issuance'] },
  {
    name: 'pagamento',
    says: /\b(foi|foram) (pag|quitad|depositad)[oa]s?\b|\b(pagou|pagaram|quitou|depositou)\b|\brece(beu|beram) (o|seu|todo o) (dinheiro|valor|credito)\b|\blevantou (o dinheiro|o valor)\b/,
    codes: [12169, 12176],
  },
  { name: 'precatório ou RPV', says: /\b(precatorio\w*|rpv)\b/, groups: ['payment-order', 'issuance'] },
  {
    name: 'saída do arquivo',
    says: /\bdesarquiv\w+|\b(saiu|voltou|retirado) do arquivo\b|\breativ(ad|ac|ou)\w*/,
    groups: ['reopening'],
  },
  {
    name: 'arquivamento',
    says: /\b(arquivad[oa]s?|arquivamento|arquivou)\b|\bbaixa definitiva\b|\bpara o arquivo provisorio\b/,
    groups: ['closing'],
  },
  {
    name: 'encerramento',
    says: /\b(processo|caso|acao|cobranca|execucao)( \w+)? ?(foi|esta|ficou)? ?(extint|encerrad)[oa]s?\b|\b(processo|caso|acao|causa) (acabou|terminou)\b|\bextint[oa]s? (o processo|a acao|a execucao|a cobranca|o caso)\b|\b(encerrou|extinguiu) (o processo|o caso|a acao|a cobranca|a execucao)\b/,
    groups: ['closing', 'judgment-without-merits', 'final'],
    codes: [196, ...SETTLED, 455, 463, 471, 973],
  },
  {
    name: 'fim da suspensão',
    says: /\b(levantamento|fim) da suspensao\b|\bsuspensao[^.;,]{0,12}\b(acabou|terminou|levantada|encerrada)\b|\bvoltou a (andar|correr|tramitar)\b|\bretom(ou|ada)\b[^.;,]{0,20}\b(andamento|curso|marcha)?/,
    groups: ['suspension', 'reopening'],
    described: /^(fim da suspensao|levantamento)|desarquiv|reativ/,
  },
  {
    name: 'suspensão',
    says: /\b(suspens[oa]s?|suspensao|suspendeu|suspenderam|sobrestad[oa]s?|sobrestamento|parado por)\b/,
    groups: ['suspension'],
    described: /^(?!fim da suspensao|levantamento)/,
  },
  {
    name: 'audiência não realizada',
    says: /\b(nao (foi |se )?(realiz|ocorr|acontec|houve)\w*)[^.;,]{0,20}\baudiencias?\b|\baudiencias?\b[^.;,]{0,40}\b(cancelad|nao[ -](foi )?(realizad|ocorreu|aconteceu))\w*|\bcancel(ou|ada)[^.;,]{0,8}\baudiencia\b/,
    groups: ['hearing'],
    described: NOT_HELD,
  },
  {
    name: 'audiência realizada',
    says: /\brealizada a audiencia\b|\b(houve|ocorreu|aconteceu|teve|realizou-se|realizou|compareceu a|participou da)( a| uma)? audiencias?\b|\baudiencias?\b[^.;,]{0,40}\b(?<!nao )(?<!nao-)(realizadas?|ocorreu|aconteceu|foi feita)\b/,
    groups: ['hearing'],
    described: HELD,
  },
  {
    name: 'audiência marcada',
    says: /\b(designada|marcada|agendada|redesignada|remarcada|designou|marcou|agendou)[^.;,]{0,12}\baudiencias?\b|\baudiencias?\b[^.;,]{0,30}\b(foi|esta|fica|ficou|houve) ((re)?(designada|marcada|agendada)s?)\b/,
    groups: ['hearing'],
    described: /\b(re)?designada\b/,
  },
  { name: 'audiência', says: /\baudiencias?\b/, groups: ['hearing', 'notice', 'session'] },
  { name: 'perícia', says: /\b(pericias?|perit[oa]s?|laudos?)\b/, groups: ['expert'] },
  {
    name: 'revelia',
    says: /\brevel(ia)?\b|\bnao (se defendeu|contestou|apresentou (defesa|contestacao|resposta))\b/,
    codes: [12307],
  },
  {
    name: 'citação feita',
    says: /\b(foi|foram) citad[oa]s?\b|\bcitacao (foi )?(confirmad|realizad|feit|cumprid)a\b|\b(foi|foram) avisad[oa]s? da acao\b|\b(reu|parte re) ja foi avisad[oa]\b|\brecebeu a citacao\b/,
    codes: [12285, 12288, 15721],
  },
  {
    name: 'defesa apresentada',
    says: /\b(apresent|protocol|junt|oferec)(ou|eu|aram|eram|ad[oa]|id[oa])s?\b[^.;,]{0,15}\b(contestacao|defesa|replica|resposta)\b|\bcontest(ou|aram)\b/,
    groups: ['petition'],
  },
  {
    name: 'recurso apresentado',
    says: /\b(recorr|apel|agrav)(eu|ou|eram|aram)\b|\binterp(os|useram)\b/,
    groups: ['petition', 'appeal-remittance', 'appeal-result', 'appeal-admission', 'declaratory-embargos'],
  },
  {
    name: 'multa',
    says: /\b(aplicou|fixou|impos|aplicada|fixada)\b[^.;]{0,20}\bmulta\b|\bmulta (foi|de r)\b|\bcom multa\b|\bmultou\b/,
    codes: [],
  },
  {
    name: 'leilão',
    says: /\bleil(ao|oes|oad[oa]s?|oou)\b|\bhasta publica\b|\barrematad[oa]s?\b/,
    groups: ['auction'],
  },
  { name: 'incompetência', says: /\bincompeten(te|cia)\b/, groups: ['jurisdiction'] },
  { name: 'falência', says: /\b(falencia|falid[oa])\b/, codes: [202, 208] },
  { name: 'emenda da petição inicial', says: /\bemend(a|ar|ou)\b/, codes: [15085] },
  {
    name: 'gratuidade da justiça',
    says: /\bgratuidade\b|\bjustica gratuita\b/,
    codes: [334, 349, 787, 15103],
  },
];
