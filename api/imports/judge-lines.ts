import { formatCnjNumber, parseCnjNumber } from '../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../actors/contracts/court-candidates.ts';
import type { NewImportLine } from '../../db/imports/create-lines.ts';
import { cleanTags } from '../processes/tags.ts';
import type { RawLine } from './read-csv.ts';

const MAX_LABEL = 200;
const MAX_TAGS = 20;
const MAX_TAG = 50;

/**
 * Decides what can be decided without the database: a line is invalid, repeats an earlier one, or may be registered.
 * Words are in Portuguese, for the person who made the file.
 */
export function judgeLines(lines: readonly RawLine[]): NewImportLine[] {
  const firstLine = new Map<string, number>();
  return lines.map((raw): NewImportLine => {
    const label = raw.label?.trim() || null;
    const tags = cleanTags(raw.tags);
    const line = { line: raw.line, input: raw.number.slice(0, 200), label, tags, message: null, fix: null };
    const parsed = parseCnjNumber(raw.number);
    if (!parsed.ok) {
      return {
        ...line,
        label: null,
        outcome: 'invalid',
        number: null,
        message: parsed.message,
        fix: parsed.fix,
      };
    }
    const { digits } = parsed.number;
    const tooLong = whatIsTooLong(label, tags);
    if (tooLong) return { ...line, ...tooLong, label: null, tags: [], outcome: 'invalid', number: digits };
    const first = firstLine.get(digits);
    if (first !== undefined) {
      return {
        ...line,
        outcome: 'duplicate',
        number: digits,
        message: `O processo ${formatCnjNumber(digits)} já está na linha ${first}.`,
        fix: 'Nada a fazer: vale a primeira linha. Rótulo e etiquetas desta não foram usados.',
      };
    }
    firstLine.set(digits, raw.line);
    return { ...line, outcome: 'pending', number: digits, message: noticeOf(parsed.number) };
  });
}

function noticeOf(number: Parameters<typeof courtCandidates>[0]): string | null {
  return courtCandidates(number).reason ?? null;
}

function whatIsTooLong(
  label: string | null,
  tags: readonly string[],
): { message: string; fix: string } | undefined {
  if (label && label.length > MAX_LABEL) {
    return {
      message: `O rótulo tem ${label.length} caracteres; cabem ${MAX_LABEL}.`,
      fix: 'Encurte o rótulo.',
    };
  }
  if (tags.length > MAX_TAGS)
    return { message: `São ${tags.length} etiquetas; cabem ${MAX_TAGS}.`, fix: 'Use menos etiquetas.' };
  const tag = tags.find((t) => t.length > MAX_TAG);
  if (tag) return { message: `Uma etiqueta tem mais de ${MAX_TAG} caracteres.`, fix: 'Encurte a etiqueta.' };
  return undefined;
}
