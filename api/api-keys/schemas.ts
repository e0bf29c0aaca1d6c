import { type Static, Type } from '@sinclair/typebox';
import { KEY_SCOPES } from '../auth/policy.ts';
import { idOf, instant, nullable, OF_A_KNOWN_YEAR, strict } from '../http/conventions.ts';

const GrantedScope = Type.Union(
  KEY_SCOPES.map((scope) => Type.Literal(scope)),
  { description: 'What the key may do', examples: ['processes:read'] },
);

export const ApiKeyId = idOf('key', 'Id of the API key');

export const NewApiKey = strict(
  {
    name: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'What the key is for',
      examples: ['Intranet'],
    }),
    scopes: Type.Array(GrantedScope, {
      minItems: 1,
      uniqueItems: true,
      examples: [['processes:read', 'events:read']],
    }),
    expiresAt: Type.Optional(
      Type.String({
        format: 'date-time',
        pattern: OF_A_KNOWN_YEAR,
        description: 'When it stops working; never, if left out',
        examples: ['2027-12-31T23:59:59Z'],
      }),
    ),
  },
  { description: 'An API key to be made' },
);
export type NewApiKey = Static<typeof NewApiKey>;

const fields = {
  id: ApiKeyId,
  name: Type.String({ examples: ['Intranet'] }),
  prefix: Type.String({ description: 'Its first characters, to tell keys apart', examples: ['lux_Zm9vYm'] }),
  scopes: Type.Array(Type.String(), { examples: [['processes:read']] }),
  createdAt: instant('When it was made'),
  expiresAt: nullable(instant('When it stops working')),
  lastUsedAt: nullable(instant('When it was last used, to the minute')),
};

export const ApiKey = Type.Object(fields, { description: 'An API key, without its secret' });
export type ApiKey = Static<typeof ApiKey>;

export const CreatedApiKey = Type.Object(
  {
    ...fields,
    secret: Type.String({
      description: 'The key itself. Shown this once; only its hash is kept.',
      examples: ['lux_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'],
    }),
  },
  { description: 'An API key with its secret' },
);
export type CreatedApiKey = Static<typeof CreatedApiKey>;
