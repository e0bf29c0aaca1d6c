import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { Glob } from 'bun';

const root = join(import.meta.dir, '..');
const NAMED = /\bname: '([a-z0-9-]+)',\s*text\b/g;

test('no two statements share a name: on a connection that has seen one of them the other fails', async () => {
  const places = new Map<string, string[]>();
  for (const folder of ['actors', 'api', 'db', 'workers', 'compose'])
    for await (const file of new Glob(`${folder}/**/*.ts`).scan(root)) {
      if (/\.(test|fixtures)\.ts$|test-kit/.test(file)) continue;
      for (const [, name = ''] of (await Bun.file(join(root, file)).text()).matchAll(NAMED))
        places.set(name, [...(places.get(name) ?? []), file]);
    }
  expect(places.size).toBeGreaterThan(100);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
