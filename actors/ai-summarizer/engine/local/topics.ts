/** Words of a question, folded, and the movements that they ask for. */
export interface Topic {
  says: RegExp;
  groups?: readonly string[];
  codes?: readonly number[];
  /** On the folded description. */
  described?: RegExp;
  /** After `Não há registro de`. */
  name: string;
}

export const TOPICS: readonly Topic[] = [
  {
    says: /\bdesarquiv|\breativ|\b(saiu|voltou|tirado|retirado) do arquivo/,
    groups: ['reopening'],
    name: 'desarquivamento ou reativação',
  },
  { says: /\bcompeten|\bincompeten/, groups: ['jurisdiction'], name: 'decisão sobre competência' },
  { says: /\bcorrigir|\bemend/, codes: [15085], name: 'ordem de emenda' },
  {
    says: /\bsentenca\b|\bjulg|\bresultado|\b(ganh|perd|venc)\w+/,
    groups: ['merits-judgment', 'judgment-without-merits', 'appeal-result', 'writ'],
    name: 'sentença ou outro julgamento',
  },
  {
    says: /\bacordao\b|\brecurso|\bapelacao|\bagravo|\btribunal\b/,
    groups: ['appeal-result', 'appeal-remittance', 'appeal-admission', 'session'],
    name: 'recurso',
  },
  { says: /\baudiencia/, groups: ['hearing'], name: 'audiência' },
  { says: /\bpericia|\bperit[oa]/, groups: ['expert'], name: 'perícia' },
  {
    says: /\bcitad[oa]|\bcitacao|\breu foi avisad|\boutra parte (ja )?(sabe|foi)/,
    groups: ['service'],
    name: 'citação',
  },
  { says: /\bintima/, groups: ['notice', 'electronic-communication'], name: 'intimação' },
  {
    says: /\bliminar|\btutela|\bmedida (urgente|provisoria)|\burgencia/,
    groups: ['interim-relief'],
    name: 'decisão sobre medida provisória',
  },
  {
    says: /\bpenhora|\bbloque|\bsisbajud|\bbens\b/,
    groups: ['asset-freeze', 'auction'],
    name: 'bloqueio ou penhora',
  },
  { says: /\bleilao|\bhasta/, groups: ['auction'], name: 'leilão' },
  {
    says: /\balvara|\blevanta(r|mento)|\breceber (o )?dinheiro/,
    groups: ['release-of-funds'],
    name: 'alvará',
  },
  { says: /\bprecatorio|\brpv\b/, groups: ['payment-order'], name: 'precatório ou RPV' },
  { says: /\btransit|\bdefinitiv/, groups: ['final'], name: 'trânsito em julgado' },
  {
    says: /\bpris|\bpres[oa]\b|\bsolt|\bliberdade/,
    groups: ['custody', 'writ'],
    name: 'decisão sobre prisão ou soltura',
  },
  { says: /\bsuspens|\bparad[oa]|\bsobresta/, groups: ['suspension'], name: 'suspensão' },
  {
    says: /\barquiv|\bbaixa\b|\bencerrad|\bacabou|\bterminou/,
    groups: ['closing'],
    codes: [196],
    name: 'arquivamento ou baixa',
  },
  { says: /\bacordo|\bconcilia/, codes: [466, 377, 14099, 12740, 12624], name: 'acordo' },
  { says: /\bembargos de declaracao/, groups: ['declaratory-embargos'], name: 'embargos de declaração' },
  { says: /\brevel/, groups: ['party-burden'], name: 'revelia' },
  { says: /\bpetic|\bcontestac|\bdefesa\b|\bmanifest/, groups: ['petition'], name: 'petição' },
  { says: /\bpublic|\bdiario/, groups: ['publication'], name: 'publicação' },
  { says: /\bpauta|\bsessao/, groups: ['session'], name: 'pauta ou sessão de julgamento' },
  {
    says: /\bcumprimento de sentenca|\bexecucao|\bcobranca/,
    groups: ['enforcement', 'asset-freeze', 'enforcement-objection'],
    name: 'fase de cobrança',
  },
  {
    says: /\bdistribu|\bcomecou|\bajuizad|\bquando entrou|\binicio/,
    groups: ['distribution'],
    name: 'distribuição',
  },
  { says: /\bdespacho/, groups: ['order'], name: 'despacho' },
  {
    says: /\bdecisao|\bdecisoes|\bdecid/,
    groups: [
      'decision',
      'interim-relief',
      'merits-judgment',
      'appeal-result',
      'case-management',
      'judgment-without-merits',
      'writ',
      'party-burden',
      'jurisdiction',
    ],
    name: 'decisão',
  },
  { says: /\bconclus/, groups: ['conclusion'], name: 'conclusão' },
  { says: /\bmandado/, groups: ['returned-writ'], described: /mandado/, name: 'mandado' },
];
