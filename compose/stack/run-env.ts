import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes what a process beside this stack needs to join it, for `bun --env-file=.data/run.env ...`. Readable by its owner only:
 * there are passwords in it.
 * @returns how to remove it
 */
export function writeRunEnv(file: string, variables: Record<string, string | undefined>): () => void {
  const lines = Object.entries(variables)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
