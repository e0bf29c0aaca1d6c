import { expect, test } from 'bun:test';
import { readMessages } from './read.ts';

const PHONE = '5511900001001';
const USER = 'BR.abc123';
const message = (more: object) => ({
  id: 'wamid.1',
  timestamp: String(Math.floor(Date.now() / 1_000)),
  type: 'text',
  text: { body: 'oi' },
  ...more,
});
const fromOf = (said: object, ...contacts: object[]) =>
  readMessages({ messages: [message(said)], contacts })[0]?.from;

test.each([
  ['the message itself', { from: PHONE, from_user_id: USER }, []],
  ['the contact of that phone', { from: PHONE }, [{ wa_id: PHONE, user_id: USER }]],
  ['the contact of that user id', { from: PHONE, from_user_id: USER }, [{ user_id: USER }]],
])('both names of a person are told where %s has them', (_, said, contacts) => {
  expect(fromOf(said, ...contacts)).toMatchObject({ chat: PHONE, user: USER, alias: USER });
});

test.each([
  ['there is one', { from: PHONE }, []],
  ['there is one, and none of the phone', { from_user_id: USER }, [{ user_id: USER }]],
  ['the contact is of another phone', { from: PHONE }, [{ wa_id: '5511900009999', user_id: USER }]],
  [
    'they contradict each other',
    { from: PHONE, from_user_id: USER },
    [{ wa_id: PHONE, user_id: 'BR.other' }],
  ],
])('no other name is told where %s', (_, said, contacts) => {
  expect(fromOf(said, ...contacts)).not.toHaveProperty('alias');
});
