import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'minio';
import { startS3, type TestS3 } from '../../../compose/test-kit/s3/server.ts';
import { ChecksumError, type ObjectStore } from '../../contracts/object-store.ts';
import { sha256 } from './checksum.ts';
import { createDirectoryStore } from './directory.ts';
import { createFileLink, createLinkSigner } from './links.ts';
import { createS3Store } from './s3.ts';
import { serveDownload } from './serve-download.ts';

/** Both stores, and what stands for the API: it serves the links to either under a path of its own. */
const root = mkdtempSync(join(tmpdir(), `lux-test-${process.pid}-store-`));
let s3: TestS3;
let api: Bun.Server<undefined>;
const stores: Record<string, ObjectStore> = {};
const withheld = new Set<string>();
const signer = createLinkSigner([new Uint8Array(32)]);

beforeAll(() => {
  s3 = startS3();
  api = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const [, name = '', , , token = ''] = new URL(request.url).pathname.split('/');
      return serveDownload(request, token, {
        store: stores[name] as ObjectStore,
        links: signer,
        isWithheld: async (key) => withheld.has(key),
      });
    },
  });
  stores.directory = createDirectoryStore({ root });
  stores.S3 = createS3Store({
    endpoint: s3.endpoint,
    ...s3.credentials,
    bucket: 'lux',
    region: 'us-east-1',
    encrypt: true,
  });
});
afterAll(async () => {
  await api.stop(true);
  await s3.stop();
  rmSync(root, { recursive: true, force: true });
});

const text = (content: string) => new TextEncoder().encode(content);
const read = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const put = (store: ObjectStore, key: string, bytes: Uint8Array) =>
  store.put(key, bytes, { mediaType: 'text/plain', sha256: sha256(bytes) });

describe.each(['directory', 'S3'])('%s', (name) => {
  const store = () => stores[name] as ObjectStore;

  test('gives back what was put, with its facts', async () => {
    const bytes = text('olá, juízo');
    const stored = await put(store(), 'ten_a/x/one.txt', bytes);
    expect(stored).toMatchObject({ bytes: 12, mediaType: 'text/plain', sha256: sha256(bytes) });
    expect(await store().head('ten_a/x/one.txt')).toEqual(stored);
    expect(read(await store().get('ten_a/x/one.txt'))).toBe('olá, juízo');
    expect(read(await store().get('ten_a/x/one.txt', { range: { start: 6, end: 7 } }))).toBe('ju');
  });

  test('what is not there is undefined, and deleting it is no error', async () => {
    expect(await store().head('ten_a/none')).toBeUndefined();
    expect(await store().get('ten_a/none')).toBeUndefined();
    expect(await store().get('ten_a/none', { range: { start: 0, end: 3 } })).toBeUndefined();
    await store().delete('ten_a/none');
    await store().purge('ten_a/none');
  });

  test('keeps versions: one that was overwritten or deleted is read by its id, until it is purged', async () => {
    const first = await put(store(), 'ten_a/v.txt', text('first'));
    const second = await put(store(), 'ten_a/v.txt', text('second'));
    expect(first.versionId).not.toBe(second.versionId);
    expect(first.etag).not.toBe(second.etag);
    const at = (versionId: string | null) => store().get('ten_a/v.txt', { versionId: versionId ?? '' });
    expect(read(await at(first.versionId))).toBe('first');
    expect(read(await store().get('ten_a/v.txt'))).toBe('second');
    await store().delete('ten_a/v.txt');
    expect(await store().get('ten_a/v.txt')).toBeUndefined();
    expect(await store().list('ten_a/v')).toEqual([]);
    expect(read(await at(second.versionId))).toBe('second');
    await store().purge('ten_a/v.txt');
    expect(await at(first.versionId)).toBeUndefined();
    expect(await at(second.versionId)).toBeUndefined();
  });

  test('all of a prefix goes with its versions, also what was deleted or a kill left half put', async () => {
    const gone = [
      await put(store(), 'ten_p/r/1', text('first')),
      await put(store(), 'ten_p/r/1', text('second')),
      await put(store(), 'ten_p/r/2', text('deleted')),
    ];
    await put(store(), 'ten_p/rx/1', text('another'));
    await store().delete('ten_p/r/2');
    await store().purgeAll('ten_p/r/');
    for (const { key, versionId } of gone)
      expect(await store().get(key, { versionId: versionId ?? '' })).toBeUndefined();
    expect(read(await store().get('ten_p/rx/1'))).toBe('another');
    await store().purgeAll('ten_p/none/');
  });

  test('large objects arrive whole', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(65_536));
    const large = new Uint8Array(12 * 1024 * 1024);
    for (let i = 0; i < large.length; i += bytes.length) large.set(bytes, i);
    await put(store(), 'ten_a/large.bin', large);
    expect((await store().head('ten_a/large.bin'))?.bytes).toBe(large.length);
    expect(sha256((await store().get('ten_a/large.bin')) ?? text(''))).toBe(sha256(large));
    const middle = { start: 9_000_000, end: 9_000_099 };
    expect(await store().get('ten_a/large.bin', { range: middle })).toEqual(
      large.slice(9_000_000, 9_000_100),
    );
    await store().purge('ten_a/large.bin');
  });

  test('bytes that are not those announced are refused and nothing is kept', async () => {
    const wrong = store().put('ten_a/c.txt', text('x'), { mediaType: 'text/plain', sha256: sha256('y') });
    await expect(wrong).rejects.toThrow(ChecksumError);
    expect(await store().head('ten_a/c.txt')).toBeUndefined();
  });

  test('lists the keys of a prefix in order', async () => {
    for (const key of ['ten_l/b/2', 'ten_l/a/1', 'ten_l/b/1', 'ten_lx/b/1'])
      await put(store(), key, text(key));
    expect(await store().list('ten_l/')).toEqual(['ten_l/a/1', 'ten_l/b/1', 'ten_l/b/2']);
    expect(await store().list('ten_l/b')).toEqual(['ten_l/b/1', 'ten_l/b/2']);
    expect(await store().list('ten_none/')).toEqual([]);
  });

  test.each(['../etc/passwd', 'ten_a/../ten_b/x', 'ten_a/', 'x', '/ten_a/x', 'ten_a/a b', 'ten_a/@current'])(
    'refuses the key %j',
    async (key) => {
      await expect(put(store(), key, text('x'))).rejects.toThrow(RangeError);
      await expect(store().get(key)).rejects.toThrow(RangeError);
    },
  );

  test('a link is good for anybody, with ranges and ETag, until it ends or is changed', async () => {
    await put(store(), 'ten_a/link.txt', text('0123456789'));
    const link = createFileLink(signer, () => `http://127.0.0.1:${api.port}/${name}`);
    const file = { key: 'ten_a/link.txt', fileName: 'a.txt' };
    const url = link(file, new Date(Date.now() + 60_000));
    const whole = await fetch(url);
    expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    expect(whole.headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
    const etag = whole.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
    expect([part.status, await part.text()]).toEqual([206, '234']);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416);
    for (const known of [etag, `W/${etag}`, `"other", W/${etag}`, '*'])
      expect((await fetch(url, { headers: { 'if-none-match': known } })).status).toBe(304);
    expect((await fetch(url, { headers: { 'if-none-match': '"other", "more"' } })).status).toBe(200);
    expect((await fetch(url, { headers: { range: 'bytes=5-3' } })).status).toBe(200);
    // The very last character may carry bits that mean nothing.
    const changed = url.replace(/.(?=.$)/, (one) => (one === 'a' ? 'b' : 'a'));
    expect((await fetch(changed)).status).toBe(404);
    expect((await fetch(link(file, new Date(Date.now() - 1_000)))).status).toBe(404);
    withheld.add(file.key);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(404);
    withheld.delete(file.key);
    expect((await fetch(url)).status).toBe(200);
  });
});

