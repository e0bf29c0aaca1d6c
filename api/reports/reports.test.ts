import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportParts } from '../../compose/stack/report-parts.ts';
import { finishJob } from '../../db/jobs/finish.ts';
import { reportReady } from '../../db/reports/finish.ts';
import { withTenant } from '../../db/tenant.ts';
import { makeFirm, startTestApi, type TestApi } from '../test-kit.ts';

const dir = mkdtempSync(join(tmpdir(), `lux-test-${process.pid}-reports-`));
const parts = reportParts(
  {
    OBJECT_STORE_DIR: dir,
    S3_BUCKET: 'lux',
    S3_REGION: 'us-east-1',
    S3_ENCRYPT: false,
    REPORT_RETENTION_DAYS: 90,
    SEALING_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  },
  () => 'http://localhost',
);
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let api: TestApi;
let firm: { tenantId: string; key: string };

beforeAll(async () => {
  api = await startTestApi({ reports: parts });
  firm = await makeFirm(api.pool);
  await call('POST', '/v1/processes', { number: '0000001-17.2099.8.26.0001' });
});
afterAll(async () => {
  await api.release();
  rmSync(dir, { recursive: true, force: true });
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  api.call(method, path, { as: firm.key, body, headers });

/** What the renderer leaves behind, written as it does. */
async function ready(
  reportId: string,
  jobId: string,
  content: string,
  shownCases: string[] = [],
  tenantId = firm.tenantId,
) {
  const bytes = new TextEncoder().encode(content);
  const sha256 = new Bun.CryptoHasher('sha256').update(bytes).digest('hex');
  const objectKey = `${tenantId}/reports/${reportId}/report.csv`;
  await parts.store.put(objectKey, bytes, { mediaType: 'text/csv; charset=utf-8', sha256 });
  const file = { format: 'csv' as const, objectKey, bytes: bytes.length, sha256 };
  const made = {
    snapshotId: 'f'.repeat(64),
    snapshotAt: new Date(),
    title: 'Carteira',
    shownCases,
    files: [file],
  };
  await withTenant(api.pool, tenantId, async (tx) => {
    await reportReady(tx, reportId, made);
    await finishJob(tx, jobId);
  });
}

describe('a report', () => {
  test('is ordered with a job, read with links, downloaded in parts, made again and deleted', async () => {
    api.published.length = 0;
    const ordered = await call('POST', '/v1/reports', { kind: 'portfolio', formats: ['csv'] });
    expect(ordered.status).toBe(202);
    const { id: jobId, subject: reportId } = ordered.body;
    expect(ordered.headers.get('location')).toBe(`/v1/reports/${reportId}`);
    const message = { kind: 'report-renderer', type: 'render', key: reportId };
    expect(api.published).toMatchObject([{ ...message, payload: { reportId, jobId, formats: ['csv'] } }]);
    expect((await call('GET', `/v1/reports/${reportId}`)).body).toMatchObject({ state: 'queued', files: [] });
    const early = await call('POST', `/v1/reports/${reportId}/render`, { formats: ['pdf'] });
    expect([early.status, early.body.type.split('/').at(-1)]).toEqual([409, 'report-not-ready']);

    await ready(reportId, jobId, 'a;b\r\n1;2\r\n');
    const { body } = await call('GET', `/v1/reports/${reportId}`);
    expect(body).toMatchObject({ state: 'ready', files: [{ format: 'csv', bytes: 10 }] });
    expect(Date.parse(body.files[0].urlExpiresAt)).toBeLessThan(Date.now() + 16 * 60_000);
    const lastMinute = new Date(Date.now() + 60_000);
    await withTenant(api.pool, firm.tenantId, (tx) =>
      tx.client.query('update reports set expires_at = $2 where id = $1', [reportId, lastMinute]),
    );
    const ending = (await call('GET', `/v1/reports/${reportId}`)).body;
    expect(ending.files[0].urlExpiresAt).toBe(lastMinute.toISOString());
    const path = new URL(body.files[0].url).pathname;
    const whole = await api.call('GET', path);
    expect([whole.status, whole.body]).toEqual([200, 'a;b\r\n1;2\r\n']);
    const part = await api.call('GET', path, { headers: { range: 'bytes=-5' } });
    expect([part.status, part.body, part.headers.get('content-range')]).toEqual([
      206,
      '1;2\r\n',
      'bytes 5-9/10',
    ]);
    const etag = whole.headers.get('etag') ?? '';
    expect((await api.call('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await api.call('GET', path, { headers: { range: 'bytes=99-' } })).status).toBe(416);
    const stale = { range: 'bytes=0-1', 'if-range': '"another"' };
    expect((await api.call('GET', path, { headers: stale })).status).toBe(200);
    expect((await api.call('GET', `${path}x`)).status).toBe(404);
    expect((await api.call('GET', '/v1/downloads/nothing')).status).toBe(404);

    expect((await call('GET', '/v1/reports?kind=portfolio')).body.data).toMatchObject([{ id: reportId }]);
    expect((await call('POST', `/v1/reports/${reportId}/render`, { formats: ['pdf'] })).status).toBe(202);
    expect((await call('DELETE', `/v1/reports/${reportId}`)).status).toBe(204);
    expect((await call('GET', `/v1/reports/${reportId}`)).status).toBe(404);
    expect(api.published.at(-1)).toMatchObject({ type: 'discard', key: reportId });
  });

  test('gives its files to nobody once a case that it shows is under secrecy, by links that are out already as well', async () => {
    const { id: processId } = (await call('POST', '/v1/processes', { number: '0000002-02.2099.8.26.0001' }))
      .body;
    const order = { kind: 'dossier', formats: ['csv'], params: { processId } };
    const { id: jobId, subject: reportId } = (await call('POST', '/v1/reports', order)).body;
    await ready(reportId, jobId, 'a;b', [processId]);
    const seal = (secrecy: number) =>
      withTenant(api.pool, firm.tenantId, (tx) =>
        tx.client.query('update processes set secrecy = $2 where id = $1', [processId, secrecy]),
      );
    const shown = async () => (await call('GET', `/v1/reports/${reportId}`)).body;
    const { files, withheld } = await shown();
    expect(withheld).toBe(false);
    const path = new URL(files[0].url).pathname;
    expect((await api.call('GET', path)).status).toBe(200);
    await seal(1);
    expect(await shown()).toMatchObject({ withheld: true, files: [{ format: 'csv', url: null }] });
    expect((await api.call('GET', path)).status).toBe(404);
    await seal(0);
    expect((await api.call('GET', path)).status).toBe(200);
  });

  test.each([
    ['dossier', 'about it', 'now', true],
    ['dossier', 'about another', 'now', false],
    ['portfolio', 'of all', 'now', true],
    ['portfolio', 'of all', 'a day before', false],
    ['portfolio', 'of all, with the grant', 'now', false],
    ['movements', 'of a tag that it has no more', 'now', true],
    ['usage', 'of all', 'now', false],
  ] as const)(
    'whose cases were not written down, a %s %s, when a case is sealed %s, is withheld: %p',
    async (kind, what, sealed, isWithheld) => {
      const own = await makeFirm(api.pool);
      const as = own.key;
      const watch = async (number: string) =>
        (await api.call('POST', '/v1/processes', { as, body: { number } })).body.id as string;
      const about = await watch('0000003-84.2099.8.26.0001');
      const another = await watch('0000004-69.2099.8.26.0001');
      const params =
        kind === 'dossier'
          ? { processId: what === 'about it' ? about : another }
          : kind === 'movements'
            ? { tag: 'cliente:X', lastDays: 3 }
            : {
                ...(kind === 'usage' && { lastDays: 3 }),
                ...(what.includes('grant') && { includeSealed: true }),
              };
      const order = { kind, formats: ['csv'], params };
      const { id: jobId, subject: reportId } = (await api.call('POST', '/v1/reports', { as, body: order }))
        .body;
      const withheld = async () => (await api.call('GET', `/v1/reports/${reportId}`, { as })).body.withheld;
      const sql = (text: string, ...values: unknown[]) =>
        withTenant(api.pool, own.tenantId, (tx) => tx.client.query(text, values));
      const seal = (at: string) =>
        sql('update processes set secrecy = 1, changed_at = now() - $2::interval where id = $1', about, at);
      if (sealed !== 'now') await seal('1 day');
      await ready(reportId, jobId, 'a;b', [], own.tenantId);
      await sql('update reports set shown_cases = null where id = $1', reportId);
      expect(await withheld()).toBe(false);
      if (sealed === 'now') await seal('0');
      expect(await withheld()).toBe(isWithheld);
    },
  );

  test.each([
    [{ kind: 'horoscope' }, 'body.kind'],
    [{ kind: 'dossier' }, 'body.params.processId'],
    [{ kind: 'dossier', params: { processId: 'prc_01kb0v5zq8e3n9t2h4x6m7r8sa' } }, 'body.params.processId'],
    [{ kind: 'dossier', params: { processId: 'x' } }, 'body.params.processId'],
    [{ kind: 'portfolio', params: { from: '2026-01-01' } }, 'body.params.from'],
    [{ kind: 'portfolio', formats: ['docx'] }, 'body.formats.0'],
    [{ kind: 'portfolio', formats: [] }, 'body.formats'],
    [{ kind: 'portfolio', templateId: 'rtp_01kb0v5zq8e3n9t2h4x6m7r8sa' }, 'body.templateId'],
    [{ kind: 'usage', params: { from: '2025-01-01', to: '2026-06-01' } }, 'body.params.to'],
    [{ kind: 'usage', params: { from: '2026-06-02', to: '2026-06-01' } }, 'body.params.to'],
    [{ kind: 'usage', params: { from: '2026-02-30', to: '2026-03-01' } }, 'body.params.from'],
    [{ kind: 'usage', params: { from: '2026-06-01' } }, 'body.params.to'],
    [
      { kind: 'usage', params: { from: '2026-06-01', to: '2026-06-02', lastDays: 3 } },
      'body.params.lastDays',
    ],
    [{ kind: 'usage', params: { lastDays: 367 } }, 'body.params.lastDays'],
    [{ kind: 'usage', params: { colour: 'red' } }, 'body.params.colour'],
    [{ kind: 'usage', deliverTo: ['per_01kb0v5zq8e3n9t2h4x6m7r8sa'] }, 'body.deliverTo.0'],
    [{ kind: 'usage', deliverTo: ['ana@example.com'] }, 'body.deliverTo.0'],
  ])('refuses %j', async (body, location) => {
    const refused = await call('POST', '/v1/reports', body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((e: { location: string }) => e.location)).toContain(location);
    for (const error of refused.body.errors) expect(error.fix.length).toBeGreaterThan(5);
  });
});

describe('the people that a report is for', () => {
  const weekly = { name: 'Semanal', kind: 'portfolio', trigger: { cron: '0 8 * * 1' } };
  const person = async (name: string) => {
    const { body } = await call('POST', '/v1/people', { name });
    return body.id as string;
  };

  test('are kept with a report and with a schedule, and changed', async () => {
    const [ana, bia] = [await person('Ana'), await person('Bia')];
    const ordered = await call('POST', '/v1/reports', { kind: 'portfolio', deliverTo: [ana, bia] });
    const { body } = await call('GET', `/v1/reports/${ordered.body.subject}`);
    expect(body.deliverTo).toEqual([ana, bia]);
    const made = await call('POST', '/v1/report-schedules', { ...weekly, deliverTo: [ana] });
    const path = `/v1/report-schedules/${made.body.id}`;
    const changed = await call('PATCH', path, { deliverTo: [bia] }, { 'if-match': '"1"' });
    expect([made.body.deliverTo, changed.body.deliverTo]).toEqual([[ana], [bia]]);
    // Who is erased afterwards stands in the way of no other change, and cannot be named again.
    await call('DELETE', `/v1/people/${bia}`);
    const renamed = await call('PATCH', path, { name: 'Toda segunda' }, { 'if-match': '"2"' });
    expect(renamed.status).toBe(200);
    const again = await call('PATCH', path, { deliverTo: [ana, bia] }, { 'if-match': '"3"' });
    expect([again.status, again.body.errors[0].location]).toEqual([422, 'body.deliverTo.1']);
    expect((await call('DELETE', path)).status).toBe(204);
  });

  test('are the firm’s own', async () => {
    const other = await makeFirm(api.pool);
    const theirs = await api.call('POST', '/v1/people', { as: other.key, body: { name: 'Caio' } });
    const refused = await call('POST', '/v1/reports', { kind: 'portfolio', deliverTo: [theirs.body.id] });
    expect([refused.status, refused.body.errors[0].location]).toEqual([422, 'body.deliverTo.0']);
  });
});

describe('a schedule', () => {
  const weekly = { name: 'Semanal', kind: 'portfolio', trigger: { cron: '0 8 * * 1' } };

  test('knows its next run in the time zone of the firm, is changed, paused and deleted', async () => {
    const made = await call('POST', '/v1/report-schedules', weekly);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      trigger: { cron: '0 8 * * 1', timeZone: 'America/Sao_Paulo' },
      status: 'active',
    });
    expect(made.body.nextRunAt).toMatch(/T11:00:00\.000Z$/);
    expect(api.published.at(-1)).toMatchObject({ type: 'plan', key: made.body.id });
    const path = `/v1/report-schedules/${made.body.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    const paused = await call('PATCH', path, { status: 'paused' }, { 'if-match': etag });
    expect(paused.body).toMatchObject({ status: 'paused', nextRunAt: null, version: 2 });
    expect((await call('PATCH', path, {}, { 'if-match': etag })).status).toBe(412);
    expect((await call('GET', '/v1/report-schedules')).body.data).toMatchObject([{ id: made.body.id }]);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  test('on events may leave the case to the event', async () => {
    const trigger = { events: ['movement.detected'], minImportance: 'critical' };
    expect((await call('POST', '/v1/report-schedules', { name: 'x', kind: 'dossier', trigger })).status).toBe(
      201,
    );
  });

  test.each([
    [{ trigger: { cron: 'every day' } }, 'body.trigger.cron'],
    [{ trigger: { cron: '*/5 * * * *' } }, 'body.trigger.cron'],
    [{ trigger: { cron: '0 8 31 2 *' } }, 'body.trigger.cron'],
    [{ trigger: { cron: '0 8 * * 1', timeZone: 'Mars/Olympus' } }, 'body.trigger.timeZone'],
    [{ trigger: {} }, 'body.trigger.cron'],
    [{ trigger: { cron: '0 8 * * 1', events: ['movement.*'] } }, 'body.trigger.cron'],
    [{ trigger: { events: ['movement.exploded'] } }, 'body.trigger.events.0'],
    [{ trigger: { events: ['document.generated'] } }, 'body.trigger.events.0'],
    [{ kind: 'dossier' }, 'body.params.processId'],
    [{ kind: 'dossier', trigger: { events: ['webhook.failing'] } }, 'body.trigger.events.0'],
    [{ params: { lastDays: 3 } }, 'body.params.lastDays'],
    [{ templateId: 'rtp_01kb0v5zq8e3n9t2h4x6m7r8sa' }, 'body.templateId'],
    [{ deliverTo: ['per_01kb0v5zq8e3n9t2h4x6m7r8sa'] }, 'body.deliverTo.0'],
  ])('refuses %j', async (change, location) => {
    const refused = await call('POST', '/v1/report-schedules', { ...weekly, ...change });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].location).toBe(location);
  });
});

describe('the look', () => {
  test('a picture is kept by its content, and named by a template, whose versions stay', async () => {
    const file = await call('POST', '/v1/report-files', { name: 'logo.svg', content: PIXEL });
    expect(file.body).toMatchObject({ mediaType: 'image/png', width: 1, height: 1 });
    const body = {
      logoFileId: file.body.id,
      colours: { primary: '#3d1f2b' },
      letterhead: { lines: ['Rua das Acácias, 100'] },
      sections: [{ title: 'Nota', placement: 'before', body: '<p>{{ firm.name }}<script>x</script></p>' }],
    };
    const made = await call('POST', '/v1/report-templates', { name: 'Timbrado', body });
    expect(made.status).toBe(201);
    const path = `/v1/report-templates/${made.body.id}`;
    for (const kind of ['dossier', 'portfolio', 'movements', 'checks', 'usage']) {
      const { body: html, headers } = await call('GET', `${path}/preview?kind=${kind}`);
      expect(headers.get('content-security-policy')).toContain('sandbox');
      for (const part of ['data:image/png;base64,', 'Rua das Acácias', '#3d1f2b', '<p>Silva Advogados</p>'])
        expect(html).toContain(part);
      expect(html).not.toContain('<script');
    }
    const changed = await call('PATCH', path, { body: {} }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ version: 2, body: {} });
    expect((await call('GET', `${path}/versions`)).body.data).toMatchObject([
      { version: 2 },
      { version: 1, body },
    ]);
    expect((await call('PATCH', path, { name: 'y' }, { 'if-match': '"1"' })).status).toBe(412);
    const asked = await call('POST', '/v1/reports', { kind: 'portfolio', templateId: made.body.id });
    const report = await call('GET', `/v1/reports/${asked.body.subject}`);
    expect(report.body).toMatchObject({ templateId: made.body.id, templateVersion: 2 });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', `/v1/report-files/${file.body.id}`)).status).toBe(204);
    expect(api.published.at(-1)).toMatchObject({ type: 'discardFile' });
  });

  const section = (body: string) => ({ sections: [{ title: 'x', placement: 'after', body }] });
  test.each([
    [section('{% for %}'), 'body.body.sections.0.body'],
    [section('{{ proces.number }}'), 'body.body.sections.0.body'],
    [section('{% include "/etc/passwd" %}'), 'body.body.sections.0.body'],
    [{ colours: { primary: 'red;}' } }, 'body.body.colours.primary'],
    [{ logoFileId: 'fil_01kb0v5zq8e3n9t2h4x6m7r8sa' }, 'body.body.logoFileId'],
    [{ letterhead: { lines: ['1', '2', '3', '4', '5', '6'] } }, 'body.body.letterhead.lines'],
  ])('a template with %j is refused', async (body, location) => {
    const refused = await call('POST', '/v1/report-templates', { name: 'x', body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].location).toBe(location);
  });

  test.each([
    ['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
    ['nothing like a picture'],
    ['x'.repeat(524_289)],
  ])('a file that is %.40s is refused', async (content) => {
    const body = { name: 'x.png', content: Buffer.from(content).toString('base64') };
    const refused = await call('POST', '/v1/report-files', body);
    expect([refused.status, refused.body.errors[0].location]).toEqual([422, 'body.content']);
  });
});
