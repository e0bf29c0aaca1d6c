import { resolve } from 'node:path';
import type { ObjectStore } from '../../contracts/object-store.ts';
import { EnvironmentError } from '../../runtime/environment.ts';
import { createDirectoryStore } from './directory.ts';
import { createS3Store } from './s3.ts';

/** The variables that say where documents lie. */
export interface StoreVariables {
  OBJECT_STORE_DIR: string;
  S3_ENDPOINT?: string;
  S3_ACCESS_KEY?: string;
  S3_SECRET_KEY?: string;
  S3_BUCKET: string;
  S3_REGION: string;
  S3_ENCRYPT: boolean;
}

/** S3 when its address is given, else a directory of this machine. @throws EnvironmentError for half of the S3 variables */
export function openStore(env: StoreVariables): ObjectStore {
  const problems = contradictionsOfStore(env);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY: accessKey = '', S3_SECRET_KEY: secretKey = '' } = env;
  if (!endpoint) return createDirectoryStore({ root: resolve(env.OBJECT_STORE_DIR) });
  return createS3Store({
    endpoint,
    accessKey,
    secretKey,
    bucket: env.S3_BUCKET,
    region: env.S3_REGION,
    encrypt: env.S3_ENCRYPT,
  });
}

/** What is wrong between the variables, a line each. */
export function contradictionsOfStore(
  variables: Partial<Record<'S3_ENDPOINT' | 'S3_ACCESS_KEY' | 'S3_SECRET_KEY', string>>,
): string[] {
  const names = ['S3_ENDPOINT', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;
  const missing = names.filter((name) => !variables[name]);
  if (missing.length === 0 || missing.length === names.length) return [];
  return [`${missing.join(' and ')} must be set too: address, key and secret of S3 come together`];
}
