import { expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { answers } from './conventions.ts';

const Case = Type.Object({ version: Type.Integer() });

const askWith = async (check: boolean) => {
  const app = new Elysia()
    .model(answers(check, { Case, CasePage: Type.Object({ data: Type.Array(Case) }) }))
    // What no handler can do past the compiler.
    .get('/one', () => ({ version: 'one' }) as never, { response: { 200: 'Case' } })
    .get('/page', () => ({ data: [{ version: 'one' }] }) as never, { response: { 200: 'CasePage' } });
  const statuses = [];
  for (const path of ['/one', '/page'])
    statuses.push((await app.handle(new Request(`http://localhost${path}`))).status);
  return statuses;
};

test('answers are compared with their schemas only where that is asked for', async () => {
  expect(await askWith(true)).toEqual([422, 422]);
  expect(await askWith(false)).toEqual([200, 200]);
  expect(Case).not.toHaveProperty('noValidate');
});
