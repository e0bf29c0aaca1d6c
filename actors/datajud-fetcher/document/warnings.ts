/** Something odd in a court's answer that was read around. The document is good; the court's data may not be. */
export interface ParseWarning {
  /** Where in the `_source`: `movimentos[3].dataHora`. */
  path: string;
  problem:
    | 'unreadable_date'
    | 'unreadable_code'
    | 'unreadable_entry'
    | 'missing'
    | 'not_a_list'
    | 'wrong_check_digits';
  /** The value as it came, cut to 80 characters. */
  value: string;
}

/** Collects warnings, at most `MOST_WARNINGS`: a list of 2,000 bad dates is one problem, not 2,000. */
export interface WarningList {
  add(path: string, problem: ParseWarning['problem'], value: unknown): void;
  list: ParseWarning[];
}

const MOST_WARNINGS = 20;

export function createWarningList(): WarningList {
  const list: ParseWarning[] = [];
  return {
    list,
    add(path, problem, value) {
      if (list.length < MOST_WARNINGS) list.push({ path, problem, value: excerpt(value) });
    },
  };
}

function excerpt(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.toWellFormed().slice(0, 80);
}
