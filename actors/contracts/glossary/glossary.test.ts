import { describe, expect, test } from 'bun:test';
import { findTerm, searchTerms } from './find.ts';
import { GLOSSARY } from './glossary.ts';
import { foldTerm } from './term.ts';

describe('the glossary', () => {
  test('has at least 200 terms, none twice, under any of its names', () => {
    expect(GLOSSARY.length).toBeGreaterThanOrEqual(200);
    const names = GLOSSARY.flatMap(({ term, aliases }) => [term, ...aliases].map(foldTerm));
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
    expect(new Set(GLOSSARY.map(({ slug }) => slug)).size).toBe(GLOSSARY.length);
  });

  test.each(GLOSSARY.map((entry) => [entry.term, entry] as const))(
    '%s has a short meaning and its source',
    (_, entry) => {
      expect(entry.meaning).toMatch(/^[\p{Lu}].*\.$/u);
      expect(entry.meaning.length).toBeLessThan(220);
      expect(entry.sources.length).toBeGreaterThan(0);
      expect(entry.slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(foldTerm(entry.meaning)).not.toStartWith(`${foldTerm(entry.term)} `);
    },
  );
});

describe('a term is found', () => {
  test.each([
    ['Trânsito em julgado', 'transito-em-julgado'],
    ['TRANSITO EM JULGADO', 'transito-em-julgado'],
    ['transitado em julgado', 'transito-em-julgado'],
    ['apelações', 'apelacao'],
    ['penhoras', 'penhora'],
    ['RPV', 'requisicao-de-pequeno-valor'],
    ['embargos de declaração', 'embargos-de-declaracao'],
    ['hc', 'habeas-corpus'],
  ])('%s', (name, slug) => {
    expect(findTerm(name)?.slug).toBe(slug);
  });

  test.each(['', 'x', 'futebol', '../etc/passwd'])('%p is none', (name) => {
    expect(findTerm(name)).toBeUndefined();
  });

  test('by a part of it, the name before the beginning before a word before the meaning', () => {
    expect(searchTerms('penhora', 3).map(({ slug }) => slug)[0]).toBe('penhora');
    expect(searchTerms('prisao', 10).map(({ slug }) => slug)).toContain('prisao-preventiva');
    expect(searchTerms('tornozeleira', 5).map(({ slug }) => slug)).toEqual([
      'medidas-cautelares-diversas-da-prisao',
    ]);
    expect(searchTerms('', 5)).toEqual([]);
  });
});
