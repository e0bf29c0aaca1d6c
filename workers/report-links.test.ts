import { afterAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../actors/contracts/ids.ts';
import { fileKey } from '../actors/report-renderer/objects.ts';
import { sha256 } from '../actors/report-renderer/store/checksum.ts';
import { reportParts } from '../compose/stack/report-parts.ts';
import { reportLinks } from './report-links.ts';

const root = mkdtempSync(join(tmpdir(), `lux-test-${process.pid}-links-`));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = {
  OBJECT_STORE_DIR: root,
  S3_BUCKET: 'lux',
  S3_REGION: 'us-east-1',
  S3_ENCRYPT: false,
  REPORT_RETENTION_DAYS: 90,
  REPORT_LINK_HOURS: 24,
  PUBLIC_URL: 'https://lux.example/',
  SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
};

test('a link that the notifier makes is served by the API until it ends, and another report’s is not', async () => {
  const parts = reportParts(env, () => 'https://lux.example');
  const links = reportLinks(env);
  const [tenant, reportId] = [newId('tenant'), newId('report')];
  const bytes = new TextEncoder().encode('a;b');
  const file = { format: 'csv', fileName: 'carteira.csv', sha256: sha256(bytes) } as const;
  await parts.store.put(fileKey(tenant, reportId, file), bytes, {
    mediaType: 'text/csv',
    sha256: file.sha256,
  });
  const get = async (report: string, until: Date) => {
    const url = links.link(tenant, report, file, until);
    expect(url).toStartWith('https://lux.example/v1/downloads/');
    return parts.serveDownload(new Request(url), url.split('/').at(-1) ?? '', async () => false);
  };
  const soon = new Date(Date.now() + links.seconds * 1_000);
  const served = await get(reportId, soon);
  expect([served.status, await served.text()]).toEqual([200, 'a;b']);
  expect(served.headers.get('content-disposition')).toBe('attachment; filename="carteira.csv"');
  expect((await get(reportId, new Date(Date.now() - 1_000))).status).toBe(404);
  expect((await get(newId('report'), soon)).status).toBe(404);
});
