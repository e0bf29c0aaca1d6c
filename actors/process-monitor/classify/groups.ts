import type { Importance } from '../../contracts/events.ts';

/** A kind of movement, with what it means to a lawyer. */
export interface MovementGroup {
  slug: string;
  /** In Portuguese. */
  label: string;
  importance: Importance;
  /** TPU codes; those below them in the tree belong too, unless listed elsewhere. */
  codes: readonly number[];
}

/**
 * Movements by what they mean. `critical`: a deadline or a right may be at stake. `high`: the case took a step.
 * `medium`: it goes its way. `low`: paperwork.
 */
export const MOVEMENT_GROUPS: readonly MovementGroup[] = [
  group('merits-judgment', 'Julgamento de mérito', 'critical', [385, 377]),
  group('judgment-without-merits', 'Julgamento sem resolução de mérito', 'critical', [193, 218]),
  group(
    'appeal-result',
    'Resultado de recurso',
    'critical',
    [
      230, 235, 236, 237, 238, 239, 240, 241, 242, 244, 853, 901, 972, 11373, 12252, 12253, 12254, 12433,
      12458,
    ],
  ),
  group(
    'declaratory-embargos',
    'Embargos de declaração',
    'critical',
    [198, 200, 871, 15162, 15163, 15164, 15408, 15409],
  ),
  group('writ', 'Concessão ou denegação da ordem', 'critical', [210, 212, 214]),
  group(
    'interim-relief',
    'Tutela provisória e liminar',
    'critical',
    [151, 332, 339, 347, 348, 785, 792, 889, 892, 12207, 12209, 12211, 12359],
  ),
  group(
    'protective-measure',
    'Medida protetiva',
    'critical',
    [
      11423, 11424, 11425, 11426, 12476, 12478, 12479, 14681, 14733, 15486, 15487, 15488, 15489, 15490, 15491,
      15492, 15493, 15494, 15495, 15496, 15497, 15498, 15499, 15500, 15501, 15502, 15503, 15504, 15505, 15506,
      15507, 15508, 15509, 15510, 15587,
    ],
  ),
  group('asset-freeze', 'Bloqueio, penhora e indisponibilidade', 'critical', [11382, 12040]),
  group(
    'custody',
    'Prisão e liberdade',
    'critical',
    [108, 113, 117, 122, 128, 818, 12140, 12141, 12146, 12148, 14682, 14683, 15082, 15084, 15229, 15232],
  ),
  group('party-burden', 'Ônus da parte', 'critical', [12307, 15085]),
  group('case-management', 'Saneamento do processo', 'critical', [12387]),
  group('jurisdiction', 'Competência', 'critical', [941, 371, 961]),
  group('appeal-admission', 'Admissão de recurso', 'critical', [206, 207, 163, 15621, 15622, 15693]),
  group('enforcement-objection', 'Impugnação à execução', 'critical', [14231, 15061, 12450, 335, 788, 15366]),
  group('notice', 'Intimação', 'critical', [12263]),
  group('service', 'Citação', 'critical', [12284, 12316, 12317]),
  group('electronic-communication', 'Comunicação eletrônica', 'critical', [12281]),
  group('publication', 'Publicação no Diário da Justiça', 'critical', [92, 928, 1061, 1062]),
  group('final', 'Trânsito em julgado', 'critical', [848]),
  group('payment-order', 'Precatório e RPV', 'critical', [12165]),
  group('auction', 'Leilão', 'critical', [311]),
  group('returned-writ', 'Mandado devolvido', 'critical', [106]),

  group('hearing', 'Audiência', 'high', [970, 313, 12522]),
  group(
    'session',
    'Pauta e sessão de julgamento',
    'high',
    [12103, 12198, 12310, 14092, 14091, 417, 873, 897, 12101, 12102],
  ),
  group('expert', 'Perícia', 'high', [14901, 14902, 12306]),
  group('decision', 'Decisão', 'high', [3]),
  group('order', 'Despacho', 'high', [11009]),
  group('release-of-funds', 'Alvará', 'high', [12548, 12449, 12447]),
  group('suspension', 'Suspensão', 'high', [25, 11025, 14974, 12065, 12066, 12067, 12068, 1015, 15725]),
  group('closing', 'Baixa e arquivamento', 'high', [22, 861, 870, 83, 488, 12186]),
  group('reopening', 'Reativação e desarquivamento', 'high', [849, 893]),
  // Often sets a deadline, and the official journal that would tell so is not read here.
  group('clerk-act', 'Ato ordinatório', 'high', [11383]),

  group('conclusion', 'Conclusão', 'medium', [51]),
  group(
    'remittance',
    'Remessa e recebimento',
    'medium',
    [
      123, 132, 115, 979, 980, 981, 982, 977, 978, 12214, 12215, 12315, 12606, 12607, 12614, 12618, 12619,
      12621, 12622, 12623, 15695, 15696, 15718, 15719,
    ],
  ),
  group('distribution', 'Distribuição', 'medium', [26, 36, 12297]),
  group('deadline-elapsed', 'Decurso de prazo', 'medium', [1051]),
  group('petition', 'Petição', 'medium', [118]),
  group('file-loan', 'Carga e vista', 'medium', [493]),
  group('issuance', 'Expedição', 'medium', [60, 112]),
  group('enforcement', 'Execução e cumprimento', 'medium', [11384, 11385]),
  group('calculation', 'Cálculo', 'medium', [16]),
  group('cooperation', 'Cooperação judiciária', 'medium', [15185, 15186]),
  group('registry', 'Ato da secretaria', 'medium', [14]),
  group('judge', 'Ato do juiz', 'medium', [1]),

  group('document', 'Juntada de documento', 'low', [67]),
  group(
    'record-keeping',
    'Registro e organização dos autos',
    'low',
    [
      135, 137, 866, 867, 869, 10966, 11983, 12143, 12269, 12289, 12296, 14732, 14736, 14737, 14738, 14739,
      15417,
    ],
  ),
];

/** What no table knows: kept, and shown as middling. */
export const UNKNOWN_GROUP: MovementGroup = group('other', 'Outro movimento', 'medium', []);

function group(slug: string, label: string, importance: Importance, codes: readonly number[]): MovementGroup {
  return { slug, label, importance, codes };
}
