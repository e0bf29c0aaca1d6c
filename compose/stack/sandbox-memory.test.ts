import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../datajud-sandbox/server.ts';
import { rememberCourts, sandboxFolder } from './sandbox-memory.ts';

test('what changed in the courts is there after a restart, and the rest as it was', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'lux-memory-'));
  const folder = sandboxFolder(dir);
  const start = () =>
    startSandbox({ demo: true, folder, generate: { courts: ['tjsp'], casesPerCourt: 20, seed: 'memory' } });
  const everything = ({ control }: Sandbox) =>
    control
      .cases({ limit: 1_000 })
      .data.map(({ number }) => control.readCase(number).map(({ source }) => source));

  const before = await start();
  const remember = rememberCourts(before, folder);
  const generated = before.control
    .cases({ limit: 1_000 })
    .data.find(({ number }) => !before.demoCases.includes(number));
  const changed = [before.demoCases[0] ?? '', generated?.number ?? ''];
  for (const number of changed) {
    const grau = before.control.readCase(number)[0]?.grau;
    before.control.run('add-movement', { number, grau, codigo: 85 });
  }
  const told = everything(before);
  remember();
  await before.stop();

  const after = await start();
  expect(everything(after).sort(byText)).toEqual(told.sort(byText));
  await after.stop();
  rmSync(dir, { recursive: true });
});

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
