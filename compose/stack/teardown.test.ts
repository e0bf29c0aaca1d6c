import { expect, test } from 'bun:test';
import { createTeardown } from './teardown.ts';

test('stops in the opposite order, one after the other, once', async () => {
  const ended: string[] = [];
  const teardown = createTeardown(() => {}, 10_000);
  for (const part of ['database', 'broker', 'api']) {
    teardown.add(part, async () => {
      await Promise.resolve();
      ended.push(part);
    });
  }
  expect(await Promise.all([teardown.run(), teardown.run()])).toEqual([true, true]);
  expect(ended).toEqual(['api', 'broker', 'database']);
});

test('a part that fails to stop is named and stops no other', async () => {
  const said: string[] = [];
  let stopped = false;
  const teardown = createTeardown((line) => said.push(line), 10_000);
  teardown.add('database', () => {
    stopped = true;
  });
  teardown.add('api', () => Promise.reject(new Error('stuck')));
  expect(await teardown.run()).toBe(false);
  expect(stopped).toBe(true);
  expect(said).toEqual(['stopping api failed: stuck']);
});

test('gives up at its deadline', async () => {
  const teardown = createTeardown(() => {}, 20);
  teardown.add('api', () => new Promise(() => {}));
  expect(await teardown.run()).toBe(false);
});
