import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { type Sandbox, startSandbox } from '../server.ts';
import { document, post, search } from '../test-client.ts';
import type { ControlProblem } from './errors.ts';

const NUMBER = '00000011720998260001';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ demo: true });
  sandbox.control.load([document('tjsp', 'a', {}), document('tjsp', 'b', { grau: 'G2' })]);
});
beforeEach(() => void sandbox.control.run('reset', {}));
afterAll(() => sandbox.stop());

/** The parts of the answers that these tests read. */
interface Answered {
  routes: string[];
  commands: Record<string, { properties: Record<string, unknown> }>;
  data: { id: string; state: string; source: { id: string } }[];
  errors: ControlProblem[];
  id: string;
  number: string;
  pipeline: string;
  state: string;
  key: string;
  refused: string;
  movements: number | null;
  nivelSigilo: number;
  requests: number;
  documents: number;
  movement: { codigo: number };
}

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${sandbox.url}/_sandbox${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Answered,
  };
}

const found = async () =>
  (
    await search(sandbox, 'tjsp', {
      query: { bool: { filter: [{ match: { grau: 'G1' } }, { term: { numeroProcesso: NUMBER } }] } },
    })
  ).hits.hits[0]?._source;

describe('every route does what its command does', () => {
  test('the help page lists routes and commands', async () => {
    const help = await call('GET', '');
    expect(help.status).toBe(200);
    expect(help.body.routes).toContain('POST /_sandbox/cases/{}/movements - command add-movement');
    expect(help.body.commands['add-movement']?.properties).toHaveProperty('codigo');
  });

  test('courts and cases', async () => {
    const courts = await call('GET', '/courts');
    expect(courts.body.data).toHaveLength(91);
    const cases = await call('GET', '/cases?court=tjsp&number=0000001-17.2099.8.26.0001&grau=G2&limit=5');
    expect(cases.body).toMatchObject({ data: [{ id: 'b', grau: 'G2', movements: 1 }], nextCursor: null });
    const whole = await call('GET', `/cases/${NUMBER}`);
    expect(whole.body.data.map((one) => one.source.id)).toEqual(['a', 'b']);
  });

  test('create and delete', async () => {
    const made = await call('POST', '/cases', { court: 'tjrj', movements: 3 });
    expect(made).toMatchObject({ status: 201, body: { court: 'tjrj', movements: 3 } });
    expect(await call('DELETE', `/cases/${made.body.number}`)).toMatchObject({
      status: 200,
      body: { deleted: 1 },
    });
    expect(await call('DELETE', `/cases/${NUMBER}?grau=G2`)).toMatchObject({
      status: 200,
      body: { deleted: 1 },
    });
  });

  test('movements: add, late, correct, withdraw, hide, restore', async () => {
    const path = `/cases/${NUMBER}/movements`;
    expect((await call('POST', path, { grau: 'G1', codigo: 85 })).status).toBe(201);
    expect((await call('POST', `${path}/late?grau=G1`, { codigo: 581, daysAgo: 90 })).status).toBe(201);
    expect((await found())?.movimentos?.map((one) => one.codigo)).toEqual([26, 581, 85]);
    expect(
      (await call('POST', `${path}/correct`, { grau: 'G1', movement: { codigo: 581 }, set: { codigo: 60 } }))
        .status,
    ).toBe(200);
    expect((await call('POST', `${path}/withdraw`, { grau: 'G1' })).body.movement.codigo).toBe(85);
    expect((await found())?.movimentos?.map((one) => one.codigo)).toEqual([26, 60]);
    expect((await call('POST', `${path}/hide`, { grau: 'G1' })).body.movements).toBeNull();
    expect((await call('POST', `${path}/restore`, { grau: 'G1' })).body.movements).toBe(2);
  });

  test('grau, pipeline, secrecy, touch', async () => {
    expect(await call('POST', `/cases/${NUMBER}/grau`, { grau: 'G1', to: 'SUP' })).toMatchObject({
      status: 201,
      body: { to: { grau: 'SUP' } },
    });
    expect((await call('POST', `/cases/${NUMBER}/pipeline`, { grau: 'G1', to: 'new' })).body.pipeline).toBe(
      'new',
    );
    expect((await call('POST', `/cases/${NUMBER}/secrecy`, { grau: 'G1', level: 1 })).body.nivelSigilo).toBe(
      1,
    );
    const before = (await found())?.['@timestamp'] ?? '';
    await call('POST', `/cases/${NUMBER}/touch`, { grau: 'G1' });
    expect(((await found())?.['@timestamp'] ?? '') > before).toBeTrue();
  });

  test('faults, key, lag, rate', async () => {
    const fault = await call('POST', '/faults', { kind: '429', court: 'tjsp', count: 3 });
    expect(fault).toMatchObject({ status: 201, body: { kind: '429', met: 0 } });
    expect((await call('GET', '/faults')).body.data).toHaveLength(1);
    expect((await call('DELETE', `/faults/${fault.body.id}`)).body).toMatchObject({ cleared: 1 });
    await call('POST', '/faults', { kind: '504' });
    expect((await call('DELETE', '/faults')).body).toMatchObject({ cleared: 1 });
    const { key, refused } = (await call('POST', '/rotate-key')).body;
    expect((await post(sandbox, 'tjsp', {}, refused)).status).toBe(401);
    expect((await post(sandbox, 'tjsp', {}, key)).status).toBe(200);
    expect((await call('POST', '/lag', { ms: 10 })).body).toMatchObject({ lagMs: 10, pending: 0 });
    expect((await call('POST', '/rate', { perMinute: 1 })).body).toMatchObject({ perMinute: 1 });
    expect((await call('POST', '/rate', { perMinute: null })).body).toMatchObject({ perMinute: null });
  });

  test('requests, stats, reset', async () => {
    await search(sandbox, 'tjsp', {});
    await search(sandbox, 'tjsp', {});
    expect((await call('GET', '/requests?court=tjsp&limit=1')).body.data).toHaveLength(1);
    expect((await call('GET', '/stats')).body).toMatchObject({
      requests: 2,
      byCourt: { tjsp: { requests: 2 } },
    });
    expect((await call('DELETE', '/requests')).body.requests).toBe(0);
    expect((await call('POST', '/reset')).body.documents).toBeGreaterThan(2);
  });

  test('any command by its name', async () => {
    const answer = await call('POST', '/commands', { do: 'touch', number: NUMBER, grau: 'G1' });
    expect(answer).toMatchObject({ status: 200, body: { id: 'a' } });
  });

  test('timelines: start, list, stop, demonstration', async () => {
    const made = await call('POST', '/timelines', {
      script: [{ at: '1h', do: 'touch', number: NUMBER, grau: 'G1' }],
      name: 'later',
    });
    expect(made).toMatchObject({ status: 201, body: { name: 'later', state: 'running', steps: 1, done: 0 } });
    expect((await call('GET', '/timelines')).body.data.map((one) => one.id)).toContain(made.body.id);
    expect((await call('DELETE', `/timelines/${made.body.id}`)).body.state).toBe('stopped');
    const demo = await call('POST', '/timelines/demo', { everyMs: 60_000 });
    expect(demo).toMatchObject({ status: 201, body: { name: 'demo', state: 'running' } });
    await call('POST', '/reset');
    expect((await call('GET', '/timelines')).body.data.at(-1)?.state).toBe('stopped');
  });
});

