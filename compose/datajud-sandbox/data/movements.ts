import type { DataJudComplement, DataJudMovement, Pipeline } from '../wire.ts';
import { fourteenDigits, inOrder, usualOrder } from './pipeline.ts';
import { createRandom, type Random } from './random.ts';
import { complement, movement, USUAL_COMPLEMENT } from './tpu.ts';

export interface HistoryPlan {
  seed: number;
  alias: string;
  grau: string;
  pipeline: Pipeline;
  /** Wall-clock milliseconds (the false `Z` taken at its word) of the first and the last movement. */
  firstMs: number;
  lastMs: number;
  count: number;
  closed: boolean;
  unit: { codigo: number; nome: string };
  /** 0 leaves the oddities of real data out, 1 has them at their usual rate. */
  oddities: number;
}

/** A step is a code, or a code with the value of its complement type. */
type Step = number | readonly [codigo: number, tipo: number, valor: number];

const OPENING: readonly Step[] = [[26, 2, 2], [51, 3, 5], 11010, [60, 4, 80]];
const APPEAL_OPENING: readonly Step[] = [
  [26, 2, 2],
  [51, 3, 36],
];

/** Runs of movements that follow each other in real cases, by how often they come. */
const RUNS: readonly (readonly [readonly Step[], number])[] = [
  [[[85, 19, 57], [51, 3, 5], 11010, 12265, 12266], 20],
  [[[85, 19, 57]], 24],
  [[12265, 12266], 16],
  [[11383, [123, 18, 40], 1061, 92], 12],
  [
    [
      [60, 4, 80],
      [581, 4, 107],
    ],
    12,
  ],
  [[[51, 3, 6], 12164, 1061, 92], 10],
  [[12287, 12288], 4],
  [[[12740, 15, 9], 12265, 12266, [12740, 15, 13]], 4],
  [
    [
      [12750, 15, 9],
      [12750, 15, 10],
      [12750, 15, 13],
    ],
    2,
  ],
  [[985, 106], 3],
  [[1051], 6],
  [[[51, 3, 6], 332, 12265, 12266], 2],
  [[[51, 3, 6], 785, 1061, 92], 2],
  [[15085, [85, 19, 57]], 2],
  [[898, 14974], 1],
];
const APPEAL_RUNS: readonly (readonly [readonly Step[], number])[] = [
  [[12116, 12282, 1061, 92], 10],
  [[12116, 12309], 3],
  [[[85, 19, 57]], 12],
  [[[51, 3, 36]], 8],
  [[239, 12265, 12266], 3],
  [[200, 1061, 92], 2],
];
const ENDINGS: readonly (readonly Step[])[] = [
  [[51, 3, 36], 220, 1061, 92, 12265, 12266, 848, 22],
  [[51, 3, 36], 219, 12265, 12266, 848, 11385, 196, 246],
  [[51, 3, 36], 466, 92, 848, 246],
  [463, 92, 848, 22],
];
const APPEAL_ENDING: readonly Step[] = [239, 1061, 92, 848, [123, 18, 40], 22];

const DAY = 86_400_000;
const TACIT_DAYS = 10;

/** A plausible history, in the order and the shape its feed sends. The same plan always gives the same list. */
export function historyOf(plan: HistoryPlan): DataJudMovement[] {
  const random = createRandom(plan.seed);
  const steps = stepsOf(plan, random);
  const times = timesOf(plan, steps.length, random);
  const unit = plan.pipeline === 'new' ? { codigo: String(plan.unit.codigo), nome: plan.unit.nome } : null;
  const shared = new Map<string, DataJudComplement[]>();
  let noticeMs = 0;
  const list = steps.map((step, at) => {
    const [codigo, tipo, valor] = typeof step === 'number' ? [step] : step;
    let ms = times[at] ?? plan.lastMs;
    if (codigo === 12265) noticeMs = ms;
    // Nobody opened the notice: the system confirms it at the end of the tenth day.
    if (codigo === 12266 && random.chance(0.6)) ms = tacit(noticeMs, ms, plan.lastMs);
    const one = movement(
      codigo,
      new Date(ms).toISOString(),
      complementsOf(codigo, tipo, valor, plan.pipeline, shared),
    );
    return unit ? { ...one, orgaoJulgador: unit } : one;
  });
  return inOrder(withOddities(list, plan, random), usualOrder(plan.alias, plan.pipeline));
}

