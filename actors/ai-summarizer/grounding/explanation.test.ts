import { describe, expect, test } from 'bun:test';
import { bodyOf, judge } from '../answering/body.ts';
import { classificationTask } from '../tasks/classification.ts';
import { termTask } from '../tasks/term.ts';
import { caseOf } from '../test-kit/labelled.ts';
import { explanationDoubts } from './explanation.ts';

const RULING = {
  kind: 'document' as const,
  text: 'Ante o exposto, julgo procedente o pedido e condeno a ré a pagar R$ 500,00. Campinas, 05/03/2024.',
};
const TERM = { kind: 'term' as const, text: 'penhor legal' };

describe('an explanation is doubted', () => {
  test.each([
    ['O art. 999 do CPC o define.', TERM],
    ['É o que diz a súmula do tribunal.', TERM],
    ['Quem o descumpre é condenado a dez anos pelo STF.', TERM],
    ['Foi criado por Carlos Prado.', TERM],
    ['Vale desde 05/03/2024.', TERM],
    ['O texto mostra que o réu foi absolvido.', RULING],
    ['O texto condena a ré a pagar R$ 900,00.', RULING],
    ['O texto é do TJMG.', RULING],
    ['O texto é de 06/03/2024.', RULING],
  ])('%s', (text, typed) => {
    expect(explanationDoubts(text, typed)).not.toEqual([]);
  });
});

test.each([
  ['É a garantia que a lei dá a quem hospeda sobre as coisas do hóspede.', TERM],
  ['O texto usa “julgo procedente o pedido”, que é próprio de uma sentença.', RULING],
  ['O texto é de 05/03/2024 e fala de R$ 500,00.', RULING],
])('and not where it keeps to what was typed: %s', (text, typed) => {
  expect(explanationDoubts(text, typed)).toEqual([]);
});

const { sources } = caseOf({ text: '', cites: [219] });
const explained = (text: string) => ({
  statements: [{ section: 'explanation' as const, text, sources: [] }],
  verdict: null,
});

test('a model’s explanation is never shown as proved, the glossary’s is', () => {
  const draft = explained('É a garantia que a lei dá a quem hospeda.');
  const shown = (isByRules: boolean) =>
    bodyOf(termTask, judge(draft, sources, { input: { term: 'penhor legal' }, isByRules }), null, sources);
  expect(shown(false).statements).toMatchObject([
    { proved: false, doubts: [expect.stringContaining('modelo')] },
  ]);
  expect(shown(true).statements).toMatchObject([{ proved: true, doubts: [] }]);
});

test('of movements nothing is explained without citing them', () => {
  const input = { movementIds: ['mov_2'] };
  const judged = judge(explained('O réu foi condenado a dez anos pelo STF.'), sources, {
    input,
    isByRules: false,
  });
  expect(bodyOf(classificationTask, judged, 'sentenca', sources).statements).toEqual([]);
});
