import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { waitFor } from '../../compose/test-kit/wait-for.ts';
import { appendEvents, newEvent } from '../../db/events/append.ts';
import { deleteProcess } from '../../db/processes/delete.ts';
import { deleteReport } from '../../db/reports/finish.ts';
import { createSchedule, type NewSchedule, readSchedule, recordRun } from '../../db/reports/schedules.ts';
import { isWithheld } from '../../db/reports/sealed.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { EventEnvelope } from '../contracts/events.ts';
import { newId } from '../contracts/ids.ts';
import { reportRenderer } from '../contracts/report-renderer.ts';
import { REPORT_FORMATS, REPORT_KINDS, type ScheduleTrigger } from '../contracts/reports.ts';
import { document, movement, tell } from '../process-monitor/test-kit.ts';
import { keepSummary } from './snapshot/summary.testkit.ts';
import { sha256 } from './store/checksum.ts';
import { createReportWorld, type ReportWorld, startMonitor } from './test-kit.ts';

let world: ReportWorld;
/** Milliseconds that the renderer's clock is ahead. */
let aheadMs = 0;
beforeAll(async () => {
  world = await createReportWorld();
  await startMonitor(world);
  await world.startRenderer({ lookEveryMs: 100, now: () => new Date(Date.now() + aheadMs) });
}, 240_000);
afterAll(() => world.close(), 60_000);

const stored = async (key: string) => {
  const bytes = await world.store.get(key);
  if (!bytes) throw new Error(`${key} is not there`);
  return bytes;
};

