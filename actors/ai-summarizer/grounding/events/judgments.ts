import type { Event } from './event.ts';
import { DENIED_WRIT, GRANTED_WRIT } from './relief.ts';

const PROCEDENT = [219];
const IN_PART = [221];
const DISMISSED = [220];
const KEPT = [230, 235, 236, 239, 242, 901, 12252];
const CHANGED = [237, 240, 972];
const CHANGED_IN_PART = [238, 241, 12253];
/** A request for one thing is not what the case is about. */
const OF_SOMETHING =
  '(?! d[eao]s? (correcao|prisao|vista|liminar|tutela|medida|gratuidade|justica|suspensao|desistencia|bloqueio|penhora|esclarecimento|reconsideracao))(?! urgente)';
const SIDE_THAT_ASKS = '(autor(a|es|as)?|requerentes?|reclamantes?|demandantes?|impetrantes?|exequentes?)';
const A_SIDE =
  '(autor(a|es|as)?|requerentes?|reclamantes?|demandantes?|impetrantes?|exequentes?|reus?|re|requerid[oa]s?|reclamad[oa]s?|demandad[oa]s?|executad[oa]s?|parte (re|autora)|acusac[ao]o|defesa|acusad[oa]s?)';
/** Between a side and its verb; `o autor não ganhou` is no victory of his. */
const GAP = '(?:(?!\\bnao\\b)[^.;,]){0,25}';
const IS_RIGHT = '(tem|tinha|teve|tera|tiveram|com) (toda |plena )?razao';
const SIDE_THAT_DEFENDS = '(reus?|res?|requerid[oa]s?|reclamad[oa]s?|demandad[oa]s?|executad[oa]s?|parte re)';

/**
 * Results on the merits and of appeals, each with its side and its sign. The order counts: what one has found in a sentence the later ones do not see, so
 * the narrower stand first.
 */
