import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../../actors/contracts/cnj-number.ts';
import type { Sandbox } from '../server.ts';
import { search } from '../test-client.ts';
import type { DataJudSource } from '../wire.ts';
import { BOTH, failure, movements, NEW, OLD, served, startFixture } from './fixture.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFixture();
});
beforeEach(() => void sandbox.control.run('reset', {}));
afterAll(() => sandbox.stop());

const sourceOf = (court: string, number: string, grau?: string) => served(sandbox, court, number, grau);

describe('documents', () => {
  test('a case on appeal: a remittance here, a document of the other feed there', async () => {
    const { from, to } = sandbox.control.run('move-grau', { number: OLD, to: 'G2' });
    expect(from).toMatchObject({ grau: 'G1', pipeline: 'old', movements: 4 });
    expect(to).toMatchObject({ grau: 'G2', pipeline: 'new', movements: 1, id: `TJSP_G2_${OLD}` });
    expect(movements(await sourceOf('tjsp', OLD)).at(-1)).toMatchObject({
      codigo: 123,
      complementosTabelados: [{ codigo: 18, valor: 38 }],
    });
    const appeal = await sourceOf('tjsp', OLD, 'G2');
    expect(movements(appeal)).toMatchObject([{ codigo: 26, dataHora: '2026-11-23T12:30:00.000Z' }]);
    expect(appeal.dataAjuizamento).toBe('20261123123000');
    expect(failure(() => sandbox.control.run('move-grau', { number: OLD, to: 'G2' })).status).toBe(409);
  });

  test('the other feed tells the same events: new id, order, system, names and units, not one event more', async () => {
    const events = (source: DataJudSource) =>
      movements(source)
        .map(
          (one) =>
            `${one.codigo} ${one.dataHora} ${one.complementosTabelados?.map((it) => `${it.codigo}:${it.valor}`)}`,
        )
        .sort();
    const before = await sourceOf('trf4', BOTH);
    const change = sandbox.control.run('switch-pipeline', { number: BOTH, grau: 'G1' });
    const after = await sourceOf('trf4', BOTH);
    expect(change).toMatchObject({ pipeline: 'new', id: `TRF4_G1_${BOTH}` });
    expect(events(after)).toEqual(events(before));
    expect(after.id).toBe(`TRF4_G1_${BOTH}`);
    expect(after.sistema).toEqual({ codigo: 4, nome: 'Projudi' });
    expect(after.orgaoJulgador).toMatchObject({ codigo: 12674, nome: '20 Vara Federal de Sao Jose' });
    expect(movements(after).map((one) => one.codigo)).toEqual([26, 92]);
    expect(movements(after)[0]?.orgaoJulgador).toEqual({
      codigo: '12674',
      nome: '20ª Vara Federal de São José',
    });
    expect(Object.keys(after).slice(0, 4)).toEqual(['id', 'tribunal', 'grau', 'numeroProcesso']);
    expect(after['@timestamp']).toBe(after.dataHoraUltimaAtualizacao);
    sandbox.control.run('switch-pipeline', { number: BOTH, grau: 'G1' });
    const back = await sourceOf('trf4', BOTH);
    expect(events(back)).toEqual(events(before));
    expect(Object.keys(back)[0]).toBe('classe');
    expect(movements(back)[0]).not.toHaveProperty('orgaoJulgador');
  });

  test('each cosmetic can stay as it was', async () => {
    const off = { ids: false, units: false, system: false, accents: false, order: false, names: false };
    sandbox.control.run('switch-pipeline', { number: BOTH, grau: 'G1', to: 'new', ...off });
    const after = await sourceOf('trf4', BOTH);
    expect(after.sistema).toEqual({ codigo: 4, nome: 'EPROC' });
    expect(after.orgaoJulgador).toMatchObject({ nome: '20ª Vara Federal de São José' });
    expect(movements(after)[0]).not.toHaveProperty('orgaoJulgador');
    expect(movements(after).map((one) => one.codigo)).toEqual([92, 26]);
    expect(sandbox.control.readCase(BOTH).map((one) => one.id)).toContain('TRF4_7_G1_1_50192100820214047100');
  });

  test('secrecy', async () => {
    sandbox.control.run('set-secrecy', { number: OLD, level: 2 });
    expect((await sourceOf('tjsp', OLD)).nivelSigilo).toBe(2);
  });

  test('an invented case has a valid number of its court and the movements asked for', async () => {
    const made = sandbox.control.run('create-case', { court: 'trt2', grau: 'G1', movements: 9 });
    expect(parseCnjNumber(made.number)).toMatchObject({ ok: true, number: { segment: '5', court: '02' } });
    expect(movements(await sourceOf('trt2', made.number))).toHaveLength(9);
    const named = sandbox.control.run('create-case', { number: '0000832-35.2018.4.01.3202' });
    expect(named).toMatchObject({ court: 'trf1', number: '00008323520184013202' });
    expect(sandbox.control.run('delete-case', { number: named.number })).toEqual({ deleted: 1 });
    expect((await search(sandbox, 'trf1', {})).hits.hits).toEqual([]);
  });

  test('a given source is served as given', async () => {
    const source = {
      numeroProcesso: OLD,
      tribunal: 'TJRJ',
      grau: 'G1',
      id: 'X',
      assuntos: [[{ codigo: 1, nome: 'a' }]],
    };
    sandbox.control.run('create-case', { source });
    const answer = await search(sandbox, 'tjrj', {});
    expect(answer.hits.hits[0]?._id).toBe('X');
    expect(JSON.stringify(answer.hits.hits[0]?._source)).toBe(JSON.stringify(source));
    expect(failure(() => sandbox.control.run('create-case', { source })).status).toBe(409);
  });

  test('reset gives back what was loaded', async () => {
    const before = JSON.stringify(await sourceOf('tjsp', OLD));
    sandbox.control.run('add-movement', { number: OLD, codigo: 85 });
    sandbox.control.run('switch-pipeline', { number: OLD });
    sandbox.control.run('delete-case', { number: NEW });
    sandbox.control.run('create-case', { court: 'tjsp' });
    expect(sandbox.control.run('reset', {})).toEqual({ documents: 4 });
    expect(JSON.stringify(await sourceOf('tjsp', OLD))).toBe(before);
    expect((await search(sandbox, 'tjsp', {})).hits.total?.value).toBe(2);
  });
});

