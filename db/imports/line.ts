/** pending: not looked at yet; created, exists: on the watch list; invalid, duplicate: left out, see the message. */
export type ImportOutcome = 'pending' | 'created' | 'exists' | 'invalid' | 'duplicate';

/** One line of the report of an import. */
export interface ImportLine {
  line: number;
  input: string;
  label: string | null;
  tags: string[] | null;
  outcome: ImportOutcome;
  number: string | null;
  processId: string | null;
  /** In Portuguese: what is wrong, or what to know; and what to do. */
  message: string | null;
  fix: string | null;
}

export type ImportCounts = Record<ImportOutcome, number>;