export const JUDGMENTS: readonly Event[] = [
  {
    name: 'ato de uma das partes',
    says: new RegExp(
      `\\b(recursos?|apelac\\w+|agravos?|embargos( de declaracao)?|impugnacao|peticao|manifestacao|laudo|desistencia|renuncia) d(o|a|os|as) (parte )?${A_SIDE}\\b|\\b${A_SIDE}\\b( (ja|ainda|tambem|nao))? (recorr|apel|apresent|junt|protocol|pediu|pedir|requer|desist|interp|impugn|oferec|aleg|opos|compar|respond|manifest|concord|comprov|pagou|deposit|entreg|corrig|emend)\\w*`,
    ),
    codes: [],
  },
  {
    name: 'vitória ou derrota do cliente',
    says: /\b(clientes?|voce|nos|escritorio)\b[^.;,]{0,25}\b(ganh|venc|perd)(ou|eu|emos|eram)\b/,
    codes: [],
  },
  {
    name: 'vitória de quem pediu',
    says: new RegExp(
      `\\b${SIDE_THAT_ASKS}\\b${GAP}\\b(ganhou|venceu|ganharam|venceram|sai\\w+ vencedor\\w*)\\b|\\b${SIDE_THAT_DEFENDS}\\b${GAP}\\b(perdeu|perderam)\\b|\\b${SIDE_THAT_ASKS}\\b${GAP}\\b${IS_RIGHT}\\b|\\b(favorave(l|is)|razao|ganho de causa) a(o|os|s)? (parte )?${SIDE_THAT_ASKS}\\b|\\b(em )?favor d[oa]s? (parte )?${SIDE_THAT_ASKS}\\b`,
    ),
    codes: [...PROCEDENT, ...GRANTED_WRIT],
  },
  {
    name: 'vitória de quem se defende',
    says: new RegExp(
      `\\b${SIDE_THAT_DEFENDS}\\b${GAP}\\b(ganhou|venceu|ganharam|venceram|sai\\w+ vencedor\\w*)\\b|\\b${SIDE_THAT_ASKS}\\b${GAP}\\b(perdeu|perderam)\\b|\\b${SIDE_THAT_DEFENDS}\\b${GAP}\\b${IS_RIGHT}\\b|\\b(favorave(l|is)|razao|ganho de causa) a(o|os|s)? (parte )?${SIDE_THAT_DEFENDS}\\b|\\b(em )?favor d[oa]s? (parte )?${SIDE_THAT_DEFENDS}\\b`,
    ),
    codes: [...DISMISSED, ...DENIED_WRIT],
  },
  {
    name: 'vitória ou derrota',
    says: /\b(ganhou|venceu|perdeu|vitoria|derrota|sai\w+ vencedor\w*|causa (foi )?ganha|ganho de causa|(des)?favorave(l|is)|(da|dao|deu|deram|dando|dada) (toda |plena )?razao|(tem|tinha|teve|tera|tiveram|tendo|com) (toda |plena )?razao|assist(e|ia|iu) razao|reconheceu o direito)\b/,
    groups: ['merits-judgment', 'appeal-result', 'writ'],
  },
  {
    name: 'embargos de declaração rejeitados',
    says: /\b(rejeit|negou|nao acolh|nao conhec)\w*[^.;,]{0,15}\bembargos( de declaracao)?\b|\bembargos( de declaracao)?[^.;,]{0,12}\b(rejeitados|nao (foram )?acolhidos|negados|nao conhecidos)\b|\bpedido de correcao( da decisao)? (foi )?(negado|rejeitado)\b/,
    codes: [200, 15164, 15408, 15409],
  },
  {
    name: 'embargos de declaração acolhidos',
    says: /\b(acolh|aceit)\w*[^.;,]{0,15}\bembargos( de declaracao)?\b|\bembargos( de declaracao)?[^.;,]{0,12}\b(acolhidos|aceitos|providos)\b|\bpedido de correcao( da decisao)? (foi )?(aceito|acolhido)\b/,
    codes: [198, 871, 15162, 15163],
  },
  {
    name: 'defesa contra a cobrança rejeitada',
    says: /\b(impugnacao|defesa contra a cobranca)[^.;,]{0,30}\b(rejeitad|negad|nao (foi )?(acolhid|aceit))\w*|\b(rejeitou|nao acolheu)[^.;,]{0,10}\bimpugnacao\b/,
    codes: [14233, 14235],
  },
  {
    name: 'defesa contra a cobrança aceita',
    says: /\b(impugnacao|defesa contra a cobranca)[^.;,]{0,30}\b(acolhid|aceit)\w*|\b(acolheu|aceitou)[^.;,]{0,10}\bimpugnacao\b/,
    codes: [14232, 14234],
  },
  {
    name: 'petição inicial recusada',
    says: /\bpeticao inicial (foi )?(indeferida|recusada)\b|\b(indeferiu|recusou) a (peticao )?inicial\b/,
    codes: [454],
  },
  { name: 'pedido improcedente', says: /\bimproced\w*/, codes: DISMISSED },
  {
    name: 'pedido procedente em parte',
    says: /\b(parcialmente proceden\w+|proceden\w+ em parte|parcial proceden\w+)|\b(aceitou|acolheu|deferiu) (em parte|parcialmente|(uma )?parte d[oe]s?)\b[^.;,]{0,10}\bpedidos?\b|\bpedidos?( \w+)? (foi |foram )?(aceit|acolhid|deferid)\w+ (em parte|parcialmente)/,
    codes: [...IN_PART, 15086],
  },
  {
    name: 'pedido procedente',
    says: /\bproceden(te|tes|cia)\b/,
    codes: PROCEDENT,
    contrary: [...DISMISSED, ...IN_PART],
  },
  {
    name: 'pedido negado',
    says: new RegExp(
      `\\b(negou|rejeitou|recusou|indeferiu|negaram|rejeitaram|nao (aceitou|acolheu|deferiu|atendeu))( \\w+mente)? (o|os|seu|seus|todos os|tod[oa] o)( \\w+)? ?(?:pedidos?|pleitos?|requerimentos?|demandas?|pretensao)\\b${OF_SOMETHING}|\\b(?:pedidos?|pleitos?|requerimentos?|demandas?)( principal| \\w+ do autor)? (foi|foram) (negad|rejeitad|recusad|indeferid)\\w+`,
    ),
    codes: [...DISMISSED, ...DENIED_WRIT, 12455],
  },
  {
    name: 'pedido aceito',
    says: new RegExp(
      `\\b(aceitou|acolheu|deferiu|atendeu|aceitaram|acolheram)( \\w+mente)?( a)? (o|os|ao|aos|seu|seus|todos os)( \\w+)? ?(?:pedidos?|pleitos?|requerimentos?|demandas?|pretensao)\\b${OF_SOMETHING}|\\b(?:pedidos?|pleitos?|requerimentos?|demandas?)( principal)? (foi|foram) (aceit|acolhid|deferid|atendid)\\w+`,
    ),
    codes: [...PROCEDENT, ...GRANTED_WRIT, 12444],
    contrary: [...DISMISSED, ...DENIED_WRIT, 12455],
  },
  {
    name: 'recurso não provido',
    says: /\bnao (foi |foram )?provi\w+|\bnao provimento|\b(neg(ou|ado|aram|ando)|sem) provimento|\b(im|des)provi\w+|\brecursos? (foi |foram )?(negad|rejeitad)\w+|\b(negou|rejeitou) (o|os) recursos?\b/,
    codes: [239, 242, 901, 12252],
  },
  {
    name: 'recurso provido em parte',
    says: /\b(parcial|parcialmente) provi\w+|\bprovi(do|da|mento)s? (parcial|em parte)\b|\bdecisao anterior mudou (um pouco|em parte)\b/,
    codes: CHANGED_IN_PART,
  },
  {
    name: 'recurso provido',
    says: /\bprovi(do|da|dos|das|mento)\b(?! jurisdicional)|\b(acolheu|aceitou) o recurso\b/,
    codes: CHANGED,
    contrary: KEPT,
  },
  {
    name: 'decisão anterior mantida',
    says: /\b(manteve|mantiveram|confirmou|confirmaram) (\w+ )?(a|o) (sentenca|decisao|acordao)\b|\b(sentenca|decisao|acordao)( anterior)? (foi |ficou )?(mantid|confirmad|como estava)\w*/,
    codes: KEPT,
  },
  {
    name: 'decisão anterior mudada',
    says: /\b(reformou|mudou|modificou|alterou)( em parte)? a (sentenca|decisao)\b|\b(sentenca|decisao)( anterior)? (foi )?(reformada|modificada|alterada|mudada|mudou)\b/,
    codes: [...CHANGED, ...CHANGED_IN_PART],
    contrary: KEPT,
  },
  { name: 'decisão anulada', says: /\banul(ou|aram|ad[oa]s?)\b|\bdesconstitu\w+/, codes: [11373, 12254] },
  {
    name: 'recurso não admitido',
    says: /\binadmit\w+|\brecurso[^.;,]{0,50}\bnao (foi )?(admitid|aceito para|conhecid)\w*|\bnao (admitiu|conheceu)[^.;,]{0,8}\brecurso\b|\bbarrou o recurso\b|\bnegou seguimento\b/,
    codes: [235, 236, 432, 433, 434],
  },
  {
    name: 'recurso admitido',
    says: /\brecurso[^.;,]{0,40}\badmitido\b|\badmitiu[^.;,]{0,20}\brecurso\b/,
    codes: [429, 430, 431],
  },
  {
    name: 'absolvição',
    says: /\babsolv(id[oa]s?|eu|eram|icao)\b|\binocent(ad[oa]s?|ou)\b/,
    codes: DISMISSED,
  },
  {
    name: 'prescrição ou decadência',
    says: /\b(prescreveu|prescreveram|prescricao|prescrit[oa]|decadencia)\b|\bprazo (legal|para (cobrar|pedir))[^.;]{0,20}\bacabado\b/,
    codes: [471],
  },
  { name: 'punição extinta', says: /\bpunibilidade\b|\bextinta a (punicao|pena)\b/, codes: [973] },
  {
    name: 'condenação',
    says: /\b(condenad[oa]s?|condenou|condenaram|condenacao)\b|\b(determinou|ordenou|mandou) o pagamento\b|\bmandou pagar\b/,
    codes: [...PROCEDENT, ...IN_PART],
    contrary: DISMISSED,
  },
];
