import type { Finding } from './ledger/finding.ts';
import { SHOWN } from './ledger/finding.ts';
import type { MemoryReport } from './ledger/memory.ts';
import type { ChaosOptions } from './options.ts';
import type { RoundReport } from './rounds.ts';

/** All that a run found out: the report that --out keeps. */
export interface Verdict {
  passed: boolean;
  options: ChaosOptions;
  seconds: number;
  /** What was put through, by name. */
  done: Record<string, number>;
  /** Turns refused because the lease had changed hands, and the like. */
  counters: Record<string, number>;
  findings: Finding[];
  rounds: RoundReport[];
  /** Nemeses that this system does not allow, and why. */
  notRun: Record<string, string>;
  memory: MemoryReport[];
}

/** Recovery of one nemesis alone, or of all mixtures. */
export interface Recovery {
  name: string;
  times: number;
  p50: number;
  max: number;
  failed: number;
}

export function recoveries(rounds: readonly RoundReport[]): Recovery[] {
  const groups = Map.groupBy(rounds, ({ nemeses }) => (nemeses.length === 1 ? (nemeses[0] ?? '') : 'mixed'));
  return [...groups].map(([name, reports]) => {
    const times = reports.flatMap(({ recoveredMs }) => recoveredMs ?? []).sort((a, b) => a - b);
    const failed = reports.length - times.length;
    const p50 = times[Math.floor((times.length - 1) / 2)] ?? 0;
    return { name, times: reports.length, p50, max: times.at(-1) ?? 0, failed };
  });
}

/** The verdict as a person reads it. */
export function renderVerdict(verdict: Verdict): string {
  const { options, findings, rounds, notRun, memory } = verdict;
  const lines = [
    '',
    `seed ${options.seed}, ${options.messages} messages over ${options.tenants} firms, ${options.minutes} minutes of attack, ${Math.round(verdict.seconds)} s in all`,
    Object.entries({ ...verdict.done, ...verdict.counters })
      .map(([name, count]) => `${count} ${name}`)
      .join(', '),
    '',
    ...table(
      ['of', 'check', 'looked at', 'wrong'],
      findings.map(({ of, check, looked, wrong }) => [of, check, String(looked), String(wrong.length)]),
    ),
    ...findings.flatMap(({ of, check, wrong }) =>
      wrong.slice(0, SHOWN).map((one) => `  ${of}, ${check}: ${one}`),
    ),
    '',
    ...table(
      ['nemesis', 'times', 'recovered p50', 'max', 'not recovered'],
      [
        ...recoveries(rounds).map(({ name, times, p50, max, failed }) => [
          name,
          String(times),
          `${(p50 / 1_000).toFixed(1)} s`,
          `${(max / 1_000).toFixed(1)} s`,
          String(failed),
        ]),
        ...Object.entries(notRun).map(([name, why]) => [name, 'not run on this system', why, '', '']),
      ],
    ),
    '',
    ...table(
      ['process', 'start MB', 'end MB', 'most MB', 'growth MB'],
      memory.map(({ process, start, end, most, growth }) => [
        process,
        ...[start, end, most, growth].map(String),
      ]),
    ),
    '',
    `${verdict.passed ? 'PASSED' : 'FAILED'} (seed ${options.seed})`,
  ];
  return lines.join('\n');
}

function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)];
}