describe('a report', () => {
  test('is made in every format from one snapshot, and told with links', async () => {
    const { tenant, processId } = await world.firm();
    const ordered = await world.order(tenant, 'dossier', { processId }, [...REPORT_FORMATS]);
    const { job, report } = await world.ended(tenant, ordered);
    expect(job).toMatchObject({ state: 'succeeded', result: { reportId: ordered.reportId } });
    expect(report).toMatchObject({ state: 'ready', kind: 'dossier' });
    expect(report?.title).toMatch(/^Dossiê do processo · \d{7}-\d{2}\.2099\.8\.26\.0001/);
    expect(report?.files.map((file) => file.format).sort()).toEqual([...REPORT_FORMATS].sort());
    for (const file of report?.files ?? []) {
      expect(file.objectKey).toStartWith(`${tenant}/reports/`);
      expect(sha256(await stored(file.objectKey))).toBe(file.sha256);
    }
    const snapshot = await stored(
      `${tenant}/reports/${ordered.reportId}/snapshot-${report?.snapshotId}.json`,
    );
    expect(sha256(snapshot)).toBe(report?.snapshotId ?? '');
    const [event] = await world.events(tenant, 'document.generated');
    expect(event?.data).toMatchObject({ reportId: ordered.reportId, process: { id: processId } });
    const { files } = (event as EventEnvelope<'document.generated'>).data;
    for (const { link } of files) expect(link).toStartWith('http://127.0.0.1:3000/v1/downloads/');
  }, 240_000);

  test('that is kept for less than links are good for is told with links that end with it', async () => {
    const { tenant } = await world.firm();
    const expiresAt = new Date(Date.now() + 3_600_000);
    await world.ended(tenant, await world.order(tenant, 'portfolio', {}, ['csv'], { expiresAt }));
    const [event] = await world.events(tenant, 'document.generated');
    const end = expiresAt.toISOString();
    expect(event?.data).toMatchObject({ linksExpireAt: end, expiresAt: end });
  });

  test('made again is the same, byte for byte, whatever happened since', async () => {
    const { tenant, processId } = await world.firm();
    const ordered = await world.order(tenant, 'dossier', { processId }, ['html', 'csv']);
    const { report } = await world.ended(tenant, ordered);
    await withTenant(world.harness.app, tenant, (tx) => deleteProcess(tx, processId, {}));
    const again = await world.again(tenant, ordered.reportId, ['html', 'json']);
    const { report: later } = await world.ended(tenant, again);
    const hash = (of: typeof report, format: string) => of?.files.find((f) => f.format === format)?.sha256;
    expect(later?.snapshotId).toBe(report?.snapshotId ?? '');
    expect(hash(later, 'html')).toBe(hash(report, 'html') ?? '');
    expect(later?.files.map((f) => f.format)).toEqual(['csv', 'html', 'json']);
  }, 240_000);

  test.each([
    ['dossier', (processId: string) => ({ processId })],
    ['portfolio', () => ({})],
    ['movements', () => ({ from: '2026-11-01', to: '2026-11-30' })],
  ] as const)(
    'a %s is made in no further format once a case in it is under secrecy',
    async (kind, paramsOf) => {
      const { tenant, processId } = await world.firm();
      const ordered = await world.order(tenant, kind, paramsOf(processId), ['csv']);
      await world.ended(tenant, ordered);
      const withheld = () => withTenant(world.harness.app, tenant, (tx) => isWithheld(tx, ordered.reportId));
      expect(await withheld()).toBe(false);
      await world.harness.admin.query('update processes set secrecy = 1 where id = $1', [processId]);
      expect(await withheld()).toBe(true);
      const { job, report } = await world.ended(
        tenant,
        await world.again(tenant, ordered.reportId, ['html']),
      );
      expect(job).toMatchObject({ state: 'failed', error: { message: expect.stringContaining('segredo') } });
      expect(report).toMatchObject({ state: 'ready', files: [{ format: 'csv' }] });
      expect(await world.events(tenant, 'document.generated')).toHaveLength(1);
      expect(JSON.stringify(await world.events(tenant, 'document.failed'))).not.toMatch(/Ferreira|2099/);
    },
  );

  test('of a case has its newest summaries that still hold, and none once the case is sealed', async () => {
    const { tenant, processId } = await world.firm();
    const { rows } = await world.harness.admin.query(
      'select id from movements where tenant_id = $1 and process_id = $2 order by occurred_at',
      [tenant, processId],
    );
    const [first = '', second = ''] = rows.map(({ id }) => id as string);
    const write = (audience: 'client' | 'lawyer', text: string, movementIds: string[]) =>
      withTenant(world.harness.runtime, tenant, (tx) =>
        keepSummary(tx, { processId, audience, text, movementIds }),
      );
    await write('client', 'O juiz decidiu a causa.', [second]);
    await write('lawyer', 'Distribuída e sentenciada.', [first, second]);
    await write('client', 'Fala do que o tribunal retirou.', [newId('movement')]);
    const ordered = await world.order(tenant, 'dossier', { processId }, [...REPORT_FORMATS]);
    const { report } = await world.ended(tenant, ordered);
    for (const { format, objectKey } of report?.files ?? []) {
      if (format === 'pdf' || format === 'xlsx') continue;
      const text = new TextDecoder().decode(await stored(objectKey));
      for (const words of [
        'O juiz decidiu a causa.',
        'Distribuída e sentenciada.',
        'sem inteligência artificial',
        'regras-9',
      ])
        expect([format, words, text.includes(words)]).toEqual([format, words, true]);
      expect(text).not.toContain('o que o tribunal retirou');
    }
    await world.harness.admin.query('update processes set secrecy = 1 where id = $1', [processId]);
    const granted = await world.order(tenant, 'dossier', { processId, includeSealed: true }, ['json']);
    const sealed = await world.ended(tenant, granted);
    const json = JSON.parse(new TextDecoder().decode(await stored(sealed.report?.files[0]?.objectKey ?? '')));
    expect(json.content.summaries).toEqual([]);
  }, 240_000);

  test('is told to its people when it is first there, or cannot be, and not with a further format', async () => {
    const { tenant, processId } = await world.firm();
    const deliverTo = [newId('person')];
    const ordered = await world.order(tenant, 'dossier', { processId }, ['csv'], { deliverTo });
    await world.ended(tenant, ordered);
    await world.ended(tenant, await world.again(tenant, ordered.reportId, ['html']));
    const told = (await world.events(tenant, 'document.generated')).map(({ data }) => data);
    expect(told).toMatchObject([
      { deliverTo, files: [{ fileName: expect.stringMatching(/^dossie-\d{20}-\d{4}-\d\d-\d\d\.csv$/) }] },
      { deliverTo: [], files: [{ format: 'html' }] },
    ]);
    await withTenant(world.harness.app, tenant, (tx) => deleteProcess(tx, processId, {}));
    await world.ended(tenant, await world.order(tenant, 'dossier', { processId }, ['csv'], { deliverTo }));
    expect(await world.events(tenant, 'document.failed')).toMatchObject([{ data: { deliverTo } }]);
  }, 240_000);

  test('of every kind is made for a firm that has next to nothing', async () => {
    const { tenant, processId } = await world.firm([]);
    for (const kind of REPORT_KINDS) {
      const params = kind === 'dossier' || kind === 'checks' ? { processId } : {};
      const { job, report } = await world.ended(tenant, await world.order(tenant, kind, params, ['html']));
      expect([kind, job.state, job.error]).toEqual([kind, 'succeeded', null]);
      const html = new TextDecoder().decode(await stored(report?.files[0]?.objectKey ?? ''));
      expect(html).toContain('horário de Brasília');
    }
  }, 240_000);
});

