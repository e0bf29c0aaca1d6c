import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHitParser } from './parse-hit.ts';

// Real answers of the public API, kept outside the repository.
const FOLDER = join(import.meta.dir, '../../../../shared/datajud-samples');
const parse = createHitParser();

function answer(file: string, alias: string) {
  const { hits } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
  return hits.hits.map((hit: { _source: Record<string, unknown> }) => {
    const parsed = parse(hit, alias);
    if (!parsed.ok) throw new Error(parsed.message);
    expect(parsed.warnings).toEqual([]);
    // Whatever is asserted below for each file, nothing that the court sent may get lost.
    const sent = hit._source.movimentos;
    expect(parsed.document.movements?.length).toBe(Array.isArray(sent) ? sent.length : undefined);
    expect(parsed.document.movementsComplete).toBe(true);
    const walls = parsed.document.movements?.map((m) => m.occurredAt.slice(0, 19)) ?? [];
    const sentWalls = Array.isArray(sent)
      ? sent.map((m: { dataHora: string }) => m.dataHora.slice(0, 19))
      : [];
    expect(walls).toEqual(sentWalls.sort());
    return parsed.document;
  });
}

describe.skipIf(!existsSync(FOLDER))('real answers', () => {
  test('TJSP, pipeline of 2024', () => {
    expect(answer('tjsp_2024_old-pipeline.json', 'tjsp')).toMatchObject([
      {
        number: '10535655720248260053',
        grau: 'G1',
        class: { code: 120, name: 'Mandado de Segurança Cível' },
        system: { code: -1 },
        unit: { code: '74365', municipality: null },
        subjects: [{ code: 14950, name: 'Pagamento' }],
        filedAt: '2024-07-29T11:20:00-03:00',
        sourceUpdatedAt: '2024-08-26T20:45:07.608Z',
        indexedAt: '2024-09-15T19:45:21.950Z',
        movements: [
          { code: 26, complements: [{ code: 2, value: 2, name: 'sorteio' }], unit: null },
          { code: 60, complements: [{ code: 4, value: 107 }] },
          { code: 51, complements: [{ code: 3, value: 5 }] },
          { code: 15085, occurredAt: '2024-07-30T11:43:33-03:00', complements: [] },
        ],
      },
    ]);
  });

  test('TJSP, pipeline of 2026', () => {
    const [document] = answer('tjsp_2026_new-pipeline_full.json', 'tjsp');
    expect(document).toMatchObject({
      number: '00104905620258260309',
      filedAt: '2025-09-19T10:42:20-03:00',
      sourceUpdatedAt: '2026-02-05T15:45:31.114Z',
      indexedAt: '2026-02-05T15:45:31.114Z',
    });
    expect(document.movements.length).toBe(12);
    expect(document.movements[0]).toMatchObject({
      code: 11385,
      occurredAt: '2025-09-22T16:05:37-03:00',
      unit: { code: '9819', name: '06 CIVEL DE JUNDIAI' },
    });
    expect(document.movements[11]).toMatchObject({ code: 85, occurredAt: '2026-01-26T11:05:52-03:00' });
  });

  test('TRF4, two instances from two pipelines', () => {
    const [appeal, first] = answer('trf4_2026_G2new+G1old_G1-trimmed.json', 'trf4');
    expect(appeal).toMatchObject({
      grau: 'G2',
      class: { code: 198 },
      system: { name: 'Projudi' },
      filedAt: '2025-07-08T16:01:17-03:00',
    });
    expect(first).toMatchObject({
      grau: 'G1',
      class: { code: 7 },
      system: { name: 'EPROC' },
      filedAt: '2021-04-21T18:59:53-03:00',
    });
    expect(appeal.subjects.map((s: { code: number }) => s.code)).toEqual([6118, 6182]);
    expect(first.subjects.map((s: { code: number }) => s.code)).toEqual([6118, 6182]);
    expect(appeal.movements.map((m: { code: number }) => m.code)).toEqual([
      26, 12116, 12282, 1061, 85, 12309,
    ]);
    expect(first.movements.length).toBe(58);
    expect(first.movements[0]).toMatchObject({ code: 11383, occurredAt: '2021-05-05T11:31:56-03:00' });
    expect(first.movements[57]).toMatchObject({ code: 123, complements: [{ code: 18, value: 38 }] });
    expect(first.movements.filter((m: { code: number }) => m.code === 12265).length).toBe(10);
  });

  test('TRF1 of 2023', () => {
    expect(answer('wiki_ex1_trf1_2023_movs-elided.json', 'trf1')).toMatchObject([
      {
        number: '00008323520184013202',
        grau: 'JE',
        filedAt: '2018-10-29T00:00:00-03:00',
        unit: { code: '16403', name: 'JEF Adj - Tefé', municipality: 5128 },
        subjects: [{ code: 6177, name: 'Concessão' }],
        movements: [{ code: 26, occurredAt: '2018-10-30T14:06:24-03:00' }, { code: 14732 }],
      },
    ]);
  });

  test('TJSP listings, without movements', () => {
    const documents = answer('juscraper_tjsp_results_normal_page_01.json', 'tjsp');
    expect(documents.length).toBe(10);
    for (const document of documents)
      expect(document).toMatchObject({ grau: 'G1', movements: null, class: { code: 100 } });
    expect(answer('juscraper_tjsp_no_results.json', 'tjsp')).toEqual([]);
  });
});
