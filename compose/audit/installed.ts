import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface InstalledPackage {
  name: string;
  version: string;
  /** SPDX expression as its package.json says it; `unknown` when it says none. */
  licence: string;
  hasInstallScript: boolean;
}

interface Manifest {
  name?: string;
  version?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
  scripts?: Record<string, string>;
}

/** Every package below node_modules of `root`, at any depth, once for each version. */
export function installedPackages(root: string): InstalledPackage[] {
  const found = new Map<string, InstalledPackage>();
  const visit = (directory: string) => {
    if (!existsSync(directory)) return;
    for (const entry of readdirSync(directory)) {
      if (entry.startsWith('.')) continue;
      const path = join(directory, entry);
      if (entry.startsWith('@')) visit(path);
      else read(path);
    }
  };
  const read = (path: string) => {
    const file = join(path, 'package.json');
    if (!existsSync(file)) return;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    const { name, version, scripts = {} } = manifest;
    if (name && version) {
      const hasInstallScript = ['preinstall', 'install', 'postinstall'].some((script) => script in scripts);
      found.set(`${name}@${version}`, { name, version, licence: licenceOf(manifest), hasInstallScript });
    }
    visit(join(path, 'node_modules'));
  };
  visit(join(root, 'node_modules'));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === 'string' && license !== '') return license;
  if (typeof license === 'object' && license?.type) return license.type;
  const several = licenses?.map(({ type }) => type).filter(Boolean);
  return several && several.length > 0 ? several.join(' OR ') : 'unknown';
}