describe('lists and refusals', () => {
  test('cases are listed by filter and page', () => {
    const first = sandbox.control.cases({ limit: 3 });
    const second = sandbox.control.cases({ limit: 3, cursor: first.nextCursor ?? '' });
    expect([first.data.length, second.data.length, second.nextCursor]).toEqual([3, 1, null]);
    expect(sandbox.control.cases({ court: 'trf4', grau: 'G2' }).data).toHaveLength(1);
    expect(sandbox.control.cases({ number: BOTH }).data).toHaveLength(2);
    expect(failure(() => sandbox.control.cases({ cursor: 'nothing' })).problems[0]?.location).toBe('?cursor');
  });

  test('every refusal says what to fix', () => {
    const refusals: [() => unknown, number, string][] = [
      [() => sandbox.control.run('touch', { number: BOTH }), 409, '/grau'],
      [() => sandbox.control.run('touch', { number: '9'.repeat(20) }), 404, '/number'],
      [() => sandbox.control.run('touch', { number: 'abcdefghijklmnopqrstu' }), 400, '/number'],
      [() => sandbox.control.run('touch', { number: OLD, court: 'stf' }), 400, '/court'],
      [() => sandbox.control.run('touch', {} as never), 400, '/number'],
      [() => sandbox.control.run('add-movement', { number: OLD, codigo: 99_999 }), 400, '/nome'],
      [() => sandbox.control.run('add-movement', { number: OLD, codigo: '51' } as never), 400, '/codigo'],
      [() => sandbox.control.run('add-movement', { number: OLD, code: 51 } as never), 400, '/codigo'],
      [
        () =>
          sandbox.control.run('add-movement', {
            number: OLD,
            codigo: 51,
            complementosTabelados: [{ codigo: 3, valor: 99 }],
          }),
        400,
        '/complementosTabelados',
      ],
      [() => sandbox.control.run('create-case', { court: 'xyz' }), 400, '/court'],
      [() => sandbox.control.run('create-case', { number: '00008323620184013202' }), 400, '/number'],
      [
        () => sandbox.control.run('create-case', { court: 'tjsp', source: { numeroProcesso: 12 } }),
        400,
        '/source/numeroProcesso',
      ],
      [() => sandbox.control.run('inject-fault', { kind: 'fire' } as never), 400, '/kind'],
      [() => sandbox.control.run('inject-fault', { kind: '429', court: 'stf' }), 400, '/court'],
      [() => sandbox.control.run('set-lag', { ms: -1 }), 400, '/ms'],
    ];
    for (const [act, status, location] of refusals) {
      const error = failure(act);
      expect(error.status).toBe(status as never);
      expect(error.problems.map((problem) => problem.location)).toContain(location);
      expect(error.problems.every((problem) => problem.fix.length > 5)).toBeTrue();
    }
  });
});
