import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { parseCnjNumber } from '../../../actors/contracts/cnj-number.ts';
import { type Sandbox, startSandbox } from '../server.ts';
import { document, search } from '../test-client.ts';
import type { DataJudSource } from '../wire.ts';
import { ControlError } from './errors.ts';

const OLD = '00000011720998260001';
const NEW = '10535655720248260053';
const BOTH = '50192100820214047100';
const NOW = Date.UTC(2026, 10, 23, 15, 30, 0, 250);
let sandbox: Sandbox;

const units = { codigo: '9819', nome: '06 CIVEL DE JUNDIAI' };
beforeAll(async () => {
  sandbox = await startSandbox({ now: () => NOW });
  const same = {
    dataHoraUltimaAtualizacao: '2026-02-05T15:45:31.114000Z',
    '@timestamp': '2026-02-05T15:45:31.114000Z',
  };
  sandbox.control.load([
    document('tjsp', 'TJSP_7_G1_10012_00000011720998260001', {
      movimentos: [
        { codigo: 26, nome: 'Distribuição', dataHora: '2025-07-08T16:01:17.000Z' },
        { codigo: 12265, nome: 'Expedida/certificada', dataHora: '2025-08-01T10:00:00.000Z' },
        { codigo: 12265, nome: 'Expedida/certificada', dataHora: '2025-08-01T10:00:00.000Z' },
      ],
    }),
    document('tjsp', `TJSP_G1_${NEW}`, {
      ...same,
      numeroProcesso: NEW,
      movimentos: [
        { codigo: 26, nome: 'Distribuição', dataHora: '2025-07-08T16:01:17.000Z', orgaoJulgador: units },
      ],
    }),
    document('trf4', 'TRF4_7_G1_1_50192100820214047100', {
      numeroProcesso: BOTH,
      sistema: { codigo: 4, nome: 'EPROC' },
      orgaoJulgador: { codigo: 12674, nome: '20ª Vara Federal de São José' },
      movimentos: [
        { codigo: 92, nome: 'Publicação', dataHora: '2025-06-10T02:39:44.000Z' },
        {
          codigo: 26,
          nome: 'Distribuição',
          dataHora: '2021-04-21T18:59:53.000Z',
          complementosTabelados: [
            { codigo: 2, valor: 2, nome: 'sorteio', descricao: 'tipo_de_distribuicao_redistribuicao' },
          ],
        },
      ],
    }),
    document('trf4', `TRF4_G2_${BOTH}`, { ...same, numeroProcesso: BOTH, grau: 'G2' }),
  ]);
});
beforeEach(() => void sandbox.control.run('reset', {}));
afterAll(() => sandbox.stop());

async function sourceOf(court: string, number: string, grau = 'G1'): Promise<DataJudSource> {
  const query = {
    bool: { filter: [{ term: { numeroProcesso: number } }, { term: { 'grau.keyword': grau } }] },
  };
  const { hits } = (await search(sandbox, court, { query })).hits;
  const source = hits[0]?._source;
  if (!source || hits.length !== 1) throw new Error(`${hits.length} documents`);
  return source;
}
const movements = (source: DataJudSource) => source.movimentos ?? [];