/** An upload of the same bucket by a client of its own, of which nothing is put yet. */
async function anotherUpload(key: string) {
  const { hostname, port } = new URL(s3.endpoint);
  const at = { endPoint: hostname, port: Number(port), useSSL: false, region: 'us-east-1' };
  const client = new Client({ ...at, ...s3.credentials });
  const uploadID = await client.initiateNewMultipartUpload('lux', key, {});
  return {
    async complete(content: string) {
      const place = { bucketName: 'lux', objectName: key, uploadID, partNumber: 1, headers: {} };
      const { etag } = await client.uploadPart(place, Buffer.from(content));
      await client.completeMultipartUpload('lux', key, uploadID, [{ part: 1, etag }]);
    },
  };
}

test('S3: a large object goes as a multipart upload and arrives whole, and the server is asked to encrypt', async () => {
  const store = stores.S3 as ObjectStore;
  const large = Uint8Array.from({ length: 17 * 1024 * 1024 }, (_, i) => (i * 7 + (i >> 16)) % 251);
  await put(store, 'ten_a/parts.bin', large);
  const asked = (what: string) => s3.requests.filter((r) => r.startsWith(what)).length;
  expect(asked('POST ten_a/parts.bin?uploads')).toBe(1);
  expect(asked('PUT ten_a/parts.bin?')).toBe(3);
  expect(asked('POST ten_a/parts.bin?uploadId=')).toBe(1);
  expect(sha256((await store.get('ten_a/parts.bin')) ?? text(''))).toBe(sha256(large));
  expect(s3.versions('ten_a/parts.bin')[0]?.headers['x-amz-server-side-encryption']).toBe('AES256');
}, 60_000);

