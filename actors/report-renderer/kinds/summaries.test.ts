import { expect, test } from 'bun:test';
import { MADE_BY_AI, NOT_AI } from '../../contracts/ai-answer.ts';
import type { ReportDocument } from '../document.ts';
import type { ContentOf, Snapshot } from '../snapshot/snapshot.ts';
import { sampleSnapshot } from '../templates/sample.ts';
import { composeDocument } from './compose.ts';

function dossier(change: (content: ContentOf<'dossier'>) => void = () => {}): ReportDocument {
  const snapshot: Snapshot = structuredClone(sampleSnapshot('dossier'));
  if (snapshot.content.kind !== 'dossier') throw new Error('not a dossier');
  change(snapshot.content);
  return composeDocument(snapshot);
}

const summaryOf = ({ sections }: ReportDocument) => sections.find(({ heading }) => heading === 'Resumo');
const sheetOf = ({ sheets }: ReportDocument, name: string) => {
  const sheet = sheets.find((one) => one.name === name);
  if (!sheet) throw new Error(`there is no sheet ${name}`);
  return sheet;
};

test('each sentence names what proves it, by the numbers of the movements that stand under it', () => {
  const blocks = summaryOf(dossier())?.blocks ?? [];
  const table = blocks.find((block) => block.is === 'table');
  if (table?.is !== 'table') throw new Error('no movements are cited');
  const named = new Map(table.table.rows.map((row) => [String(row[0]), row[2]]));
  const sentences = blocks.flatMap((block) => (block.is === 'cited' ? block.sentences : []));
  const found = sentences.find(({ text }) => text.startsWith('O juiz deu ganho de causa'));
  expect(found?.refs.map((ref) => named.get(ref))).toEqual([
    'Sentença: procedência em parte',
    'Acórdão: recurso não provido',
  ]);
  expect(sentences[0]?.refs).toContain('capa');
  expect(sentences.at(-1)?.text).toEndWith('[não comprovado nos movimentos]');
});

test('each says who or what wrote it, with which model and prompt, when, and what it does not know of', () => {
  const document = dossier(({ movements }) => {
    const [newest] = movements;
    if (newest) newest.detectedAt = '2026-11-24T03:00:00.000Z';
  });
  const notices = summaryOf(document)?.blocks.flatMap((block) => (block.is === 'notice' ? block.text : []));
  expect(notices?.[0]).toStartWith(NOT_AI);
  expect(notices?.[1]).toStartWith(MADE_BY_AI);
  const made = 'Modelo: claude-sonnet-5-5; versão das instruções: summary-1.1; escrito em 23/11/2026 17:32.';
  expect(notices?.[1]).toContain(made);
  expect(notices?.[1]).toEndWith('1 movimentação vista depois disso não está neste resumo.');
  for (const words of [MADE_BY_AI, NOT_AI]) expect(document.statements.join('\n')).toContain(words);
});

test('a spreadsheet has every sentence with its warning, and the one table of a CSV has them too', () => {
  const document = dossier();
  const sentences = sheetOf(document, 'Resumos').rows;
  expect(sentences).toHaveLength(11);
  expect(sentences.at(-1)).toEqual([
    'Resumo técnico',
    'O que costuma vir',
    'Em regra seguem atos de constrição ou agravo de instrumento.',
    '23/11/2026 17:02 Decisão: rejeitada a impugnação ao cumprimento de sentença',
    'Não',
    'Modelo: claude-sonnet-5-5; versão das instruções: summary-1.1; escrito em 23/11/2026 17:32',
    MADE_BY_AI,
  ]);
  const { columns, rows } = sheetOf(document, 'Movimentações');
  const at = columns.findIndex(({ heading }) => heading === 'Resumo técnico');
  const sentence = rows.find((row) => row[1] === 'Sentença: procedência em parte');
  expect(sentence?.[at]).toBe(
    'Sentença de procedência em parte, integrada em embargos de declaração acolhidos.',
  );
  expect(sentence?.[at + 1]).toStartWith(MADE_BY_AI);
  for (const row of rows) expect(row).toHaveLength(columns.length);
});

test('a case without a summary leaves the section out, and a snapshot from before there were any stays as it was', () => {
  const before = dossier((content) => {
    delete content.summaries;
  });
  const none = dossier((content) => {
    content.summaries = [];
  });
  expect(summaryOf(none)).toBeUndefined();
  expect(none.statements.join('\n')).not.toContain('Resumos');
  expect(before).toEqual(none);
  expect(none.sheets.map(({ name }) => name)).toEqual(['Movimentações', 'Consultas', 'Instâncias']);
});
