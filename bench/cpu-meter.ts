import type { Pool } from '../db/pool.ts';
import { cpuOf } from './http-load.ts';

export interface CpuMeter {
  /** Begins to count. */
  start(): Promise<void>;
  /** Microseconds of processor time of each part for each of `count`, since the start, as text; empty without /proc. */
  since(count: number, more?: Record<string, number>): Promise<string>;
}

/**
 * Shows what a measurement costs whom: processes by pid, Postgres backends by their application_name.
 * @param backends name of a part -> the beginning of its connections' name
 */
export function createCpuMeter(
  pool: Pool,
  processes: Record<string, number>,
  backends: Record<string, string>,
): CpuMeter {
  let before: Record<string, number> = {};

  async function read(): Promise<Record<string, number>> {
    const { rows } = await pool.query<{ pid: number; name: string | null }>(
      'select pid, application_name as name from pg_stat_activity',
    );
    const parts: [string, number[]][] = Object.entries(processes).map(([name, pid]) => [name, [pid]]);
    for (const [name, begins] of Object.entries(backends)) {
      const own = rows.filter((row) => (row.name ?? '').startsWith(begins));
      parts.push([name, own.map(({ pid }) => pid)]);
    }
    return Object.fromEntries(parts.map(([name, pids]) => [name, cpuOf(pids) ?? Number.NaN]));
  }

  return {
    async start() {
      before = await read();
    },
    async since(count, more = {}) {
      const after = Object.entries(await read()).map(
        ([name, ms]) => [name, ms - (before[name] ?? 0)] as const,
      );
      const all = [...after, ...Object.entries(more)].filter(([, ms]) => !Number.isNaN(ms));
      const micros = (ms: number) => Math.round((ms / count) * 1_000);
      const total = all.reduce((sum, [, ms]) => sum + ms, 0);
      if (all.length === 0) return '';
      return `${all.map(([name, ms]) => `${name} ${micros(ms)}`).join(', ')}, in all ${micros(total)} µs`;
    },
  };
}
