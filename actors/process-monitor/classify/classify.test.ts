import { describe, expect, test } from 'bun:test';
import type { Importance } from '../../contracts/events.ts';
import { classifyMovement, importanceLabel } from './classify.ts';
import { MOVEMENT_GROUPS } from './groups.ts';
import { lineage } from './tpu-tree.ts';

function classify(code: number, ...complements: [number, number, string?][]) {
  return classifyMovement({
    code,
    complements: complements.map(([type, value, name = '']) => ({
      code: type,
      value,
      name,
      description: '',
    })),
  });
}

/** What the groups are meant to say, row by row. */
const TABLE: [Importance, string, number[]][] = [
  ['critical', 'merits-judgment', [219, 220, 221, 466, 455, 471, 196, 202, 973, 14099, 12187]],
  ['critical', 'judgment-without-merits', [454, 457, 458, 459, 460, 461, 462, 463, 464, 12325, 472, 473]],
  [
    'critical',
    'appeal-result',
    [235, 236, 230, 11373, 237, 238, 239, 240, 241, 242, 901, 972, 12252, 12253, 12254],
  ],
  ['critical', 'declaratory-embargos', [198, 871, 200]],
  ['critical', 'writ', [442, 443, 446, 447]],
  ['critical', 'interim-relief', [332, 785, 889, 339, 792, 892, 347, 348]],
  ['critical', 'asset-freeze', [11382, 12040]],
  ['critical', 'party-burden', [15085, 12307]],
  ['critical', 'custody', [352, 353, 354]],
  ['critical', 'jurisdiction', [941]],
  ['critical', 'appeal-admission', [429, 430, 431, 432, 433, 434, 15621, 15622]],
  ['critical', 'case-management', [12387]],
  ['critical', 'enforcement-objection', [14231, 14232, 14233, 14234, 14235]],
  ['critical', 'notice', [12264, 12265, 12266, 15547, 15728, 15729]],
  ['critical', 'service', [12284, 12285, 12286, 12287, 12288, 15246, 15548, 15721, 15726, 15727]],
  ['critical', 'electronic-communication', [12281, 12282, 12283, 14961]],
  ['critical', 'publication', [92, 1061, 1062, 928]],
  ['critical', 'final', [848]],
  ['critical', 'payment-order', [12166, 12167, 12169, 12173, 12174, 12176]],
  ['critical', 'auction', [311]],
  ['critical', 'returned-writ', [106]],
  ['high', 'hearing', [970, 12740, 12749, 12750, 12751, 12752, 12624, 12742, 12747, 12753]],
  ['high', 'session', [12103, 12104, 12115, 12105, 12116, 12106, 12309, 12198, 12200, 12203, 12204, 12205]],
  ['high', 'expert', [14901, 14903, 14904, 14905, 14906, 14907, 12306]],
  ['high', 'order', [11009, 11010, 15216]],
  ['high', 'release-of-funds', [12548]],
  ['high', 'decision', [12164, 12185, 12444, 12455, 1013]],
  ['high', 'suspension', [25, 265, 272, 276, 277, 898, 11975, 12098, 15247, 15248, 14974]],
  ['high', 'closing', [22, 246, 245, 861, 83, 488]],
  ['high', 'reopening', [893, 849]],
  ['medium', 'conclusion', [51]],
  ['medium', 'remittance', [123, 132, 985]],
  ['medium', 'distribution', [26, 36]],
  ['medium', 'deadline-elapsed', [1051]],
  ['medium', 'petition', [85]],
  ['medium', 'file-loan', [493]],
  ['medium', 'issuance', [60]],
  ['medium', 'enforcement', [11385]],
  ['medium', 'calculation', [16]],
  ['low', 'document', [67, 581]],
  ['low', 'record-keeping', [14738, 14739, 10966, 11983, 15417, 14732, 135, 137, 12289, 12291]],
];

describe('the table of importance', () => {
  test.each(TABLE)('%s, %s', (importance, group, codes) => {
    for (const code of codes) expect({ code, ...classify(code) }).toMatchObject({ code, importance, group });
  });

  test('lists no code twice', () => {
    const codes = MOVEMENT_GROUPS.flatMap((group) => group.codes);
    expect(codes.length).toBe(new Set(codes).size);
    const slugs = MOVEMENT_GROUPS.map((group) => group.slug);
    expect(slugs.length).toBe(new Set(slugs).size);
  });
});

