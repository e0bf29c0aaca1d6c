import { type Static, Type } from '@sinclair/typebox';
import { instant, nullable, strict } from '../http/conventions.ts';

const limit = (maximum: number, byDefault: number, description: string) =>
  Type.Integer({ minimum: 1, maximum, default: byDefault, description, examples: [byDefault] });

export const NewDatajudAccess = strict(
  {
    key: Type.String({
      minLength: 8,
      maxLength: 512,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'The key to DataJud that the CNJ gave the firm. Kept sealed, and shown never again.',
      examples: ['the-key-that-the-cnj-gave-us'],
      fix: 'Send the key alone, without «APIKey» before it and without spaces.',
    }),
    requestsPerMinute: Type.Optional(limit(10_000, 120, 'What the CNJ lets the firm ask in a minute')),
    requestsPerDay: Type.Optional(limit(10_000_000, 10_000, 'What the CNJ lets the firm ask in a day')),
  },
  { description: 'A way to DataJud of the firm’s own' },
);
export type NewDatajudAccess = Static<typeof NewDatajudAccess>;

export const DatajudAccess = Type.Object(
  {
    status: Type.Union([Type.Literal('active'), Type.Literal('refused')], {
      description: '`refused`: DataJud does not accept the key; the firm shares the common quota meanwhile.',
    }),
    requestsPerMinute: Type.Integer({ examples: [120] }),
    requestsPerDay: Type.Integer({ examples: [10_000] }),
    usedToday: Type.Integer({ description: 'Requests made with it today, in Brasília', examples: [137] }),
    refusedAt: nullable(instant('Since when DataJud refuses the key')),
    createdAt: instant('When the firm first gave a key'),
    updatedAt: instant('When the key or its limits were last given'),
  },
  { description: 'The firm’s own way to DataJud, without its key' },
);
export type DatajudAccess = Static<typeof DatajudAccess>;
