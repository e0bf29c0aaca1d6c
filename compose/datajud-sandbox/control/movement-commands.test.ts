import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import type { Sandbox } from '../server.ts';
import { BOTH, failure, movements, NEW, OLD, served, startFixture } from './fixture.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startFixture();
});
beforeEach(() => void sandbox.control.run('reset', {}));
afterAll(() => sandbox.stop());

const sourceOf = (court: string, number: string, grau?: string) => served(sandbox, court, number, grau);

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
