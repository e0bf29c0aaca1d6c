import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../server.ts';
import { type SearchAnswer, search } from '../test-client.ts';
import { loadFolder } from './load-folder.ts';

const SAMPLES = join(import.meta.dir, '../../../../shared/datajud-samples');
const ODD = {
  numeroProcesso: '00008323520184013202',
  tribunal: 'TRF1',
  grau: 'JE',
  unknownKey: { b: [null, 1.5, 'é ç \u0001'], a: '' },
  assuntos: [[{ nome: 'EXECU??O', codigo: 1 }]],
  '@timestamp': '2023-08-14T11:50:51.994Z',
  dataHoraUltimaAtualizacao: '2023-07-21T19:10:08.483Z',
};
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datajud-'));
  const envelope = (hits: unknown[]) =>
    JSON.stringify({ took: 1, hits: { total: { value: hits.length }, hits } });
  const hit = {
    _index: 'api_publica_trf1',
    _type: '_doc',
    _id: 'TRF1_436_JE_16403_00008323520184013202',
    _source: ODD,
  };
  await Bun.write(join(folder, 'one.json'), envelope([hit]));
  await Bun.write(join(folder, 'none.json'), envelope([]));
  await Bun.write(join(folder, 'notes.txt'), 'not an answer');
});
afterAll(() => rm(folder, { recursive: true }));

test('serves a folder of answers as they were, key order and unknown keys too', async () => {
  const sandbox = await startSandbox({ folder });
  try {
    const { hits } = (
      await search(sandbox, 'trf1', { query: { match: { numeroProcesso: ODD.numeroProcesso } } })
    ).hits;
    expect(hits.map((hit) => hit._id)).toEqual(['TRF1_436_JE_16403_00008323520184013202']);
    expect(JSON.stringify(hits[0]?._source)).toBe(JSON.stringify(ODD));
  } finally {
    await sandbox.stop();
  }
});

test('of two answers about one document the one indexed last is kept', async () => {
  const other = await mkdtemp(join(tmpdir(), 'datajud-'));
  try {
    const answer = (day: string) => ({
      hits: {
        hits: [
          {
            _index: 'api_publica_tjsp',
            _id: 'X',
            _source: { ...ODD, '@timestamp': `2026-01-${day}T00:00:00.000Z` },
          },
        ],
      },
    });
    await Bun.write(join(other, 'a.json'), JSON.stringify(answer('02')));
    await Bun.write(join(other, 'b.json'), JSON.stringify(answer('03')));
    await Bun.write(join(other, 'c.json'), JSON.stringify(answer('01')));
    const sandbox = await startSandbox({ folder: other });
    try {
      const { hits } = (await search(sandbox, 'tjsp', {})).hits;
      expect(hits.map((hit) => hit._source?.['@timestamp'])).toEqual(['2026-01-03T00:00:00.000Z']);
    } finally {
      await sandbox.stop();
    }
  } finally {
    await rm(other, { recursive: true });
  }
});

describe('a file that is no answer is named', () => {
  test.each([
    ['{', 'bad.json is not JSON'],
    ['{"hits": 3}', 'bad.json is not a DataJud answer'],
    ['null', 'bad.json is not a DataJud answer'],
    ['{"hits":{"hits":[{"_id":"x"}]}}', 'bad.json: hit 0 needs _index'],
  ])('%s', async (text, message) => {
    const other = await mkdtemp(join(tmpdir(), 'datajud-'));
    await Bun.write(join(other, 'bad.json'), text);
    await expect(loadFolder(other)).rejects.toThrow(message);
    await rm(other, { recursive: true });
  });
});

describe.if(existsSync(SAMPLES))('the real answers', () => {
  test('every hit of every file comes back unchanged', async () => {
    const sandbox = await startSandbox({ folder: SAMPLES });
    let compared = 0;
    try {
      for (const name of (await readdir(SAMPLES)).filter((file) => file.endsWith('.json'))) {
        const answer = (await Bun.file(join(SAMPLES, name)).json()) as SearchAnswer;
        for (const hit of answer.hits.hits) {
          const served = await search(sandbox, hit._index.replace('api_publica_', ''), {
            query: { ids: { values: [hit._id] } },
          });
          expect(JSON.stringify(served.hits.hits[0]?._source)).toBe(JSON.stringify(hit._source));
          compared++;
        }
      }
    } finally {
      await sandbox.stop();
    }
    expect(compared).toBeGreaterThanOrEqual(5);
  });
});
