import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { readOptions, SETTINGS } from './options.ts';
import { startSandbox } from './server.ts';

const README = await Bun.file(join(import.meta.dir, 'README.md')).text();
const usable = Bun.which('curl') !== null && Bun.which('bash') !== null;

test.skipIf(!usable)('every command of the README works as printed, in the printed order', async () => {
  const sandbox = await startSandbox({ ...readOptions([], {}), port: 0 });
  try {
    const blocks = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].map((found) => found[1] ?? '');
    const script = blocks.filter((block) => block.includes('curl') || block.includes('S=')).join('\n');
    const counted = script
      .replaceAll('http://127.0.0.1:3900', sandbox.url)
      .replaceAll('curl -s', "curl -s -o /dev/null -w '%{http_code}\\n'");
    const run = Bun.spawn(['bash', '-c', counted], { stdout: 'pipe', stderr: 'pipe' });
    const codes = (await new Response(run.stdout).text()).trim().split('\n');
    expect(await new Response(run.stderr).text()).toBe('');
    expect(codes.length).toBe(script.split('curl -s').length - 1);
    expect(codes.filter((code) => code !== '200' && code !== '201')).toEqual([]);
  } finally {
    await sandbox.stop();
  }
});

test('the README lists every setting with its default', () => {
  for (const [flag, variable, absent] of SETTINGS) {
    const row = README.split('\n').find((line) => line.startsWith(`| \`--${flag}\``));
    expect(row).toContain(`\`${variable}\``);
    expect(row).toContain(absent);
  }
});
