import { describe, expect, test } from 'bun:test';
import { figureOf, parseCitation, romanOf } from './citation.fixtures.ts';
import { GLOSSARY } from './glossary.ts';
import { CPC_OF, LAST_ARTICLE, LAST_ITEM, LAWS_OF, LETTERED, OTHERS, WHOLE } from './laws.fixtures.ts';
import type { Area } from './term.ts';

/** What is wrong with a source; empty when nothing is. */
function faultsOf(source: string, area: Area): string[] {
  if (OTHERS.has(source)) return [];
  if (/^(Res\. CNJ|STJ|TST|STF)/.test(source)) return [`${source} is not on the list`];
  if (WHOLE.has(source)) return isOfArea(source, area) ? [] : [`${source} is not of ${area}`];
  let cited: ReturnType<typeof parseCitation>;
  try {
    cited = parseCitation(source);
  } catch (error) {
    return [(error as Error).message];
  }
  const { law, articles } = cited;
  const last = LAST_ARTICLE[law];
  if (last === undefined) return [`there is no ${law} in the list of laws`];
  const faults = isOfArea(law, area) ? [] : [`${law} is not of ${area}`];
  for (const { number, items } of articles) {
    const figure = figureOf(number);
    const place = `${law} ${number}`;
    if (figure < 1 || figure > last) faults.push(`${law} has no article ${number}`);
    if (figure < 10 !== number.includes('º')) faults.push(`${place}: ordinals end with nine`);
    if (/-[A-Z]$/.test(number) && !LETTERED.has(place)) faults.push(`${place} is not known`);
    const most = law === 'CF' ? (LAST_ITEM[String(figure)] ?? 30) : 30;
    for (const item of items) if (!(romanOf(item) <= most)) faults.push(`${place} has no item ${item}`);
    const ranges = law === 'CPC' ? CPC_OF[area] : undefined;
    if (ranges && !ranges.some(([from, to]) => figure >= from && figure <= to))
      faults.push(`${place} is no place of ${area}`);
  }
  const figures = articles.map(({ number }) => figureOf(number));
  if (figures.some((figure, i) => figure < (figures[i - 1] ?? 0))) faults.push(`${source} goes backwards`);
  return faults;
}

function isOfArea(law: string, area: Area): boolean {
  return law === 'CF' || law === 'CPC' || LAWS_OF[area].includes(law);
}

test('every source of every term is an article that there is, of a law of its area', () => {
  const faults = GLOSSARY.flatMap(({ term, sources, area }) =>
    sources.flatMap((source) => faultsOf(source, area).map((fault) => `${term}: ${fault}`)),
  );
  expect(faults).toEqual([]);
});

test('every law and precedent of the lists is cited, so that the lists say nothing that nobody checks', () => {
  const cited = GLOSSARY.flatMap(({ sources }) => sources);
  const unused = [...Object.keys(LAST_ARTICLE), ...OTHERS].filter(
    (name) => !cited.some((source) => source === name || source.startsWith(`${name}, art`)),
  );
  expect(unused).toEqual([]);
});

describe('a slip is found', () => {
  test.each<[source: string, area: Area]>([
    ['CPC, art. 1.073', 'geral'],
    ['CLT, art. 923', 'trabalhista'],
    ['CF, art. 251', 'constitucional'],
    ['CF, art. 5º, LXXX', 'constitucional'],
    ['CF, art. 5º, IIII', 'constitucional'],
    ['CF, art. 103-B', 'constitucional'],
    ['CPC, art. 1015', 'recursos'],
    ['CPC, art. 102', 'recursos'],
    ['CPC, art. 5', 'geral'],
    ['CPC, art. 502º', 'geral'],
    ['CPC, arts. 502', 'geral'],
    ['CPC, art. 502 e 503', 'geral'],
    ['CPC, art. 189, § primeiro', 'geral'],
    ['CPC, arts. 403 e 304', 'geral'],
    ['CPC', 'geral'],
    ['CLT, art. 482', 'criminal'],
    ['Lei 9.099/1995, art. 98', 'juizados'],
    ['Lei 9.100/1995, art. 3º', 'juizados'],
    ['Lei 6.830/1980, art. 43', 'tributário'],
    ['Res. CNJ 592/2024', 'recursos'],
    ['STJ, Súmula 394', 'execução'],
  ])('%s (%s)', (source, area) => {
    expect(faultsOf(source, area)).not.toEqual([]);
  });
});
