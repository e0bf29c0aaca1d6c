import { expect, test } from 'bun:test';
import fc from 'fast-check';
import { type CaseLink, openCaseLink, signCaseLink } from './case-link.ts';
import { newId } from './ids.ts';
import { parseSealingKeys } from './sealing.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const keys = parseSealingKeys(`k1:${key(1)}`);
const link = (): CaseLink => ({
  tenant: newId('tenant'),
  personId: newId('person'),
  channel: 'whatsapp',
  processId: newId('process'),
  expiresAt: new Date('2026-12-09T12:00:00.000Z'),
});

test('a token opens what it was signed for, says the same each time, and outlives a rotation of the keys', () => {
  const given = link();
  const token = signCaseLink(keys, given);
  expect(openCaseLink(keys, token)).toEqual(given);
  expect(signCaseLink(keys, given)).toBe(token);
  expect(openCaseLink(parseSealingKeys(`k2:${key(2)},k1:${key(1)}`), token)).toEqual(given);
  expect(openCaseLink(parseSealingKeys(`k2:${key(2)}`), token)).toBeUndefined();
  // It goes into buttons, and into messages that a provider limits.
  expect(token.length).toBeLessThan(250);
});

test('a token that was changed in any place opens nothing, and no text makes it throw', () => {
  const token = signCaseLink(keys, link());
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'b', '.', '=', ' ', 'é', ''), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      fc.pre(
        !Buffer.from(changed.split('.')[1] ?? '', 'base64url').equals(
          Buffer.from(token.split('.')[1] ?? '', 'base64url'),
        ) || changed.split('.')[0] !== token.split('.')[0],
      );
      expect(openCaseLink(keys, changed)).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => openCaseLink(keys, text) === undefined));
});
