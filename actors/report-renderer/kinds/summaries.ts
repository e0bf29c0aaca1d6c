import type { Audience, Section as Part } from '../../contracts/ai-answer.ts';
import type { Block, Cell, Column, Section, Table } from '../document.ts';
import type { ContentOf, MovementFacts, SummaryFacts } from '../snapshot/snapshot.ts';
import { count } from '../words/labels.ts';
import { moment } from '../words/times.ts';
import { movementTable } from './movement-table.ts';

type Content = ContentOf<'dossier'>;
type Sentence = SummaryFacts['sentences'][number];

const NAMES: Record<Audience, string> = { client: 'Em linguagem simples', lawyer: 'Resumo técnico' };
const PARTS: Partial<Record<Part, string>> = {
  happened: 'O que aconteceu',
  stands: 'Onde está',
  next: 'O que costuma vir',
};
const UNPROVED = ' [não comprovado nos movimentos]';
const HEADER = 'capa';

/** The summaries of a case, each sentence with the numbers of the movements that prove it; nothing when there are none. */
export function summarySections(content: Content): Section[] {
  const { summaries = [] } = content;
  if (summaries.length === 0) return [];
  const cited = citedMovements(content);
  const numbers = new Map(cited.map(({ id }, i) => [id, String(i + 1)]));
  const { columns, rows } = movementTable('Movimentações citadas', cited, { withCase: false });
  const table: Table = {
    name: 'Movimentações citadas',
    columns: [{ heading: 'Nº', kind: 'number', width: 6 }, ...columns],
    rows: rows.map((row, i): Cell[] => [i + 1, ...row]),
  };
  return [
    {
      heading: 'Resumo',
      blocks: [
        ...summaries.flatMap((summary) => summaryBlocks(summary, content.movements, numbers)),
        { is: 'heading', text: 'Movimentações citadas' },
        { is: 'table', table, empty: 'Os resumos se apoiam apenas na capa do processo.' },
      ],
    },
  ];
}

function summaryBlocks(
  summary: SummaryFacts,
  movements: readonly MovementFacts[],
  numbers: ReadonlyMap<string, string>,
): Block[] {
  const parts = Map.groupBy(summary.sentences, ({ section }) => section);
  const told = [...parts].flatMap(([part, sentences]): Block[] => [
    { is: 'label', text: PARTS[part] ?? part },
    { is: 'cited', sentences: sentences.map((one) => ({ text: textOf(one), refs: refsOf(one, numbers) })) },
  ]);
  const since = movements.filter((m) => !m.withdrawn && m.detectedAt > summary.writtenAt).length;
  const later = since > 0 ? ` ${newerText(since)}` : '';
  return [
    { is: 'heading', text: NAMES[summary.audience] },
    ...told,
    { is: 'notice', text: `${summary.disclaimer} ${originText(summary)}.${later}` },
  ];
}

function newerText(since: number): string {
  return since === 1
    ? '1 movimentação vista depois disso não está neste resumo.'
    : `${count(since, '', 'movimentações')} vistas depois disso não estão neste resumo.`;
}

function originText({ engine, model, promptVersion, writtenAt }: SummaryFacts): string {
  const who = engine === 'local' ? `Regras: ${model}` : `Modelo: ${model}`;
  return `${who}; versão das instruções: ${promptVersion}; escrito em ${moment(new Date(writtenAt))}`;
}

function textOf({ text, proved }: Sentence): string {
  return proved ? text : `${text}${UNPROVED}`;
}

function refsOf({ movementIds, header }: Sentence, numbers: ReadonlyMap<string, string>): string[] {
  const refs = movementIds.flatMap((id) => numbers.get(id) ?? []);
  return [...refs.sort((a, b) => Number(a) - Number(b)), ...(header ? [HEADER] : [])];
}

/** What summaries rest on, oldest first. */
function citedMovements({ movements, summaries = [] }: Content): MovementFacts[] {
  const ids = new Set(summaries.flatMap(({ sentences }) => sentences.flatMap((one) => one.movementIds)));
  return movements.filter(({ id }) => ids.has(id)).reverse();
}

/** The sentences that stand with the summaries, once each. */
export function summaryStatements({ summaries = [] }: Content): string[] {
  return [...new Set(summaries.map(({ disclaimer }) => `Resumos: ${disclaimer}`))];
}

/** A sheet with a row for each sentence; none when there are no summaries. */
export function summarySheets({ movements, summaries = [] }: Content): Table[] {
  if (summaries.length === 0) return [];
  const byId = new Map(movements.map((movement) => [movement.id, movement]));
  const cite = (id: string) => {
    const found = byId.get(id);
    return found ? `${moment(new Date(found.occurredAt))} ${found.description}` : id;
  };
  const columns: Column[] = [
    { heading: 'Resumo', kind: 'text', width: 20 },
    { heading: 'Parte', kind: 'text', width: 18 },
    { heading: 'Frase', kind: 'text', width: 70 },
    { heading: 'Movimentações citadas', kind: 'text', width: 60 },
    { heading: 'Comprovada', kind: 'text', width: 12 },
    { heading: 'Origem', kind: 'text', width: 50 },
    { heading: 'Aviso', kind: 'text', width: 60 },
  ];
  const rows = summaries.flatMap((summary) =>
    summary.sentences.map((one): Cell[] => [
      NAMES[summary.audience],
      PARTS[one.section] ?? one.section,
      one.text,
      [...one.movementIds.map(cite), ...(one.header ? [HEADER] : [])].join('; '),
      one.proved ? 'Sim' : 'Não',
      originText(summary),
      summary.disclaimer,
    ]),
  );
  return [{ name: 'Resumos', columns, rows }];
}

/** The sheet of movements with what each summary says of every one, so that a CSV, which is one table, has them too. */
export function withSummaries(sheet: Table, { movements, summaries = [] }: Content): Table {
  if (summaries.length === 0) return sheet;
  const told = summaries.map((summary) => {
    const sentences = (id: string) => summary.sentences.filter((one) => one.movementIds.includes(id));
    return (id: string) => sentences(id).map(textOf).join(' ') || null;
  });
  const columns = summaries.flatMap(({ audience }): Column[] => [
    { heading: NAMES[audience], kind: 'text', width: 60, sheetOnly: true },
    { heading: `${NAMES[audience]}: aviso`, kind: 'text', width: 40, sheetOnly: true },
  ]);
  const rows = sheet.rows.map((row, i): Cell[] => {
    const id = movements[i]?.id ?? '';
    const cells = summaries.flatMap((summary, at): Cell[] => {
      const text = told[at]?.(id) ?? null;
      return [text, text && `${summary.disclaimer} ${originText(summary)}.`];
    });
    return [...row, ...cells];
  });
  return { ...sheet, columns: [...sheet.columns, ...columns], rows };
}