function stepsOf(plan: HistoryPlan, random: Random): Step[] {
  const appeal = plan.grau !== 'G1' && plan.grau !== 'JE';
  const ending = !plan.closed ? [] : appeal ? APPEAL_ENDING : random.pick(ENDINGS);
  const steps: Step[] = [...(appeal ? APPEAL_OPENING : OPENING)];
  while (steps.length + ending.length < plan.count)
    steps.push(...random.weighted(appeal ? APPEAL_RUNS : RUNS));
  steps.length = Math.max(Math.min(steps.length, plan.count - ending.length), Math.min(plan.count, 1));
  return [...steps, ...ending].slice(0, plan.count);
}

/** Ascending, on working days between 8:00 and 19:59, the first and the last as planned. */
function timesOf(plan: HistoryPlan, count: number, random: Random): number[] {
  const span = Math.max(plan.lastMs - plan.firstMs, 0);
  const times = Array.from({ length: Math.max(count - 2, 0) }, () => {
    const day = plan.firstMs + Math.floor(random.next() * span);
    const midnight = day - (((day % DAY) + DAY) % DAY);
    // 1 January 1970 was a Thursday.
    const weekday = (((midnight / DAY + 4) % 7) + 7) % 7;
    const shift = weekday === 0 ? 1 : weekday === 6 ? -1 : 0;
    const at = midnight + shift * DAY + random.int(8 * 3600, 20 * 3600 - 1) * 1000;
    return Math.min(Math.max(at, plan.firstMs), plan.lastMs);
  });
  const all = [plan.firstMs, ...times.sort((a, b) => a - b)];
  if (count > 1) all.push(plan.lastMs);
  return all;
}

function tacit(noticeMs: number, otherwiseMs: number, lastMs: number): number {
  if (noticeMs === 0) return otherwiseMs;
  const midnight = noticeMs - (noticeMs % DAY);
  const at = midnight + (TACIT_DAYS + 1) * DAY - 1000;
  return at <= lastMs ? at : otherwiseMs;
}

function complementsOf(
  codigo: number,
  tipo: number | undefined,
  valor: number | undefined,
  pipeline: Pipeline,
  shared: Map<string, DataJudComplement[]>,
): DataJudComplement[] | null {
  const pair =
    tipo !== undefined && valor !== undefined ? ([tipo, valor] as const) : USUAL_COMPLEMENT[codigo];
  if (!pair) return null;
  const key = pair.join(':');
  const known = shared.get(key);
  if (known) return known;
  const found = complement(pair[0], pair[1]);
  if (!found) return null;
  const { codigo: code, valor: value, nome, descricao } = found;
  const list = [pipeline === 'new' ? { codigo: code, descricao, valor: value, nome } : found];
  shared.set(key, list);
  return list;
}

/** What courts do to their own data: identical twins, 14-digit dates, other shapes for the unit and the code. */
function withOddities(list: DataJudMovement[], plan: HistoryPlan, random: Random): DataJudMovement[] {
  const last = list.length - 1;
  if (plan.oddities === 0 || last < 3) return list;
  if (random.chance(0.05 * plan.oddities)) {
    const at = random.int(1, last);
    list[at] = { ...(list[at - 1] as DataJudMovement) };
  }
  if (random.chance(0.01 * plan.oddities))
    edit(list, random, (one) => ({ ...one, dataHora: fourteenDigits(String(one.dataHora)) }));
  if (random.chance(0.01 * plan.oddities)) {
    edit(
      list,
      random,
      ({ codigo, nome, ...rest }) => ({ movimentoNacional: { codigo, nome }, ...rest }) as DataJudMovement,
    );
  }
  if (random.chance(0.02 * plan.oddities)) {
    edit(list, random, (one) => ({
      ...one,
      orgaoJulgador: { codigoOrgao: plan.unit.codigo, nomeOrgao: plan.unit.nome },
    }));
  }
  return list;
}

function edit(
  list: DataJudMovement[],
  random: Random,
  change: (one: DataJudMovement) => DataJudMovement,
): void {
  const at = random.int(1, list.length - 1);
  const one = list[at];
  if (one) list[at] = change(one);
}
