import { describe, expect, test } from 'bun:test';
import { evalCases } from './cases.ts';
import { labelledParts } from './labelled/labelled.ts';
import { FAULTS, readLabelled } from './labelled/read-labelled.ts';
import { flesch, syllablesOf } from './plainness.ts';
import { meansOf } from './report.ts';
import { scoreOf } from './score.ts';
import { scoreVerifier } from './verifier-score.ts';
import { localWriter } from './write-drafts.ts';

const cases = evalCases();

describe('the cases', () => {
  test('are at least forty, over five areas, none twice', () => {
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(new Set(cases.map(({ area }) => area)).size).toBe(5);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ docket }) => docket)).size).toBe(cases.length);
  });

  test.each(cases.map((one) => [one.id, one] as const))('%s reads like a docket', (_, one) => {
    const { movements } = one.sources;
    expect(movements.length).toBeGreaterThanOrEqual(4);
    expect(movements.map((m) => m.date)).toEqual(movements.map((m) => m.date).toSorted());
    expect([26, 36]).toContain(movements[0]?.code ?? 0);
    // Every code is one that our table has words for.
    for (const { description } of movements) expect(description).not.toMatch(/^Movimento/);
    expect(one.mustCover.length + one.standsOn.length).toBeGreaterThan(0);
    expect(one.standsOn.length).toBeGreaterThan(0);
    expect(one.answerRestsOn.length > 0).toBe(one.answerable);
  });
});

describe('the local engine', () => {
  test('proves what it writes, covers what matters, makes nothing up, and is plain', async () => {
    const means = meansOf(await Promise.all(cases.map(async (one) => scoreOf(one, await localWriter(one)))));
    expect(means.grounding).toBe(1);
    expect(means.hallucinated).toBe(0);
    expect(means.coverage).toBeGreaterThanOrEqual(0.98);
    expect(means.lawyerCoverage).toBeGreaterThanOrEqual(0.98);
    expect(means.standing).toBeGreaterThanOrEqual(0.95);
    expect(means.answer).toBeGreaterThanOrEqual(0.9);
    expect(means.risk).toBeGreaterThanOrEqual(0.95);
    expect(means.plainness).toBeGreaterThanOrEqual(50);
  });
});

describe('the verifier', () => {
  const parts = labelledParts(cases);
  const all = [...parts.values()].flat();

  test('is scored on at least 120 sentences with every kind of fault; those held out are of other cases', () => {
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all.map(({ statement }) => statement.text)).size).toBe(all.length);
    for (const part of ['development', 'held out'])
      expect(new Set(parts.get(part)?.map(({ fault }) => fault))).toEqual(new Set([null, ...FAULTS]));
    const casesOf = (part: string) => new Set(parts.get(part)?.map(({ of }) => of.id));
    expect(casesOf('development').intersection(casesOf('held out')).size).toBe(0);
  });

  test.each([
    ['development', 1, 0.05],
    ['hard', 0.8, 0.35],
    ['denied', 1, 0.1],
    ['held out', 0.98, 0.15],
  ])('doubts what is false, and not too much of what is true: %s', (part, recall, alarm) => {
    const score = scoreVerifier(part, parts.get(part) ?? []);
    expect(score.doubted / score.falseOnes).toBeGreaterThanOrEqual(recall);
    expect(score.alarms / score.trueOnes).toBeLessThanOrEqual(alarm);
  });

  test('a line that names no movement of its case is refused', () => {
    for (const line of [
      'labour-01 | m99 | true | Houve acordo.',
      'labour-01 | m1 | false fancy | Houve acordo.',
    ])
      expect(() => readLabelled(line, cases)).toThrow(line);
  });
});

describe('the score', () => {
  const [one] = cases;
  if (!one) throw new Error('there are cases');

  test('falls for what is made up, unproved and left out', async () => {
    const good = await localWriter(one);
    const bad = {
      ...good,
      client: {
        statements: [
          {
            section: 'happened' as const,
            text: 'Em 01/01/1999, a 9ª Vara Cível de Recife fixou R$ 123.456 no TJPE.',
            sources: ['m1'],
          },
        ],
        verdict: null,
      },
      risk: { statements: [], verdict: 'favours-defendant' },
    };
    const score = scoreOf(one, bad);
    expect(score.hallucinated).toEqual(expect.arrayContaining(['1999-01-01', '123456', 'tjpe']));
    expect(score).toMatchObject({ coverage: 0, standing: 0, risk: 0 });
    expect(score.grounding).toBeLessThan(1);
  });

  test('of plainness tells a children’s book from a ruling', () => {
    const easy = flesch('O gato viu a bola. Ele correu e pegou a bola. A menina riu.');
    const hard = flesch(
      'A constitucionalidade superveniente da hermenêutica jurisprudencial consubstancia pressuposto intransponível da admissibilidade recursal extraordinária.',
    );
    expect(easy).toBeGreaterThan(75);
    expect(hard).toBeLessThan(0);
    expect(flesch('— …')).toBeUndefined();
  });

  test.each([
    ['dia', 2],
    ['história', 3],
    ['água', 2],
    ['secretaria', 5],
    ['processo', 3],
    ['decisão', 3],
    ['petições', 3],
    ['audiência', 4],
    ['juiz', 2],
    ['ainda', 3],
    ['quem', 1],
    ['situação', 4],
    ['causa', 2],
    ['réu', 1],
  ])('%s has %i syllables', (word, count) => {
    expect(syllablesOf(word)).toBe(count);
  });
});