describe('the traps', () => {
  test('a code that no row lists takes after its nearest ancestor', () => {
    expect(classify(11403)).toMatchObject({ importance: 'critical', group: 'merits-judgment' });
    expect(classify(11378)).toMatchObject({ importance: 'critical', group: 'judgment-without-merits' });
    expect(classify(12438)).toMatchObject({ importance: 'critical', group: 'appeal-result' });
    expect(classify(15045)).toMatchObject({ importance: 'high', group: 'hearing' });
    expect(classify(15414)).toMatchObject({ importance: 'high', group: 'suspension' });
  });

  test('retired codes keep their meaning', () => {
    expect(classify(417)).toMatchObject({ importance: 'high', group: 'session' });
    expect(classify(897)).toMatchObject({ importance: 'high', group: 'session' });
    expect(classify(10966)).toMatchObject({ importance: 'low', group: 'record-keeping' });
    expect(classify(12163)).toMatchObject({ importance: 'high', group: 'decision' });
    expect(classify(377)).toMatchObject({ importance: 'critical', group: 'merits-judgment' });
    expect(classify(244)).toMatchObject({ importance: 'critical', group: 'appeal-result' });
    for (const code of [12065, 12067, 12068]) expect(classify(code)).toMatchObject({ group: 'suspension' });
    for (const code of [12101, 12102]) expect(classify(code)).toMatchObject({ group: 'session' });
    for (const code of [12765, 14230]) expect(classify(code)).toMatchObject({ group: 'decision' });
  });

  test('an unknown code is of medium importance', () => {
    for (const code of [0, -1, 999_999]) {
      expect(classify(code)).toEqual({ importance: 'medium', group: 'other', groupLabel: 'Outro movimento' });
    }
  });

  test('an unlisted act of the court staff is medium, of the judge high', () => {
    expect(classify(15730)).toMatchObject({ importance: 'medium', group: 'registry' });
    expect(classify(12432)).toMatchObject({ importance: 'high', group: 'decision' });
  });

  test('a remittance with complement 18 = 38 went up on appeal', () => {
    expect(classify(123, [18, 38])).toEqual({
      importance: 'high',
      group: 'appeal-remittance',
      groupLabel: 'Subiu em recurso',
    });
    expect(classify(123, [18, 40])).toMatchObject({ importance: 'medium', group: 'remittance' });
  });

  test('a conclusion for judgment weighs more than one for an order', () => {
    expect(classify(51, [3, 36]).importance).toBe('high');
    expect(classify(51, [3, 5]).importance).toBe('medium');
    expect(classify(51, [3, 6]).importance).toBe('medium');
  });

  test('an acórdão or an order to pay shows in the kind of document', () => {
    expect(classify(581, [4, 117])).toMatchObject({ importance: 'high', group: 'appeal-result' });
    expect(classify(581, [4, 107])).toMatchObject({ importance: 'low', group: 'document' });
    expect(classify(60, [4, 999, 'Alvará de levantamento'])).toMatchObject({ group: 'release-of-funds' });
    expect(classify(60, [4, 107, 'Certidão'])).toMatchObject({ importance: 'medium', group: 'issuance' });
  });

  test('11009 is an order, and 200 a rejection of embargos, whatever others say', () => {
    expect(classify(11009).group).toBe('order');
    expect(classify(200).group).toBe('declaratory-embargos');
  });
});

test('the tree ends at its two roots and has no loop', () => {
  for (const [code, root] of [
    [12266, 14],
    [219, 1],
    [454, 1],
    [246, 14],
    [12671, 1],
    [11010, 1],
  ] as const) {
    expect(lineage(code).at(-1)).toBe(root);
  }
  expect(lineage(12266)).toEqual([12266, 12264, 12263, 48, 14]);
  expect(lineage(424242)).toEqual([424242]);
  for (let code = 1; code < 16_000; code++) expect(lineage(code).length).toBeLessThan(8);
});

test('importance in Portuguese', () => {
  expect((['critical', 'high', 'medium', 'low'] as const).map(importanceLabel)).toEqual([
    'CRÍTICA',
    'ALTA',
    'MÉDIA',
    'BAIXA',
  ]);
});
