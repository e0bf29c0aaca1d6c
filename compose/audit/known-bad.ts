import type { InstalledPackage } from './installed.ts';

/**
 * Releases that were published by thieves of an account, or sabotaged, and taken back. A lock file or a mirror may still have
 * them when the registry does not, so they are looked for by name.
 */
const RELEASES: Record<string, readonly string[]> = {
  'event-stream': ['3.3.6'],
  'flatmap-stream': ['*'],
  'eslint-scope': ['3.7.2'],
  'eslint-config-eslint': ['5.0.2'],
  'ua-parser-js': ['0.7.29', '0.8.0', '1.0.0'],
  coa: ['2.0.3', '2.0.4', '2.1.1', '2.1.3', '3.0.1', '3.1.3'],
  rc: ['1.2.9', '1.3.9', '2.3.9'],
  colors: ['1.4.1', '1.4.2', '1.4.44-liberty-2'],
  faker: ['6.6.6'],
  'node-ipc': ['9.2.2', '10.1.1', '10.1.2', '10.1.3', '11.0.0', '11.1.0'],
  peacenotwar: ['*'],
  '@solana/web3.js': ['1.95.6', '1.95.7'],
  'ansi-styles': ['6.2.2'],
  'ansi-regex': ['6.2.1'],
  'color-convert': ['3.1.1'],
  'color-name': ['2.0.1'],
  'color-string': ['2.1.1'],
  color: ['5.0.1'],
  chalk: ['5.6.1'],
  'chalk-template': ['1.1.1'],
  debug: ['4.4.2'],
  backslash: ['0.2.1'],
  'error-ex': ['1.3.3'],
  'has-ansi': ['6.0.1'],
  'is-arrayish': ['0.3.3'],
  'simple-swizzle': ['0.2.3'],
  'slice-ansi': ['7.1.1'],
  'strip-ansi': ['7.1.1'],
  'supports-color': ['10.2.1'],
  'supports-hyperlinks': ['4.1.1'],
  'wrap-ansi': ['9.0.1'],
  'proto-tinker-wc': ['0.1.87'],
  '@ctrl/tinycolor': ['4.1.1', '4.1.2'],
  'eslint-config-prettier': ['8.10.1', '9.1.1', '10.1.6', '10.1.7'],
  'eslint-plugin-prettier': ['4.2.2', '4.2.3'],
  synckit: ['0.11.9'],
  '@pkgr/core': ['0.2.8'],
  'napi-postinstall': ['0.3.1'],
  'got-fetch': ['5.1.11', '5.1.12'],
};

/** Installed releases that are on the list, as `name@version`. */
export function knownBad(packages: readonly InstalledPackage[]): string[] {
  return packages
    .filter(({ name, version }) => RELEASES[name]?.some((release) => release === '*' || release === version))
    .map(({ name, version }) => `${name}@${version}`);
}
