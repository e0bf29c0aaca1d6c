/** Kinds of document and act, the most telling marks first. */
export interface DocumentClass {
  slug: string;
  /** In Portuguese. */
  label: string;
  /** On folded text. */
  marks: readonly RegExp[];
  /** Groups of movements that are such an act. */
  groups: readonly string[];
}

export const DOCUMENT_CLASSES: readonly DocumentClass[] = [
  {
    slug: 'acordao',
    label: 'acórdão',
    marks: [
      /\bacordam\b/,
      /\bpor (unanimidade|maioria)( de votos)?\b/,
      /\bementa\b/,
      /\bvistos,? relatados e discutidos\b/,
    ],
    groups: ['appeal-result', 'writ'],
  },
  {
    slug: 'sentenca',
    label: 'sentença',
    marks: [
      /\bjulgo (im|parcialmente )?procedente/,
      /\bjulgo extint[oa]/,
      /\bresolvo o merito\b/,
      /\bhomologo (o acordo|a transacao|a desistencia)\b/,
      /\bpublique-se\. ?registre-se/,
    ],
    groups: ['merits-judgment', 'judgment-without-merits'],
  },
  {
    slug: 'decisao',
    label: 'decisão interlocutória',
    marks: [
      /\b(defiro|indefiro|concedo|nego)\b[^.]{0,60}\b(tutela|liminar|pedido|gratuidade|efeito suspensivo)/,
      /\bdecido\b/,
      /\brecebo (a|o) (recurso|denuncia|apelacao)/,
    ],
    groups: [
      'decision',
      'interim-relief',
      'case-management',
      'asset-freeze',
      'custody',
      'appeal-admission',
      'party-burden',
      'jurisdiction',
      'enforcement-objection',
      'protective-measure',
    ],
  },
  {
    slug: 'despacho',
    label: 'despacho',
    marks: [
      /\b(cite-se|intime-se|manifeste-se|cumpra-se|de-se vista|aguarde-se)\b/,
      /\bao (contador|perito|ministerio publico)\b/,
    ],
    groups: ['order', 'clerk-act'],
  },
  {
    slug: 'peticao-inicial',
    label: 'petição inicial',
    marks: [
      /\bvem (propor|ajuizar|a presenca)\b/,
      /\bda-se (a causa )?o valor\b/,
      /\bdos pedidos\b/,
      /\bexcelentissim[oa]\b/,
    ],
    groups: ['distribution'],
  },
  {
    slug: 'contestacao',
    label: 'contestação',
    marks: [/\bcontestacao\b/, /\bimpugna (especificamente|os fatos)\b/, /\bpreliminarmente\b/],
    groups: [],
  },
  {
    slug: 'recurso',
    label: 'recurso',
    marks: [
      /\b(interpor|interpoe)\b[^.]{0,40}\b(recurso|apelacao|agravo)/,
      /\brazoes (de|do) (apelacao|recurso|agravo)/,
      /\bcontrarrazoes\b/,
    ],
    groups: ['appeal-remittance'],
  },
  {
    slug: 'peticao',
    label: 'petição',
    marks: [/\b(requer|peticiona|vem requerer|pede deferimento)\b/, /\btermos em que\b/],
    groups: ['petition'],
  },
  {
    slug: 'citacao',
    label: 'citação',
    marks: [
      /\b(fica|seja) (o|a|os|as)? ?\w* ?citad[oa]s?\b/,
      /\bcarta de citacao\b/,
      /\bmandado de citacao\b/,
    ],
    groups: ['service'],
  },
  {
    slug: 'intimacao',
    label: 'intimação',
    marks: [
      /\b(fica[m]?|seja[m]?)\b[^.]{0,30}\bintimad[oa]s?\b/,
      /\bintimacao\b/,
      /\bciencia (da|do) (decisao|sentenca|despacho)/,
    ],
    groups: ['notice', 'electronic-communication', 'publication'],
  },
  {
    slug: 'laudo',
    label: 'laudo ou perícia',
    marks: [/\blaudo\b/, /\bquesitos?\b/, /\bperit[oa] (judicial|nomead)/],
    groups: ['expert'],
  },
  {
    slug: 'ata',
    label: 'ata ou termo de audiência',
    marks: [/\b(termo|ata) de audiencia\b/, /\baberta a audiencia\b/, /\bpregao\b/],
    groups: ['hearing', 'session'],
  },
  {
    slug: 'mandado',
    label: 'mandado',
    marks: [/\bmandado de\b/, /\boficial de justica\b/],
    groups: ['returned-writ', 'issuance'],
  },
  {
    slug: 'alvara',
    label: 'alvará',
    marks: [/\balvara\b/, /\blevantamento d(a|o) (quantia|valor|deposito)/],
    groups: ['release-of-funds'],
  },
  {
    slug: 'certidao',
    label: 'certidão',
    marks: [/\bcertifico\b/, /\bcertidao\b/, /\bdou fe\b/],
    groups: ['final', 'deadline-elapsed', 'registry', 'document'],
  },
  {
    slug: 'procuracao',
    label: 'procuração',
    marks: [/\b(outorga|nomeia e constitui)\b/, /\bprocuracao\b/],
    groups: [],
  },
  { slug: 'outro', label: 'outro documento ou ato', marks: [], groups: [] },
];
