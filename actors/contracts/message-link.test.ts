import { expect, test } from 'bun:test';
import { openCaseLink, signCaseLink } from './case-link.ts';
import { newId } from './ids.ts';
import { openMessageLink, signMessageLink } from './message-link.ts';
import { parseSealingKeys } from './sealing.ts';

const keys = parseSealingKeys(`k1:${Buffer.alloc(32, 1).toString('base64')}`);
const reader = {
  tenant: newId('tenant'),
  personId: newId('person'),
  channel: 'telegram',
  expiresAt: new Date('2026-12-09T12:00:00.000Z'),
} as const;

test('the token of a message opens its page, and that of a case opens no message', () => {
  const link = { ...reader, notificationId: newId('notification') };
  const token = signMessageLink(keys, link);
  expect(openMessageLink(keys, token)).toEqual(link);
  expect(openCaseLink(keys, token)).toBeUndefined();
  const ofCase = signCaseLink(keys, { ...reader, processId: newId('process') });
  expect(openMessageLink(keys, ofCase)).toBeUndefined();
  // Whatever was signed: a page of a message shows messages.
  expect(
    openMessageLink(keys, signMessageLink(keys, { ...reader, notificationId: newId('process') })),
  ).toBeUndefined();
});
