import { describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { readAdvice } from './advisories.ts';
import { installedPackages } from './installed.ts';
import { knownBad } from './known-bad.ts';
import { isAllowed, judgeLicences } from './licences.ts';

const packages = installedPackages(join(import.meta.dir, '../..'));

describe('what is installed', () => {
  test('is found, however deep, with its licence', () => {
    const names = packages.map(({ name }) => name);
    for (const name of ['elysia', 'pg', '@elysiajs/swagger', 'fast-check']) expect(names).toContain(name);
    expect(packages.find(({ name }) => name === 'pg')).toMatchObject({ licence: 'MIT' });
  });

  test('has licences that this product may be sold with', () => {
    expect(judgeLicences(packages).refused.map(({ name, licence }) => `${name} ${licence}`)).toEqual([]);
  });

  test('is nothing that was published by a thief', () => {
    expect(knownBad(packages)).toEqual([]);
  });
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0', false],
  ['AGPL-3.0', false],
  ['unknown', false],
  ['UNLICENSED', false],
  ['', false],
])('the licence %p is allowed: %p', (expression, expected) => {
  expect(isAllowed(expression)).toBe(expected);
});

test('a known bad release is found, and its neighbour is not', () => {
  const one = (name: string, version: string) => ({ name, version, licence: 'MIT', hasInstallScript: false });
  const installed = [one('debug', '4.4.2'), one('debug', '4.4.3'), one('flatmap-stream', '0.1.1')];
  expect(knownBad(installed)).toEqual(['debug@4.4.2', 'flatmap-stream@0.1.1']);
});

describe('the word of the registry', () => {
  test('is none when it does not answer, which is not "none known"', () => {
    for (const [out, err] of [
      ['', 'error: 404 while asking for advisories'],
      ['<html>', ''],
      ['{"error":"not found"}', ''],
      ['[]', ''],
      ['null', ''],
    ] as const)
      expect(readAdvice(out, err)).toMatchObject({ asked: false, found: false });
  });

  test('is read when it answers', () => {
    expect(readAdvice('{}', '')).toMatchObject({ asked: true, found: false });
    const one = { lodash: [{ severity: 'high', title: 'Prototype pollution', url: 'https://example.com' }] };
    expect(readAdvice(JSON.stringify(one), '')).toEqual({
      asked: true,
      found: true,
      text: 'lodash: high: Prototype pollution https://example.com',
    });
  });
});