test('the statement of use has what was sent to people by channel and what models cost, of the firm and the period alone', async () => {
  const { tenant } = await world.firm();
  const other = await world.firm();
  const send = (of: string, channel: string, state: string, at: string, cost: unknown = null) =>
    world.harness.admin.query(
      `insert into notification_sends (tenant_id, id, notification_id, person_id, channel, state, created_at, cost)
       values ($1, $2, 'ntf_x', 'per_x', $3, $4, $5, $6)`,
      [of, newId('send'), channel, state, at, cost],
    );
  const utility = { category: 'utility', billable: true };
  await send(tenant, 'whatsapp', 'read', '2026-11-10T12:00:00Z', { ...utility, cents: 3.8, currency: 'BRL' });
  await send(tenant, 'whatsapp', 'read', '2026-11-10T12:00:00Z', { ...utility, cents: 450, currency: 'BRL' });
  // For this one the firm had given no price.
  await send(tenant, 'whatsapp', 'read', '2026-11-10T12:00:00Z', utility);
  await send(tenant, 'whatsapp', 'failed', '2026-11-11T12:00:00Z');
  await send(tenant, 'email', 'delivered', '2026-11-30T12:00:00-03:00');
  await send(tenant, 'email', 'delivered', '2026-12-01T12:00:00-03:00');
  await send(other.tenant, 'email', 'delivered', '2026-11-10T12:00:00Z');
  const call = (of: string, id: string, state: string, at: string, micros: number) =>
    world.harness.admin.query(
      `insert into ai_calls (tenant_id, id, answer_id, task, model, month, state, reserved_micros, reserved_tokens, spent_micros,
         input_tokens, cache_write_tokens, cache_read_tokens, output_tokens, started_at)
       values ($1, $2, 'a', 'summary', 'm-1', to_char($4::timestamptz at time zone 'America/Sao_Paulo', 'YYYY-MM-01'), $3, 1, 1, $5,
         100, 10, 1, 7, $4)`,
      [of, id, state, at, micros],
    );
  await call(tenant, 'one', 'settled', '2026-11-01T00:10:00-03:00', 1_200_000);
  await call(tenant, 'two', 'settled', '2026-11-30T23:50:00-03:00', 345_600);
  await call(tenant, 'open', 'reserved', '2026-11-10T12:00:00Z', 9);
  await call(tenant, 'before', 'settled', '2026-10-31T23:50:00-03:00', 9);
  await call(other.tenant, 'theirs', 'settled', '2026-11-10T12:00:00Z', 9);
  const november = { from: '2026-11-01', to: '2026-11-30' };
  const { report } = await world.ended(
    tenant,
    await world.order(tenant, 'usage', november, ['html', 'json']),
  );
  const [html, json] = await Promise.all((report?.files ?? []).map(({ objectKey }) => stored(objectKey)));
  const { content } = JSON.parse(new TextDecoder().decode(json));
  const none = { queued: 0, sent: 0, delivered: 0, read: 0, failed: 0, billable: 0, costs: [] };
  expect(content.channels).toEqual([
    { ...none, channel: 'email', delivered: 1 },
    {
      ...none,
      channel: 'whatsapp',
      read: 3,
      failed: 1,
      billable: 3,
      costs: [{ currency: 'BRL', cents: 453.8 }],
    },
  ]);
  expect(content.models).toEqual([
    { task: 'summary', model: 'm-1', calls: 2, inputTokens: 222, outputTokens: 14, micros: 1_545_600 },
  ]);
  const text = new TextDecoder().decode(html);
  for (const words of [
    'Avisos a pessoas',
    'WhatsApp',
    'Custo dos avisos',
    '4,538',
    'Inteligência artificial',
    'Resumo do processo',
    '1,5456',
  ])
    expect([words, text.includes(words)]).toEqual([words, true]);
});

