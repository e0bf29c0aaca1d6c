import { prepareSources } from '../../actors/ai-summarizer/sources/prepare.ts';
import type { Sources } from '../../actors/ai-summarizer/sources/sources.ts';
import { classifyMovement } from '../../actors/process-monitor/classify/classify.ts';
import { describeMovement } from '../../actors/process-monitor/classify/describe.ts';
import { complement, MOVEMENT_NAMES } from '../../compose/datajud-sandbox/data/tpu.ts';
import type { StoredHeader, StoredMovement } from '../../db/ai/sources.ts';

export type EvalArea = 'labour' | 'civil' | 'criminal' | 'tax' | 'appeals';

/** An invented case as it is written in `cases/`. */
export interface CaseText {
  id: string;
  /** One sentence for who reads the report. */
  story: string;
  alias: string;
  tribunal: string;
  className: string;
  subjects: string[];
  unit: string;
  /** Header of a higher grau, where the case has been. */
  above?: { grau: string; className: string; unit: string; tribunal?: string };
  /**
   * A line a movement: flags, day, TPU code, complements, grau, the court's name of it:
   * `!* 2024-03-05 51 3:36 @G2 | Conclusão`. `!` a summary must cover it, `*` where the case stands rests on one of them, `?` the answer
   * to the question rests on one of them.
   */
  docket: string;
  question: string;
  /** Whether the movements can answer it. */
  answerable: boolean;
  /** Whom the decisions favour. */
  favours: 'favours-claimant' | 'favours-defendant' | 'divided' | 'undecided' | 'settled';
}

/** A case ready to be asked about, with what is expected. */
export interface EvalCase extends CaseText {
  area: EvalArea;
  sources: Sources;
  mustCover: string[];
  standsOn: string[];
  answerRestsOn: string[];
}

const LINE = /^([!*?]*)\s*(\d{4}-\d\d-\d\d) (\d+)((?: \d+:\d+)*)(?: @(\w+))?(?: \| (.+))?$/;

/** @throws Error naming the line that cannot be read */
export function readCase(area: EvalArea, text: CaseText): EvalCase {
  const lines = text.docket
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const flags: string[] = [];
  const movements = lines.map((line, place): StoredMovement => {
    const found = LINE.exec(line);
    if (!found) throw new Error(`${text.id}: "${line}"`);
    const [, flag = '', day = '', codeText = '', pairs = '', grau = 'G1', named] = found;
    flags.push(flag);
    const code = Number(codeText);
    const complements = pairs
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((pair) => complementOf(pair, line));
    const name = named ?? MOVEMENT_NAMES[code] ?? describeMovement({ code, name: '', complements });
    const { importance, group } = classifyMovement({ code, complements });
    const hour = String(8 + (place % 10)).padStart(2, '0');
    const above = grau === (text.above?.grau ?? '') ? text.above : undefined;
    return {
      id: `mov_${String(place + 1).padStart(3, '0')}`,
      alias: above?.tribunal?.toLowerCase() ?? text.alias,
      grau,
      code,
      name,
      description: describeMovement({ code, name, complements }),
      occurredAt: `${day}T${hour}:00:00-03:00`,
      complements,
      unit: above?.unit ?? text.unit,
      importance,
      group,
    };
  });
  const sources = prepareSources({ headers: headersOf(text, movements), movements, total: movements.length });
  const refsWith = (flag: string) =>
    sources.movements.filter((m) => flags[Number(m.id.slice(4)) - 1]?.includes(flag)).map((m) => m.ref);
  return {
    ...text,
    area,
    sources,
    mustCover: refsWith('!'),
    standsOn: refsWith('*'),
    answerRestsOn: refsWith('?'),
  };
}

function complementOf(pair: string, line: string): StoredMovement['complements'][number] {
  const [type = 0, value = 0] = pair.split(':').map(Number);
  const found = complement(type, value);
  if (!found) throw new Error(`no complement ${pair} in "${line}"`);
  return { code: found.codigo, value: found.valor, name: found.nome, description: found.descricao };
}

function headersOf(
  { tribunal, className, subjects, unit, above }: CaseText,
  movements: readonly StoredMovement[],
): StoredHeader[] {
  const filed = (grau: string) =>
    movements.find((m) => m.grau === grau && [26, 36].includes(m.code))?.occurredAt ?? null;
  const first = movements.find((m) => m.grau !== above?.grau)?.grau ?? 'G1';
  const header = { tribunal, grau: first, className, subjects, unit, filedAt: filed(first), closed: false };
  if (!above) return [header];
  return [header, { ...header, ...above, tribunal: above.tribunal ?? tribunal, filedAt: filed(above.grau) }];
}
