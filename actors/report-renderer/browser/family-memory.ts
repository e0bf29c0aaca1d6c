import { readdirSync, readFileSync } from 'node:fs';

/**
 * Proportional memory in bytes of a process and everything below it: what Chromium's processes share is counted once. Undefined
 * where the system does not tell (no /proc).
 */
export function familyBytes(root: number): number | undefined {
  const family = [root];
  // It grows while it is walked: children are behind their parents.
  for (const pid of family) family.push(...childrenOf(pid));
  const known = family.flatMap((pid) => /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, kB) => sum + Number(kB), 0) * 1_024;
}

function childrenOf(pid: number): number[] {
  const ofThread = (thread: string) => read(`/proc/${pid}/task/${thread}/children`).split(' ');
  return threadsOf(pid).flatMap(ofThread).filter(Boolean).map(Number);
}

// A process may be gone between being listed and being read.
function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