describe('a report that cannot be made', () => {
  test('about a case that is not watched any more ends failed, with the reason and what to do', async () => {
    const { tenant, processId } = await world.firm();
    await withTenant(world.harness.app, tenant, (tx) => deleteProcess(tx, processId, {}));
    const { job, report } = await world.ended(tenant, await world.order(tenant, 'dossier', { processId }));
    const error = { message: 'O processo não está mais sendo acompanhado.', fix: 'Cadastre-o de novo.' };
    expect(job).toMatchObject({ state: 'failed', error });
    expect(report).toMatchObject({ state: 'failed', error, files: [] });
    expect(await world.events(tenant, 'document.failed')).toMatchObject([
      { data: { reason: error.message } },
    ]);
  });

  test('about a case of another firm is as about none', async () => {
    const [mine, theirs] = [await world.firm(), await world.firm()];
    const ordered = await world.order(mine.tenant, 'dossier', { processId: theirs.processId });
    expect((await world.ended(mine.tenant, ordered)).job.state).toBe('failed');
  });

  test('about a case under secrecy needs a grant; with it, nothing of the case is in the event', async () => {
    const { tenant, processId } = await world.firm(undefined, { secrecy: 1 });
    const refused = await world.ended(tenant, await world.order(tenant, 'dossier', { processId }));
    expect(refused.job).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining('segredo') },
    });
    const list = await world.ended(tenant, await world.order(tenant, 'portfolio', {}, ['html']));
    const html = new TextDecoder().decode(await stored(list.report?.files[0]?.objectKey ?? ''));
    expect(html).toContain('1 processo em segredo de justiça não consta');
    expect(html).not.toContain('Ferreira');
    const granted = await world.order(tenant, 'dossier', { processId, includeSealed: true });
    const { report } = await world.ended(tenant, granted);
    expect(report).toMatchObject({ state: 'ready', title: 'Dossiê do processo' });
    const told = (await world.events(tenant, 'document.generated')).at(-1)?.data;
    expect(told).toMatchObject({ process: null, files: [{ link: null }] });
    expect(JSON.stringify(told)).not.toMatch(/Ferreira|2099/);
  });
});

test('a browser that is killed in the middle of ten reports loses none of them', async () => {
  const { tenant, processId } = await world.firm(
    Array.from({ length: 300 }, (_, i) =>
      movement(85, `2025-${String((i % 12) + 1).padStart(2, '0')}-1${i % 10}`),
    ),
  );
  await world.pool.warm();
  const ordered = [];
  for (let i = 0; i < 10; i++) ordered.push(await world.order(tenant, 'dossier', { processId }, ['pdf']));
  await waitFor('the first print', () => world.pool.stats.prints > 0, { withinMs: 120_000 });
  process.kill(world.pool.stats.pids.at(-1) as number, 'SIGKILL');
  for (const one of ordered) {
    const { job, report } = await world.ended(tenant, one);
    expect(job.state).toBe('succeeded');
    expect(report?.files[0]?.bytes).toBeGreaterThan(10_000);
  }
  expect(await world.events(tenant, 'document.generated')).toHaveLength(10);
}, 300_000);

test('deleted, a report takes its files, versions and data with it', async () => {
  const { tenant, processId } = await world.firm();
  const ordered = await world.order(tenant, 'dossier', { processId }, ['json']);
  await world.ended(tenant, ordered);
  const { reportId } = ordered;
  expect(await world.store.list(`${tenant}/reports/`)).toHaveLength(2);
  await withTenant(world.harness.app, tenant, (tx) => deleteReport(tx, reportId));
  await world.harness.send(reportRenderer, 'discard', { tenant, key: reportId }, { reportId });
  await world.harness.drained('report-renderer');
  expect(await world.store.list(`${tenant}/reports/`)).toEqual([]);
});

