import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../datajud-sandbox/server.ts';

const EVERY_MS = 2_000;

/** The folder with what changed, made if it is not there: what `startSandbox` is given as `folder`. */
export function sandboxFolder(dataDir: string): string {
  const folder = join(dataDir, 'sandbox');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * Keeps what changed in the sandbox over a restart, as answers in the real format. The database remembers what the courts
 * said; a sandbox that forgot it would look like courts withdrawing their movements.
 * The demonstration's cases are kept as they move, the others at the end.
 * @returns to be called before the sandbox stops
 */
export function rememberCourts(sandbox: Sandbox, folder: string): () => void {
  const kept = new Map<string, string>();
  keep(sandbox.demoCases);
  const timer = setInterval(() => keep(sandbox.demoCases), EVERY_MS);
  timer.unref();
  const startedWith = changeTimes(sandbox);

  function keep(numbers: Iterable<string>): void {
    for (const number of numbers) {
      const hits = sandbox.control.readCase(number).map(({ court, id, source }) => {
        return { _index: `api_publica_${court}`, _id: id, _source: source };
      });
      const answer = JSON.stringify({ hits: { hits } });
      if (kept.get(number) === answer) continue;
      kept.set(number, answer);
      const file = join(folder, `${number}.json`);
      writeFileSync(`${file}.new`, answer);
      renameSync(`${file}.new`, file);
    }
  }

  return () => {
    clearInterval(timer);
    const changed = [...changeTimes(sandbox)].filter(([id, { at }]) => startedWith.get(id)?.at !== at);
    keep(new Set([...sandbox.demoCases, ...changed.map(([, { number }]) => number)]));
  };
}

/** When each document last changed, by its `_id`. */
function changeTimes(sandbox: Sandbox): Map<string, { number: string; at: string }> {
  const times = new Map<string, { number: string; at: string }>();
  let cursor: string | undefined;
  do {
    const page = sandbox.control.cases({ limit: 1_000, cursor });
    for (const one of page.data) times.set(one.id, { number: one.number, at: one['@timestamp'] });
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return times;
}
