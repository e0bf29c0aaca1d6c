import { describe, expect, test } from 'bun:test';
import type { SourceMovement, Sources } from '../../sources/sources.ts';
import { sourceMovement } from '../../test-kit/source-movement.ts';
import { hearingWords } from './hearing.ts';
import { standingOf } from './phase.ts';
import { PLAIN } from './plain-phrases.ts';
import { SERVICE_WORDS } from './service.ts';
import { STANDING_WORDS } from './standing-words.ts';
import { newestWords, summarise } from './summary.ts';

function movement(place: number, date: string, code: number, situation?: string): SourceMovement {
  return sourceMovement(place, {
    code,
    name: code === 12740 ? 'Conciliação' : '',
    date,
    situation,
    unit: null,
  });
}

const sourcesOf = (...movements: SourceMovement[]): Sources => ({ headers: [], movements, omitted: 0 });
const toldOf = (sources: Sources) =>
  summarise(sources, 'client')
    .statements.filter(({ section }) => section === 'happened')
    .map(({ text }) => text);

describe('of one kind is told together only what is true of all of it', () => {
  test('a hearing that was called, cancelled, called off and held', () => {
    const sources = sourcesOf(
      movement(1, '2024-02-10', 12740, 'designada'),
      movement(2, '2024-03-20', 12740, 'cancelada'),
      movement(3, '2024-03-21', 12740, 'redesignada'),
      movement(4, '2024-04-19', 12740, 'não-realizada'),
      movement(5, '2024-04-20', 12740, 'realizada'),
    );
    expect(toldOf(sources)).toEqual([
      'Em 10/02/2024, foi designada a audiência de conciliação.',
      'Em 20/03/2024, foi cancelada a audiência de conciliação.',
      'Em 21/03/2024, foi redesignada a audiência de conciliação.',
      'Em 19/04/2024, não foi realizada a audiência de conciliação.',
      'Em 20/04/2024, foi realizada a audiência de conciliação.',
    ]);
  });

  test('a summons that was sent, failed and arrived', () => {
    const sources = sourcesOf(
      movement(1, '2024-02-07', 12287),
      movement(2, '2024-02-10', 15246),
      movement(3, '2024-02-19', 12288),
    );
    expect(toldOf(sources)).toEqual([
      'Em 07/02/2024, saiu o aviso da ação para a parte ré (citação).',
      'Em 10/02/2024, o aviso da ação à parte ré não se completou (citação).',
      'Em 19/02/2024, a parte ré foi avisada da ação (citação).',
    ]);
  });
});

test.each([15246, 15548, 15727, 12287])('a summons of code %i has reached nobody', (code) => {
  const sources = sourcesOf(movement(1, '2024-01-01', 26), movement(2, '2024-02-01', code));
  expect(standingOf(sources).phase).toBe('service');
});

test.each([
  ['Audiência', 'foi registrado um andamento sobre audiência'],
  ['Audiência de conciliação designada', 'foi designada a audiência de conciliação'],
  ['Audiência una realizada', 'foi realizada a audiência una'],
  [
    'Audiência Instrução e Julgamento',
    'foi registrado um andamento sobre audiência de instrução e julgamento',
  ],
])('%s: %s', (description, words) => {
  expect(hearingWords(description)).toBe(words);
});

test('no side is named that the data does not show: our client may be the party that is summoned', () => {
  const told = summarise(sourcesOf(movement(1, '2024-02-07', 12307)), 'client').statements.map(
    ({ text }) => text,
  );
  expect(told[0]).toContain('a revelia da parte ré');
  for (const text of [
    ...told,
    ...Object.values(PLAIN),
    JSON.stringify(STANDING_WORDS),
    JSON.stringify(SERVICE_WORDS),
  ])
    expect(text).not.toMatch(/outra parte|adversári|parte contrária|\bcliente (ganh|perd|venc)|\bvoc[êe]\b/i);
});

test('a movement whose text was withheld is told without its text or its code', () => {
  const withheld = { ...movement(1, '2024-02-07', 219), description: '', name: '', withheld: true };
  expect(newestWords(withheld, 'client')).toBe(
    'No último registro, de 07/02/2024, foi registrado um andamento cujo texto foi retirado.',
  );
  expect(newestWords(withheld, 'lawyer')).toBe('Último movimento em 07/02/2024 (G1): texto retirado.');
});
