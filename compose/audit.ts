import { join } from 'node:path';
import { type Advice, askRegistry } from './audit/advisories.ts';
import { installedPackages } from './audit/installed.ts';
import { knownBad } from './audit/known-bad.ts';
import { judgeLicences } from './audit/licences.ts';

/**
 * `bun run audit`: the licence of every installed package, releases known to be malicious, packages that run programs when
 * they are installed, and what the registry knows of vulnerabilities. Ends with 1 when something is wrong, and with 3 when nothing
 * is but the registry could not be asked: that is not the same as clean.
 */
const ROOT = join(import.meta.dir, '..');
const { trustedDependencies } = (await Bun.file(join(ROOT, 'package.json')).json()) as {
  trustedDependencies: string[];
};

const packages = installedPackages(ROOT);
const { byLicence, refused } = judgeLicences(packages);
const bad = knownBad(packages);
const scripts = packages.filter(
  ({ name, hasInstallScript }) => hasInstallScript && trustedDependencies.includes(name),
);
const advice = await askRegistry(ROOT);

const lines = (title: string, entries: string[]) =>
  console.log([title, ...entries.map((e) => `  ${e}`), ''].join('\n'));
lines(
  `${packages.length} packages by licence:`,
  [...byLicence]
    .sort(([, a], [, b]) => b - a)
    .map(([licence, count]) => `${String(count).padStart(4)}  ${licence}`),
);
if (process.argv.includes('--list'))
  lines(
    'all:',
    packages.map(({ name, version, licence }) => `${name}@${version}  ${licence}`),
  );
lines(
  `${refused.length} with a licence that is not on the list of audit/licences.ts`,
  refused.map((p) => `${p.name}@${p.version}  ${p.licence}`),
);
lines(`${bad.length} known to be malicious`, bad);
lines(
  `${scripts.length} may run a program when installed (trustedDependencies)`,
  scripts.map((p) => p.name),
);
tell(advice);
process.exit(refused.length + bad.length > 0 || advice.found ? 1 : advice.asked ? 0 : 3);

function tell({ asked, found, text }: Advice): void {
  if (!asked)
    lines('Vulnerabilities: NOT CHECKED. The registry has no answer about advisories from here:', [
      text,
      'Run this again where the public npm registry can be reached.',
    ]);
  else
    lines(found ? 'Vulnerabilities: FOUND' : 'Vulnerabilities: none known to the registry', text.split('\n'));
}
