import type { Cluster } from './cluster.ts';

/** Counters of the runtime that a verdict reports. */
const COUNTERS = {
  fenced: 'lux_fenced_turns_total',
  conflicts: 'lux_conflicting_turns_total',
  handled: 'lux_messages_handled_total',
  deadLetters: 'lux_dead_letters_total',
} as const;
export type Counter = keyof typeof COUNTERS;

export interface Measures {
  /** Summed over every life of every process, as far as it was last seen alive. */
  count(counter: Counter): number;
  /** Megabytes by process, each time it was looked at. */
  readonly memory: ReadonlyMap<string, readonly { atMs: number; pid: number; megabytes: number }[]>;
  stop(): void;
}

const EVERY_MS = 1_000;
/** Memory is looked at in every so manieth round. */
const MEMORY_EVERY = 5;

/** Looks at the metrics and the memory of every process, each second: a killed one takes its counters with it. */
export function startMeasures(cluster: Cluster): Measures {
  const last = new Map<string, Record<Counter, number>>();
  const memory = new Map<string, { atMs: number; pid: number; megabytes: number }[]>();
  let stopped = false;

  async function look(name: string, url: string, pid: number): Promise<void> {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(EVERY_MS) });
      last.set(`${name} ${pid}`, readCounters(await answer.text()));
    } catch {
      // Stopped, starting or just killed: what it said before stands.
    }
  }

  async function weigh(up: readonly { name: string; pid: number }[]): Promise<void> {
    const servers = [
      { name: 'postgres', pid: cluster.database.postgres.pid },
      ...cluster.nats.nodes.map((node, i) => ({ name: `nats-${i + 1}`, pid: node.pid })),
      { name: 'harness', pid: process.pid },
    ];
    const all = [...up, ...servers];
    const resident = await residentMegabytes(all.map(({ pid }) => pid));
    for (const { name, pid } of all) {
      const megabytes = resident.get(pid);
      // One that has ended and has not been waited for yet holds nothing.
      if (!megabytes) continue;
      const list = memory.get(name) ?? [];
      memory.set(name, list);
      list.push({ atMs: Math.round(performance.now()), pid, megabytes });
    }
  }

  async function round(n: number): Promise<void> {
    const up = cluster.programs.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }]));
    if (n % MEMORY_EVERY === 0) await weigh(up);
    await Promise.all(up.map(({ name, pid }) => look(name, cluster.metricsUrls.get(name) ?? '', pid)));
  }

  void (async () => {
    for (let n = 0; !stopped; n++) {
      await round(n);
      await Bun.sleep(EVERY_MS);
    }
  })();

  return {
    count: (counter) => [...last.values()].reduce((sum, counters) => sum + counters[counter], 0),
    memory,
    stop() {
      stopped = true;
    },
  };
}

function readCounters(metrics: string): Record<Counter, number> {
  const sum = (name: string) =>
    metrics
      .split('\n')
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0);
  return Object.fromEntries(Object.entries(COUNTERS).map(([key, name]) => [key, sum(name)])) as Record<
    Counter,
    number
  >;
}

async function residentMegabytes(pids: readonly number[]): Promise<Map<number, number>> {
  const ps = Bun.spawn(['ps', '-o', 'pid=,rss=', '-p', pids.join(',')], { stdout: 'pipe', stderr: 'ignore' });
  const lines = (await new Response(ps.stdout).text()).trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [pid = 0, kilobytes = 0] = line.trim().split(/\s+/).map(Number);
      return [pid, kilobytes / 1_024];
    }),
  );
}
