import { expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failuresOf } from './failures.mjs';

const FAILING = `import { expect, test } from 'bun:test';
test('passes', () => {});
test('compares "<&>"', () => { expect([{ name: 'Ação <1>' }]).toEqual([]); });
test('throws much', () => { throw new Error('line\\n'.repeat(100)); });
test.skip('is skipped', () => {});
`;

test('what Bun reports of failures is said again: where, which test, what was expected', () => {
  const folder = mkdtempSync(join(tmpdir(), 'failures-'));
  try {
    writeFileSync(join(folder, 'some.test.ts'), FAILING);
    const report = join(folder, 'junit.xml');
    const args = ['test', '--reporter=junit', `--reporter-outfile=${report}`];
    const { exitCode } = Bun.spawnSync([process.execPath, ...args], { cwd: folder });
    expect(exitCode).toBe(1);
    const failures = failuresOf(readFileSync(report, 'utf8'));
    expect(failures).toHaveLength(2);
    expect(failures[0]).toStartWith('some.test.ts:3: compares "<&>"\n');
    expect(failures[0]).toContain('+     "name": "Ação <1>",');
    expect(failures[1]).toStartWith('some.test.ts:4: throws much\n');
    expect(failures[1]).toMatch(/\(\d+ lines more\)$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a report without failures has none to say', () => {
  expect(failuresOf('<testsuites><testcase name="a" file="b" line="1" /></testsuites>')).toEqual([]);
});