describe('what is wrong is told as problem+json', () => {
  const wrong: [string, string, unknown, number, string][] = [
    ['GET', '/nothing', undefined, 404, 'path'],
    ['PUT', '/cases', undefined, 405, 'method'],
    ['POST', '/cases', '{', 400, 'body'],
    ['POST', '/cases', '[]', 400, 'body'],
    ['GET', '/cases?limit=many', undefined, 400, '?limit'],
    ['GET', '/cases?court=stf', undefined, 400, '/court'],
    ['GET', '/cases/123', undefined, 400, '/number'],
    ['GET', '/cases/99999999999999999999', undefined, 404, '/number'],
    ['POST', `/cases/${NUMBER}/movements`, { codigo: 85 }, 409, '/grau'],
    ['POST', `/cases/${NUMBER}/movements`, { grau: 'G1' }, 400, '/codigo'],
    ['POST', '/faults', { kind: 'x' }, 400, '/kind'],
    ['POST', '/commands', { do: 'dance' }, 400, '/do'],
    ['POST', '/timelines', {}, 400, '/script'],
    ['POST', '/timelines', { script: [{ at: 'soon', do: 'reset' }] }, 400, '/script/0/at'],
    ['POST', '/timelines', { script: [{ at: 1, do: 'dance' }] }, 400, '/script/0/do'],
    ['POST', '/timelines', { script: [{ at: 1, do: 'set-lag' }] }, 400, '/script/0/ms'],
    ['POST', '/timelines', { script: [{ at: 0, do: 'reset' }], loop: true }, 400, '/loop'],
    ['POST', '/timelines', { script: [{ at: 1, do: 'reset' }], speed: 0 }, 400, '/'],
    ['POST', '/timelines/demo', { everyMs: 'often' }, 400, '/everyMs'],
    ['DELETE', '/timelines/none', undefined, 404, '/id'],
  ];
  test.each(wrong)('%s %s %j', async (method, path, body, status, location) => {
    const answer = await call(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, instance: `/_sandbox${path.split('?')[0]}` });
    expect(answer.body.errors.map((error) => error.location)).toContain(location);
    expect(answer.body.errors.every((error) => error.fix !== '')).toBeTrue();
  });
});