test.each([
  ['was made', {}, false],
  ['could not be made', { processId: 'prc_nobody' }, false],
  ['was cancelled', {}, true],
])('a report that %s ends by itself: its alarm is set for its last day', async (_, more, isCancelled) => {
  const { tenant, processId } = await world.firm();
  const ordered = await world.order(tenant, 'dossier', { processId, ...more }, ['json'], { isCancelled });
  const { report } = await world.ended(tenant, ordered);
  const { rows } = await world.harness.admin.query(
    `select due_at from rt.messages where kind = 'report-renderer' and tenant = $1 and type = 'discard'`,
    [tenant],
  );
  expect(rows.map((row) => new Date(row.due_at).getTime())).toEqual([report?.expiresAt.getTime() ?? 0]);
});

describe('a schedule', () => {
  async function schedule(tenant: string, trigger: ScheduleTrigger, more: Partial<NewSchedule> = {}) {
    const made = await withTenant(world.harness.app, tenant, (tx) =>
      createSchedule(tx, {
        id: newId('reportSchedule'),
        name: 'x',
        kind: 'portfolio',
        params: {},
        formats: ['json'],
        templateId: null,
        deliverTo: [],
        trigger,
        createdBy: null,
        nextRunAt: null,
        ...more,
      }),
    );
    await world.harness.send(reportRenderer, 'plan', { tenant, key: made.id }, { scheduleId: made.id });
    return made;
  }
  const reportsOf = async (tenant: string) =>
    (
      await world.harness.admin.query(
        'select id, params, state from reports where tenant_id = $1 order by created_at',
        [tenant],
      )
    ).rows;
  const read = (tenant: string, id: string) =>
    readTenant(world.harness.app, tenant, (tx) => readSchedule(tx, id));

  test('by cron sleeps until its time, makes its report, and sleeps again', async () => {
    const { tenant } = await world.firm();
    const deliverTo = [newId('person')];
    const trigger = { cron: '0 8 * * 1', timeZone: 'America/Sao_Paulo' };
    const { id, version } = await schedule(tenant, trigger, { deliverTo });
    await world.harness.drained('report-renderer');
    const planned = await read(tenant, id);
    expect(planned?.nextRunAt?.toISOString()).toMatch(/T11:00:00\.000Z$/);
    expect(await reportsOf(tenant)).toEqual([]);
    await world.harness.send(reportRenderer, 'run', { tenant, key: id }, { scheduleId: id, version });
    await waitFor('the report', async () => (await reportsOf(tenant))[0]?.state === 'ready');
    expect(await read(tenant, id)).toMatchObject({ lastReportId: (await reportsOf(tenant))[0].id });
    const alarms = await world.harness.admin.query(
      `select due_at from rt.messages where tenant = $1 and type = 'run' and due_at is not null`,
      [tenant],
    );
    expect(alarms.rows).toHaveLength(1);
    const [event] = await world.events(tenant, 'document.generated');
    expect(event?.data).toMatchObject({ scheduleId: id, deliverTo });
  });

  test('by cron runs once though the clock of its worker is behind the one that rings', async () => {
    const { tenant } = await world.firm();
    const { id, version } = await schedule(tenant, { cron: '0 8 * * 1', timeZone: 'America/Sao_Paulo' });
    await world.harness.drained('report-renderer');
    const planned = (await read(tenant, id))?.nextRunAt?.getTime() ?? 0;
    aheadMs = planned - 500 - Date.now();
    try {
      await world.harness.send(reportRenderer, 'run', { tenant, key: id }, { scheduleId: id, version });
      await world.harness.drained('report-renderer');
    } finally {
      aheadMs = 0;
    }
    expect((await read(tenant, id))?.nextRunAt?.getTime()).toBe(planned + 7 * 86_400_000);
  });

  test('that is paused while it runs stays without a next run', async () => {
    const { tenant } = await world.firm();
    const made = await schedule(tenant, { cron: '0 8 * * 1', timeZone: 'America/Sao_Paulo' });
    await world.harness.drained('report-renderer');
    const pause = `update report_schedules set status = 'paused', next_run_at = null, version = version + 1 where id = $1`;
    await world.harness.admin.query(pause, [made.id]);
    const ran = { at: new Date(), reportId: null };
    await withTenant(world.harness.app, tenant, (tx) =>
      recordRun(tx, made, { nextRunAt: new Date(), ran, feedPlace: { xid: '1', position: 1 } }),
    );
    expect(await read(tenant, made.id)).toMatchObject({
      nextRunAt: null,
      lastRunAt: ran.at,
      feedPlace: null,
    });
  });

  test('that was changed, paused or deleted since its alarm was set makes nothing', async () => {
    const { tenant } = await world.firm();
    const { id, version } = await schedule(tenant, { cron: '0 8 * * 1', timeZone: 'America/Sao_Paulo' });
    await world.harness.send(
      reportRenderer,
      'run',
      { tenant, key: id },
      { scheduleId: id, version: version + 1 },
    );
    await world.harness.admin.query(`update report_schedules set status = 'paused' where id = $1`, [id]);
    await world.harness.send(reportRenderer, 'run', { tenant, key: id }, { scheduleId: id, version });
    await world.harness.drained('report-renderer');
    expect(await reportsOf(tenant)).toEqual([]);
  });

  test('on events makes one report for each case about which something important happened', async () => {
    const { tenant, processId } = await world.firm([movement(26, '2024-01-10')]);
    const trigger = { events: ['movement.detected'], minImportance: 'critical' } as const;
    const { id } = await schedule(tenant, { ...trigger, events: [...trigger.events] }, { kind: 'dossier' });
    await waitFor('the first look', async () => (await read(tenant, id))?.feedPlace);
    const { rows } = await world.harness.admin.query('select number from processes where id = $1', [
      processId,
    ]);
    const history = [movement(26, '2024-01-10'), movement(85, '2026-11-19'), movement(85, '2026-11-21')];
    await tell(world.harness, [tenant], [document(rows[0].number, history)]);
    await world.harness.drained('process-monitor');
    await Bun.sleep(500);
    expect(await reportsOf(tenant)).toEqual([]);
    await tell(
      world.harness,
      [tenant],
      [document(rows[0].number, [...history, movement(219, '2026-11-22')])],
    );
    await waitFor('the report', async () => (await reportsOf(tenant))[0]?.state === 'ready');
    await Bun.sleep(500);
    expect(await reportsOf(tenant)).toMatchObject([{ params: { processId } }]);
  });

  test('on events makes reports once in a quarter of an hour, and then of all that happened meanwhile', async () => {
    const { tenant } = await world.firm();
    const trigger = { events: ['process.closed'] };
    const { id, version } = await schedule(tenant, trigger, { kind: 'dossier' });
    const look = async () => {
      await world.harness.send(reportRenderer, 'run', { tenant, key: id }, { scheduleId: id, version });
      await world.harness.drained('report-renderer');
      return (await reportsOf(tenant)).length;
    };
    const happens = (processId = newId('process')) =>
      withTenant(world.harness.app, tenant, (tx) => {
        const process = { id: processId, number: '0', label: null };
        const place = { aggregate: 'process', aggregateId: processId, version: 1 } as const;
        return appendEvents(tx, [newEvent('process.closed', { ...place, data: { process } })]);
      });
    await waitFor('the first look', async () => (await read(tenant, id))?.feedPlace);
    await happens();
    await waitFor('the report', async () => (await reportsOf(tenant)).length === 1);
    await Promise.all([happens(), happens()]);
    expect(await look()).toBe(1);
    const { lastRunAt, nextRunAt } = (await read(tenant, id)) ?? {};
    expect((nextRunAt?.getTime() ?? 0) - (lastRunAt?.getTime() ?? 0)).toBe(15 * 60_000);
    aheadMs = 15 * 60_000;
    try {
      expect(await look()).toBe(3);
    } finally {
      aheadMs = 0;
    }
  });
});
