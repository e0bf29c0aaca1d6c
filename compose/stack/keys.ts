import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Secrets of one installation, made at its first start. */
export type Keys = {
  databaseOwner: string;
  databaseApp: string;
  databaseRuntime: string;
  /** Signs access tokens. */
  tokens: string;
  /** Seals secrets at rest: 32 bytes, base64. */
  sealing: string;
};

/** Reads the keys, making those that are missing. The file is readable by its owner only. */
export function keepKeys(file: string): Keys {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>) : {};
  const password = () => randomBytes(18).toString('base64url');
  const keys: Keys = {
    databaseOwner: password(),
    databaseApp: password(),
    databaseRuntime: password(),
    tokens: randomBytes(32).toString('base64'),
    sealing: randomBytes(32).toString('base64'),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(keys).length) {
    writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  }
  return keys;
}
