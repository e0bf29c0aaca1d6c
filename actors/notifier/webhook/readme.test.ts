import { expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STANDARD_HEALTH } from './health.ts';
import { STANDARD_SCHEDULE } from './outcome.ts';
import { newSecret, newSigningKeyPair, signatureHeaders } from './sign.ts';

const readme = await Bun.file(join(import.meta.dir, 'README.md')).text();
const block = (language: string, containing: string): string => {
  const blocks = [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (m) => m[1] ?? '',
  );
  const found = blocks.find((text) => text.includes(containing));
  if (!found) throw new Error(`the README has no ${language} block with ${containing}`);
  return found;
};

const secret = newSecret();
const pair = newSigningKeyPair();
const body = '{"type":"movement.detected","data":{"name":"Sentença"}}';
const headers = signatureHeaders({ id: 'whd_1', attemptedAt: new Date(), body }, [
  newSecret(),
  secret,
  pair.privateKey,
]);

async function inDirectory<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'lux-readme-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test('the TypeScript sample tells what is ours from what is not', async () => {
  await inDirectory(async (dir) => {
    writeFileSync(join(dir, 'sample.ts'), block('ts', 'isGenuine'));
    const { isGenuine } = await import(join(dir, 'sample.ts'));
    for (const key of [secret, pair.publicKey]) {
      expect(isGenuine(key, headers, body)).toBe(true);
      expect(isGenuine(key, headers, `${body} `)).toBe(false);
      expect(isGenuine(key, { ...headers, 'webhook-id': 'whd_2' }, body)).toBe(false);
      expect(isGenuine(key, headers, body, Date.now() + 301_000)).toBe(false);
      expect(isGenuine(key, {}, body)).toBe(false);
    }
    for (const key of [newSecret(), newSigningKeyPair().publicKey, pair.privateKey])
      expect(isGenuine(key, headers, body)).toBe(false);
  });
});

test('the openssl sample makes the signature of the header', async () => {
  await inDirectory(async (dir) => {
    writeFileSync(join(dir, 'body.json'), body);
    const child = Bun.spawn(['bash', '-c', block('sh', 'openssl')], {
      cwd: dir,
      env: { ...process.env, secret, id: headers['webhook-id'], timestamp: headers['webhook-timestamp'] },
      stderr: 'inherit',
    });
    const printed = (await new Response(child.stdout).text()).trim();
    expect(headers['webhook-signature'].split(' ')).toContain(`v1,${printed}`);
  });
});

test('the numbers of the text are those of the code', () => {
  const words = (ms: number) =>
    ms === 0
      ? 'at once'
      : ms < 60_000
        ? `${ms / 1000} s`
        : ms < 3_600_000
          ? `${ms / 60_000} min`
          : `${ms / 3_600_000} h`;
  expect(readme.replace(/ +/g, ' ')).toContain(`| after | ${STANDARD_SCHEDULE.map(words).join(' | ')} |`);
  expect([STANDARD_HEALTH.warnAfterMs, STANDARD_HEALTH.disableAfterMs]).toEqual([
    2.5 * 86_400_000,
    5 * 86_400_000,
  ]);
});
