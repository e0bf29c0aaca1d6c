import { describe, expect, test } from 'bun:test';
import { document } from '../test-client.ts';
import { sourceOf } from '../wire.ts';
import { EsError } from './errors.ts';
import { sourceFilter } from './source-filter.ts';

const record = document('tjsp', 'x', {
  movimentos: [
    {
      codigo: 51,
      nome: 'Conclusão',
      complementosTabelados: [{ codigo: 3, valor: 5, nome: 'a', descricao: 'b' }],
    },
    { codigo: 85, nome: 'Petição' },
  ],
});
const filtered = (spec: unknown) => sourceFilter(spec, '{}')(record);

describe('_source', () => {
  test('absent or true gives everything, false gives none', () => {
    expect(filtered(undefined)).toEqual(sourceOf(record));
    expect(filtered(true)).toEqual(sourceOf(record));
    expect(filtered([])).toEqual(sourceOf(record));
    expect(filtered(false)).toBeUndefined();
  });

  test('a name takes the whole object, a dotted path a part of it', () => {
    expect(filtered('classe')).toEqual({ classe: { codigo: 7, nome: 'Procedimento Comum Cível' } });
    expect(filtered(['classe.codigo', 'grau'])).toEqual({ classe: { codigo: 7 }, grau: 'G1' });
    expect(filtered(['movimentos.codigo'])).toEqual({ movimentos: [{ codigo: 51 }, { codigo: 85 }] });
    expect(filtered(['movimentos.complementosTabelados.valor'])).toEqual({
      movimentos: [{ complementosTabelados: [{ valor: 5 }] }],
    });
    expect(filtered(['nada'])).toEqual({});
  });

  test('wildcards cross dots', () => {
    expect(filtered(['data*'])).toEqual({
      dataHoraUltimaAtualizacao: '2026-03-01T10:00:00.000Z',
      dataAjuizamento: '20250708160117',
    });
    expect(filtered(['orgao*.cod*'])).toEqual({
      orgaoJulgador: { codigoMunicipioIBGE: 3550308, codigo: 10012 },
    });
    expect(filtered({ includes: ['*.codigo'] })).toMatchObject({
      classe: { codigo: 7 },
      movimentos: [{ codigo: 51 }, { codigo: 85 }],
    });
  });

  test('excludes win over includes', () => {
    const { movimentos: _, ...rest } = sourceOf(record);
    expect(filtered({ excludes: ['movimentos'] })).toEqual(rest);
    expect(filtered({ exclude: 'movimentos' })).toEqual(rest);
    expect(filtered({ includes: ['classe'], excludes: ['*.nome'] })).toEqual({ classe: { codigo: 7 } });
    const noNames = filtered({ excludes: ['movimentos.nome'] }) as { movimentos: object[] };
    expect(noNames.movimentos[1]).toEqual({ codigo: 85 });
    expect(Object.keys(noNames)).toEqual(Object.keys(sourceOf(record)));
  });

  test('a status check never rebuilds a list of movements', () => {
    const lazy = {
      ...record,
      expand: () => {
        throw new Error('rebuilt');
      },
    };
    expect(sourceFilter({ excludes: ['movimentos'] }, '{}')(lazy)).not.toHaveProperty('movimentos');
    expect(sourceFilter(['numeroProcesso', 'grau'], '{}')(lazy)).toHaveProperty('grau');
  });

  test('other shapes are refused', () => {
    for (const spec of [3, [1], { only: ['x'] }]) expect(() => filtered(spec)).toThrow(EsError);
  });
});
