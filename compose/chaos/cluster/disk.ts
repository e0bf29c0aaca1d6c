import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A disk of limited size under a directory, that can be filled up. */
export interface Disk {
  /** Leaves no page free. */
  fill(): Promise<void>;
  free(): void;
  unmount(): void;
}

/** Mounts a tmpfs. Answers why not where the system does not allow it. */
export function mountDisk(path: string, megabytes: number): Disk | { unavailable: string } {
  mkdirSync(path, { recursive: true });
  const mounted = spawnSync(
    'mount',
    ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'lux-chaos', path],
    {
      encoding: 'utf8',
    },
  );
  if (mounted.status !== 0) {
    return { unavailable: `a tmpfs cannot be mounted: ${(mounted.stderr || String(mounted.error)).trim()}` };
  }
  const ballast = join(path, 'ballast');
  let pieces = 0;
  return {
    async fill() {
      mkdirSync(ballast, { recursive: true });
      const { bavail, bsize } = statfsSync(path);
      if (bavail === 0) return;
      const piece = join(ballast, String(++pieces));
      // Not by us: the links stand still while we write. Where Postgres was quicker there is less, and the next call takes that.
      await Bun.spawn(['fallocate', '-l', String(bavail * bsize), piece], { stderr: 'ignore' }).exited;
    },
    free: () => rmSync(ballast, { recursive: true, force: true }),
    unmount() {
      const done = spawnSync('umount', [path], { encoding: 'utf8' });
      // Something may still have a file open there; the mount goes when that ends.
      if (done.status !== 0) spawnSync('umount', ['--lazy', path]);
    },
  };
}
