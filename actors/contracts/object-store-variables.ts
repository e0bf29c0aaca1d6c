import { Type } from '@sinclair/typebox';

/** The variables by which the API and the renderer find the same object store. */
export const OBJECT_STORE_VARIABLES = {
  OBJECT_STORE_DIR: Type.String({
    minLength: 1,
    default: '.data/objects',
    description:
      'Directory of reports and pictures, when S3_ENDPOINT is not set; the same for all processes.',
    expected: 'a directory',
  }),
  S3_ENDPOINT: Type.Optional(
    Type.String({
      pattern: '^(http|https)://[^\\s]+$',
      description: 'S3 or MinIO instead of OBJECT_STORE_DIR. Needs S3_ACCESS_KEY and S3_SECRET_KEY.',
      expected: 'a URL that begins with http:// or https://',
    }),
  ),
  S3_ACCESS_KEY: Type.Optional(Type.String({ minLength: 1, description: 'Key of S3.', expected: 'a key' })),
  S3_SECRET_KEY: Type.Optional(
    Type.String({ minLength: 1, description: 'Secret of S3.', expected: 'a secret' }),
  ),
  S3_BUCKET: Type.String({
    pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
    default: 'direito-lux',
    description: 'Bucket; made with versioning when it is not there.',
    expected: 'the name of a bucket',
  }),
  S3_REGION: Type.String({
    minLength: 1,
    default: 'us-east-1',
    description: 'Region of S3.',
    expected: 'a region',
  }),
  S3_ENCRYPT: Type.Boolean({
    default: false,
    description: 'S3 encrypts what it keeps (SSE-S3).',
    expected: 'true or false',
  }),
};
