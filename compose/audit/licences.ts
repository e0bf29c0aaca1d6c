import type { InstalledPackage } from './installed.ts';

/** Licences that ask for nothing but their text being kept. */
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  'CC-BY-4.0',
  'Python-2.0',
  'Zlib',
  'PostgreSQL',
  'WTFPL',
  // Typefaces: free in documents and programs, only not to be sold by themselves.
  'OFL-1.1',
]);

/** Packages whose licence is not in their package.json in a readable way, read by a person, with the reason. */
const READ_BY_HAND: Record<string, string> = {};

/** How many packages have which licence, and those that have one not on the list. */
export function judgeLicences(packages: readonly InstalledPackage[]): {
  byLicence: Map<string, number>;
  refused: InstalledPackage[];
} {
  const byLicence = new Map<string, number>();
  for (const { licence } of packages) byLicence.set(licence, (byLicence.get(licence) ?? 0) + 1);
  return {
    byLicence,
    refused: packages.filter(({ name, licence }) => !isAllowed(READ_BY_HAND[name] ?? licence)),
  };
}

/** Of `A OR B` one has to be on the list, of `A AND B` each. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1');
  if (/\bOR\b/.test(bare)) return bare.split(/\bOR\b/).some(isAllowed);
  if (/\bAND\b/.test(bare)) return bare.split(/\bAND\b/).every(isAllowed);
  return ALLOWED.has(bare.trim());
}
