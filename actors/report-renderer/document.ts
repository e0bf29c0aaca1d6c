/** A report as every format shows it: written once by its kind, laid out by each format. */
export interface ReportDocument {
  title: string;
  /** Under the title: the case, the client, the period. */
  subtitle: string | null;
  sections: Section[];
  /** What a spreadsheet gets, one sheet each; the first is the CSV. */
  sheets: Table[];
  /** What a reader must know to rely on it. */
  statements: string[];
  /** For the sections of the firm's template. */
  variables: Record<string, unknown>;
}

export interface Section {
  heading: string;
  blocks: Block[];
}

export type Block =
  | { is: 'facts'; facts: [label: string, value: string][] }
  | { is: 'figures'; figures: { value: string; label: string }[] }
  | { is: 'text'; text: string }
  | { is: 'notice'; text: string }
  | { is: 'cited'; sentences: CitedSentence[] }
  | { is: 'heading'; text: string }
  /** Over a paragraph; no entry of the table of contents. */
  | { is: 'label'; text: string }
  | { is: 'hash'; label: string; hash: string }
  | { is: 'chart'; chart: Chart }
  | { is: 'table'; table: Table; empty: string };

/** A sentence with what it rests on: numbers of a table that follows. */
export interface CitedSentence {
  text: string;
  refs: string[];
}

/** Bars, drawn as SVG. */
export interface Chart {
  /** What it shows, for whoever cannot see it. */
  title: string;
  bars: { label: string; value: number }[];
  /** Bars lie down: for names. */
  horizontal: boolean;
}

export type Cell = string | number | Date | null;
/** `time` is the hour of a moment whose day stands above the table. */
/** `money` is units of a currency with their hundredths; which, its heading or its row says. */
export type ColumnKind = 'text' | 'number' | 'money' | 'moment' | 'second' | 'time' | 'code';

export interface Column {
  heading: string;
  kind: ColumnKind;
  /** Share of the width in a document, characters in a spreadsheet. */
  width: number;
  /** Left out of documents made for paper. */
  sheetOnly?: boolean;
}

export interface Table {
  name: string;
  columns: Column[];
  rows: Cell[][];
  /** Rows that stand out, by index. */
  tones?: Record<number, 'strong' | 'faint'>;
}
