import type { Arena } from './nemeses/nemesis.ts';

/** How long a cluster may take to work again before it counts as not recovered. */
const LIMIT_MS = 300_000;
const EVERY_MS = 50;

/** Milliseconds until every partition has handled a message sent now, and the API answers; undefined when that took too long. */
export async function untilItWorks(
  { prober, cluster }: Arena,
  name: string,
  options: { everyApi: boolean },
): Promise<number | undefined> {
  const begun = performance.now();
  const causes = await prober.send(name);
  let probed = false;
  while (performance.now() - begun < LIMIT_MS) {
    probed ||= await prober.arrived(causes);
    if (probed && (await apiAnswers(cluster.apiUrls, options.everyApi))) return performance.now() - begun;
    await Bun.sleep(EVERY_MS);
  }
  return undefined;
}

async function apiAnswers(urls: readonly string[], every: boolean): Promise<boolean> {
  const answers = await Promise.all(
    urls.map((url) =>
      fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
        ({ ok }) => ok,
        () => false,
      ),
    ),
  );
  return every ? answers.every(Boolean) : answers.some(Boolean);
}
