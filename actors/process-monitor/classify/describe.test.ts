import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { MovementComplement } from '../../contracts/court-document.ts';
import { classifyMovement } from './classify.ts';
import { describeMovement } from './describe.ts';

function say(code: number, name: string, ...complements: (Partial<MovementComplement> & { name: string })[]) {
  return describeMovement({
    code,
    name,
    complements: complements.map((c) => ({ code: 0, value: 0, description: '', ...c })),
  });
}

describe('a movement in words', () => {
  test.each([
    [12266, 'Confirmada', 'Intimação confirmada'],
    [12283, 'Confirmada', 'Comunicação eletrônica confirmada'],
    [12288, 'Confirmada', 'Citação confirmada'],
    [12265, 'Expedida/certificada', 'Intimação expedida'],
    [12282, 'Expedida/Certificada', 'Comunicação eletrônica expedida'],
    [12287, 'Expedida/Certificada', 'Citação expedida'],
    [246, 'Definitivo', 'Arquivamento definitivo'],
    [245, 'Provisório', 'Arquivamento provisório'],
    [898, 'Por decisão judicial', 'Suspensão por decisão judicial'],
    [12309, 'Retirada', 'Retirado de pauta'],
    [12176, 'Paga', 'RPV paga'],
    [12169, 'Paga', 'Precatório pago'],
    [12116, 'Para julgamento de mérito', 'Incluído em pauta de sessão virtual para julgamento'],
    [985, 'Mandado', 'Mandado recebido pelo oficial de justiça'],
    [106, 'Mandado', 'Mandado devolvido pelo oficial de justiça'],
    [785, 'Tutela Provisória', 'Tutela provisória negada'],
    [
      1061,
      'Disponibilização no Diário da Justiça Eletrônico',
      'Disponibilização no Diário da Justiça Eletrônico',
    ],
    [12740, 'de Conciliação', 'Audiência de Conciliação'],
    [12624, 'Audiência do art. 334 CPC', 'Audiência do art. 334 CPC'],
    [14904, 'Agendada', 'Perícia agendada'],
    [
      12098,
      'Incidente de Resolução de Demandas Repetitivas',
      'Suspensão: incidente de Resolução de Demandas Repetitivas',
    ],
    [
      457,
      'Paralisação por negligência das partes',
      'Processo extinto sem resolução do mérito: paralisação por negligência das partes',
    ],
    [999999, '', 'Movimento 999999'],
    [999999, 'Ato local', 'Ato local'],
    [0, '', 'Movimento sem código'],
  ])('%i %p: %s', (code, name, expected) => {
    expect(say(code, name)).toBe(expected);
  });

  test('with its complements', () => {
    expect(say(51, 'Conclusão', { code: 3, value: 36, name: 'para julgamento' })).toBe(
      'Conclusão para julgamento',
    );
    expect(say(123, 'Remessa', { code: 18, value: 38, name: 'em grau de recurso' })).toBe(
      'Remessa em grau de recurso',
    );
    expect(say(123, 'Remessa', { code: 18, value: 40, name: 'outros motivos' })).toBe('Remessa');
    expect(say(26, 'Distribuição', { code: 2, value: 2, name: 'sorteio' })).toBe('Distribuição por sorteio');
    expect(say(85, 'Petição', { code: 19, value: 57, name: 'Petição (outras)' })).toBe('Petição juntada');
    expect(say(85, 'Petição', { code: 19, value: 9, name: 'Contestação' })).toBe(
      'Petição juntada: Contestação',
    );
    expect(say(581, 'Documento', { code: 4, value: 107, name: 'Certidão' })).toBe(
      'Documento juntado: Certidão',
    );
    expect(say(51, 'Conclusão', { code: 3, value: 5, name: '' })).toBe('Conclusão para despacho');
  });

  test('a hearing with its situation, and not who presides', () => {
    expect(
      say(
        12740,
        'de Conciliação',
        { code: 16, value: 9, name: 'Designada', description: 'situacao_da_audiencia' },
        { code: 15, value: 1, name: 'Juiz(a)', description: 'dirigida_por' },
      ),
    ).toBe('Audiência de Conciliação designada');
    expect(say(970, 'Audiência', { name: 'realizada' })).toBe('Audiência realizada');
  });

  test('is never empty', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.string(),
        fc.array(fc.record({ name: fc.string() })),
        (code, name, complements) => {
          expect(say(code, name, ...complements).trim()).not.toBe('');
        },
      ),
    );
  });
});

const SAMPLE = join(
  import.meta.dir,
  '../../../../shared/datajud-samples/trf4_2026_G2new+G1old_G1-trimmed.json',
);

test.skipIf(!existsSync(SAMPLE))('every movement of a real case is known to the tables', () => {
  const { hits } = JSON.parse(readFileSync(SAMPLE, 'utf8'));
  for (const hit of hits.hits) {
    for (const { codigo, nome } of hit._source.movimentos) {
      const movement = { code: codigo, name: nome, complements: [] };
      expect(classifyMovement(movement).group).not.toBe('other');
      expect(describeMovement(movement)).not.toMatch(/^(Confirmada|Expedida|Retirada|Mandado$)/);
    }
  }
});
