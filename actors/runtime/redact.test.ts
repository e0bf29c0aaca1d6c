import { describe, expect, test } from 'bun:test';
import { describeError, loggedError } from './errors.ts';
import { redact, withoutTextsOf } from './redact.ts';

const key = `lux_${'Ab1_-'.repeat(9)}`.slice(0, 47);

describe('a text for logs and dead letters', () => {
  test.each([
    ['an API key', `bad key ${key}.`, 'bad key lux_…'],
    ['a refresh token', `token=lrt_${'x'.repeat(43)}`, 'token=lrt_…'],
    ['a webhook secret', 'signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=', 'signed with whsec_…'],
    ['an access token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'got …'],
    [
      'credentials of a header',
      'authorization: APIKey cDZHYzlZ== refused',
      'authorization: APIKey … refused',
    ],
    [
      'passwords of a URL',
      'cannot reach postgres://lux_app:p%40ss@127.0.0.1:5432/x',
      'cannot reach postgres://…@127.0.0.1:5432/x',
    ],
    ['an e-mail address', 'Key (email)=(ana.maria+1@escritorio.adv.br) exists', 'Key (email)=(…@…) exists'],
  ])('has no %s', (_, text, expected) => {
    expect(redact(text)).toContain(expected);
  });

  test('may be one long word: it is not read again from each of its letters, which would take minutes', () => {
    const text = 'a.'.repeat(200_000);
    expect(redact(text)).toBe(text);
  });

  test('keeps what operators need', () => {
    const text =
      'HTTP 503 of https://api.example.com/x for prc_01kb0v5zq8e3n9t2h4x6m7r8sa, 0000001-17.2099.8.26.0001 (lux_app)';
    expect(redact(text)).toBe(text);
  });

  test('has nothing of what a message carried, but for ids, numbers and words of the program', () => {
    const payload = {
      type: 'process.import',
      processId: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa',
      number: '00000011720998260001',
      label: 'Silva x "Banco"',
      people: [{ name: 'Ana Maria' }, { name: 'Ana' }],
    };
    const text = withoutTextsOf(payload, `cannot handle ${JSON.stringify(payload)}`);
    for (const own of ['Silva', 'Banco', 'Ana', 'Maria']) expect(text).not.toContain(own);
    for (const needed of ['process.import', payload.processId, payload.number])
      expect(text).toContain(needed);
  });
});

describe('an error in the log', () => {
  test('has no values: not those of a row, of a statement, or of a body that could not be read', () => {
    const unique = Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), {
      code: '23505',
      detail: 'Key (lower(email))=(marked@example.com) already exists.',
      where: 'marked',
    });
    const invalid = Object.assign(new Error('invalid input syntax for type integer: "marked"'), {
      code: '22P02',
    });
    let syntax: unknown;
    try {
      JSON.parse('{"a": marked}');
    } catch (error) {
      syntax = error;
    }
    for (const error of [unique, invalid, syntax, new Error('outer', { cause: unique })]) {
      expect(JSON.stringify(loggedError(error))).not.toContain('marked');
      expect(describeError(error)).not.toContain('marked');
    }
    expect(loggedError(unique)).toMatchObject({ type: 'Error', code: '23505' });
    expect(JSON.stringify(loggedError(unique))).toContain('users_email');
  });

  test('may be anything that was thrown', () => {
    expect(loggedError(`${key}!`)).toEqual({ type: 'string', message: 'lux_…!' });
    expect(loggedError(7)).toEqual({ type: 'number', message: '7' });
  });
});