function failure(act: () => unknown): ControlError {
  try {
    act();
  } catch (error) {
    if (error instanceof ControlError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('movements', () => {
  test('one more movement in the old feed: at the end, Brasília time, both dates moved, nine digits', async () => {
    const change = sandbox.control.run('add-movement', {
      number: OLD,
      codigo: 51,
      complementosTabelados: [{ codigo: 3, valor: 36 }],
    });
    const source = await sourceOf('tjsp', OLD);
    expect(movements(source)).toHaveLength(4);
    expect(movements(source).at(-1)).toEqual({
      complementosTabelados: [
        { codigo: 3, valor: 36, nome: 'para julgamento', descricao: 'tipo_de_conclusao' },
      ],
      codigo: 51,
      nome: 'Conclusão',
      dataHora: '2026-11-23T12:30:00.000Z',
    });
    expect(change.movement).toEqual(movements(source).at(-1) ?? {});
    expect(source.dataHoraUltimaAtualizacao).toBe('2026-11-23T15:30:00.250Z');
    expect(source['@timestamp']).toMatch(/^2026-11-23T15:30:00\.250\d{6}Z$/);
  });

  test('in the new feed: with its unit, six digits, both dates the same', async () => {
    sandbox.control.run('add-movement', { number: NEW, codigo: 219 });
    const source = await sourceOf('tjsp', NEW);
    const added = movements(source).at(-1);
    expect(Object.keys(added ?? {})).toEqual(['codigo', 'dataHora', 'nome', 'orgaoJulgador']);
    expect(added?.orgaoJulgador).toEqual({ codigo: '10012', nome: '01 CIVEL DE SAO PAULO' });
    expect(source.dataHoraUltimaAtualizacao).toBe('2026-11-23T15:30:00.250000Z');
    expect(source['@timestamp']).toBe(source.dataHoraUltimaAtualizacao);
  });

  test('two changes in the same millisecond have two dates', async () => {
    sandbox.control.run('touch', { number: NEW });
    const first = (await sourceOf('tjsp', NEW))['@timestamp'];
    sandbox.control.run('touch', { number: NEW });
    expect((await sourceOf('tjsp', NEW))['@timestamp'] > first).toBeTrue();
  });

  test('descending lists grow at the front, and each block of the newest feed at its own', async () => {
    sandbox.control.run('add-movement', { number: BOTH, grau: 'G1', codigo: 85 });
    expect(movements(await sourceOf('trf4', BOTH)).map((one) => one.codigo)).toEqual([85, 92, 26]);
    sandbox.control.run('add-movement', {
      number: BOTH,
      grau: 'G2',
      codigo: 85,
      dataHora: '2025-01-01T00:00:00.000Z',
    });
    sandbox.control.run('add-movement', {
      number: BOTH,
      grau: 'G2',
      codigo: 51,
      dataHora: '2025-02-01T00:00:00.000Z',
    });
    sandbox.control.run('add-movement', {
      number: BOTH,
      grau: 'G2',
      codigo: 92,
      dataHora: '2026-02-01T00:00:00.000Z',
    });
    expect(movements(await sourceOf('trf4', BOTH, 'G2')).map((one) => one.codigo)).toEqual([51, 85, 92, 26]);
  });

  test('copies are identical twins', async () => {
    sandbox.control.run('add-movement', { number: OLD, codigo: 1051, copies: 2 });
    const list = movements(await sourceOf('tjsp', OLD));
    expect(list).toHaveLength(5);
    expect(list.at(-1)).toEqual(list.at(-2) ?? {});
  });

  test('a late one has an old date, in its place, on a document updated now', async () => {
    sandbox.control.run('publish-late', { number: OLD, codigo: 581, dataHora: '2025-07-20T09:00:00.000Z' });
    const source = await sourceOf('tjsp', OLD);
    expect(movements(source).map((one) => one.codigo)).toEqual([26, 581, 12265, 12265]);
    expect(source.dataHoraUltimaAtualizacao).toBe('2026-11-23T15:30:00.250Z');
    expect(
      failure(() => sandbox.control.run('publish-late', { number: OLD, codigo: 581, daysAgo: 0 })).status,
    ).toBe(400);
  });

  test('a correction changes one of several and leaves the others', async () => {
    sandbox.control.run('correct-movement', {
      number: OLD,
      movement: { codigo: 12265, occurrence: 1 },
      set: { codigo: 12282, nome: 'Expedida/Certificada', dataHora: '2025-08-02T10:00:00.000Z' },
    });
    const list = movements(await sourceOf('tjsp', OLD));
    expect(list.map((one) => one.codigo)).toEqual([26, 12265, 12282]);
    expect(list[2]?.dataHora).toBe('2025-08-02T10:00:00.000Z');
    sandbox.control.run('correct-movement', {
      number: OLD,
      movement: { index: 0 },
      set: { complementosTabelados: [{ codigo: 2, valor: 1 }] },
    });
    expect(movements(await sourceOf('tjsp', OLD))[0]?.complementosTabelados?.[0]?.nome).toBe(
      'competência exclusiva',
    );
  });

  test('withdraws the chosen one, the newest by default', async () => {
    expect(
      sandbox.control.run('withdraw-movement', { number: OLD, movement: { dataHora: '2025-07-08' } }).movement
        .codigo,
    ).toBe(26);
    expect(sandbox.control.run('withdraw-movement', { number: OLD }).movement.codigo).toBe(12265);
    expect(movements(await sourceOf('tjsp', OLD))).toHaveLength(1);
    expect(
      failure(() => sandbox.control.run('withdraw-movement', { number: OLD, movement: { codigo: 1 } }))
        .status,
    ).toBe(404);
    expect(
      failure(() => sandbox.control.run('withdraw-movement', { number: OLD, movement: { index: 7 } })).status,
    ).toBe(404);
  });

  test('the list can disappear, be empty, and come back', async () => {
    const before = movements(await sourceOf('tjsp', OLD));
    sandbox.control.run('hide-movements', { number: OLD });
    expect(await sourceOf('tjsp', OLD)).not.toHaveProperty('movimentos');
    sandbox.control.run('hide-movements', { number: OLD, as: 'empty' });
    expect((await sourceOf('tjsp', OLD)).movimentos).toEqual([]);
    sandbox.control.run('restore-movements', { number: OLD });
    expect(movements(await sourceOf('tjsp', OLD))).toEqual(before);
    expect(failure(() => sandbox.control.run('restore-movements', { number: OLD })).status).toBe(409);
  });
});

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
