import { readFileSync } from 'node:fs';

/** What the driver is told: see http-driver.ts. */
export interface Plan {
  port: number;
  connections: number;
  /** Requests as they go over the wire, sent in this order by whichever connection is free. */
  requests: string[];
  /** End when each was sent once; otherwise they begin again. */
  once: boolean;
  warmUpMs: number;
  forMs: number;
}

export interface Report {
  /** Of the part that was counted. */
  milliseconds: number;
  /** Of each request that was counted, in milliseconds. */
  latencies: number[];
  statuses: Record<string, number>;
  /** Answers, with those of the warm-up. */
  answers: number;
  driverCpuMs: number;
}

/** Runs the driver in a process of its own. @throws Error when an answer had another status than `expected` */
export async function drive(plan: Plan, expected: number): Promise<Report> {
  const driver = Bun.spawn(['bun', `${import.meta.dir}/http-driver.ts`], {
    stdin: new Blob([JSON.stringify(plan)]),
    stdout: 'pipe',
    stderr: 'inherit',
  });
  const report: Report = JSON.parse(await new Response(driver.stdout).text());
  const others = Object.keys(report.statuses).filter((status) => Number(status) !== expected);
  if (others.length > 0)
    throw new Error(`answers that were not ${expected}: ${JSON.stringify(report.statuses)}`);
  return report;
}

/** A request in HTTP/1.1 on a connection that stays. */
export function wireText(method: string, path: string, key: string, body?: unknown): string {
  const json = body === undefined ? undefined : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Authorization: Bearer ${key}`,
    'Accept: application/json',
    ...(json === undefined
      ? []
      : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(json)}`]),
  ];
  return `${head.join('\r\n')}\r\n\r\n${json ?? ''}`;
}

const TICKS_PER_SECOND = 100;

/** Processor time that processes have used, in milliseconds; undefined where there is no /proc. */
export function cpuOf(pids: readonly number[]): number | undefined {
  if (process.platform !== 'linux') return undefined;
  let ticks = 0;
  for (const pid of pids) {
    // The name may have spaces; what follows its closing parenthesis does not.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return (ticks / TICKS_PER_SECOND) * 1_000;
}