describe('S3: an upload in parts that does not come to its end', () => {
  const large = new Uint8Array(17 * 1024 * 1024);

  test('is aborted when it fails, and the object stays as it was', async () => {
    const store = stores.S3 as ObjectStore;
    await put(store, 'ten_u/r/1.bin', text('before'));
    s3.refuse(/^PUT ten_u\/r\/1\.bin\?.*partNumber=[2-9]/);
    await expect(put(store, 'ten_u/r/1.bin', large)).rejects.toThrow();
    s3.refuse();
    expect(s3.requests.some((one) => one.startsWith('DELETE ten_u/r/1.bin?'))).toBe(true);
    expect(s3.openUploads()).toEqual([]);
    expect(read(await store.get('ten_u/r/1.bin'))).toBe('before');
  }, 60_000);

  test('is aborted alone: another of the same key goes on to its end', async () => {
    const store = stores.S3 as ObjectStore;
    const key = 'ten_u/r/3.bin';
    await put(store, key, text('before'));
    const begun = await anotherUpload(key);
    s3.refuse(/^PUT ten_u\/r\/3\.bin\?.*partNumber=2/);
    await expect(put(store, key, large)).rejects.toThrow();
    s3.refuse();
    expect(s3.openUploads()).toEqual([key]);
    await put(store, key, large);
    expect(s3.openUploads()).toEqual([key]);
    expect(read(await store.get(key, { range: { start: 0, end: 0 } }))).toBe('\0');
    await begun.complete('of the other');
    expect(read(await store.get(key))).toBe('of the other');
    expect(s3.openUploads()).toEqual([]);
  }, 60_000);

  test('says so when its parts cannot be removed either; they go with their prefix, and no other', async () => {
    const store = stores.S3 as ObjectStore;
    s3.refuse(/^(PUT ten_u\/.*partNumber=|DELETE ten_u\/)/);
    for (const key of ['ten_u/r/2.bin', 'ten_u/rx/2.bin'])
      await expect(put(store, key, large)).rejects.toThrow('its parts not be removed');
    s3.refuse();
    expect(s3.openUploads()).toEqual(['ten_u/r/2.bin', 'ten_u/rx/2.bin']);
    await store.purgeAll('ten_u/r/');
    expect(s3.openUploads()).toEqual(['ten_u/rx/2.bin']);
    await store.purge('ten_u/rx/2.bin');
    expect(s3.openUploads()).toEqual([]);
  }, 120_000);
});

describe('S3: a deletion', () => {
  const listing = /^GET \?.*uploads/;
  const objects = () => ['ten_d/r/1', 'ten_d/r/2'].flatMap((key) => s3.versions(key));

  test.each([
    ['lists no uploads for this key', listing, { status: 403, code: 'AccessDenied' }],
    ['does not know of their list', listing, { status: 501, code: 'NotImplemented' }],
    ['aborts none for this key', /^DELETE .*uploadId/, { status: 403, code: 'AccessDenied' }],
  ])('is done where the server %s, which is told', async (_, pattern, how) => {
    const store = stores.S3 as ObjectStore;
    for (const key of ['ten_d/r/1', 'ten_d/r/1', 'ten_d/r/2']) await put(store, key, text(key));
    const begun = await anotherUpload('ten_d/r/1');
    s3.refuse(pattern, how);
    const uploadsRefused = expect.stringContaining(how.code);
    expect(await store.purge('ten_d/r/1')).toEqual({ uploadsRefused });
    expect(objects()).toHaveLength(1);
    expect(await store.purgeAll('ten_d/r/')).toEqual({ uploadsRefused });
    expect(objects()).toEqual([]);
    s3.refuse();
    expect(await store.purgeAll('ten_d/r/')).toEqual({ uploadsRefused: null });
    await expect(begun.complete('late')).rejects.toThrow();
  });

  test('fails, and may be tried again, where the server is only busy; what could be deleted is', async () => {
    const store = stores.S3 as ObjectStore;
    await put(store, 'ten_d/r/1', text('one'));
    s3.refuse(listing);
    await expect(store.purgeAll('ten_d/r/')).rejects.toThrow();
    s3.refuse();
    expect(objects()).toEqual([]);
    expect(await store.purgeAll('ten_d/r/')).toEqual({ uploadsRefused: null });
  }, 60_000);
});

test('S3: a wrong secret is an error, not a missing object', async () => {
  const store = createS3Store({
    endpoint: s3.endpoint,
    accessKey: s3.credentials.accessKey,
    secretKey: 'wrong',
    bucket: 'lux',
    region: 'us-east-1',
    encrypt: false,
  });
  await expect(store.get('ten_a/x/one.txt')).rejects.toThrow();
});

test('directory: a put that was cut short leaves the object as it was', async () => {
  const store = stores.directory as ObjectStore;
  await put(store, 'ten_a/cut.txt', text('whole'));
  await Bun.write(join(root, 'ten_a/cut.txt/@half'), 'ha');
  await Bun.write(join(root, 'ten_a/cut.txt/@half.new'), '{"half');
  expect(read(await store.get('ten_a/cut.txt'))).toBe('whole');
  await Bun.write(join(root, 'ten_a/new.txt/@half'), 'ha');
  await store.purgeAll('ten_a/new');
  expect(await Bun.file(join(root, 'ten_a/new.txt/@half')).exists()).toBe(false);
});
