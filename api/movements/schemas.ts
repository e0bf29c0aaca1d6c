import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, instantInput, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { ImportanceSchema } from '../processes/schemas.ts';

const Origin = oneOf(
  ['new', 'late', 'backfill', 'correction'],
  'new = it just happened; late = the court told it late; backfill = it was there before the firm watched; correction = the court mended its record',
);
const MovementStatus = oneOf(
  ['active', 'withdrawn'],
  'withdrawn = the court’s record no longer has it; we keep it',
);

export const MovementQuery = strict({
  ...pageQuery,
  grau: Type.Optional(Type.String({ maxLength: 10, description: 'Only this grau', examples: ['G1'] })),
  alias: Type.Optional(Type.String({ maxLength: 20, description: 'Only this court', examples: ['tjsp'] })),
  importance: Type.Optional(ImportanceSchema),
  minImportance: Type.Optional(oneOf(['critical', 'high', 'medium', 'low'], 'At least this important')),
  group: Type.Optional(
    Type.String({ maxLength: 50, description: 'Only this group', examples: ['sentenca'] }),
  ),
  status: Type.Optional(MovementStatus),
  since: Type.Optional(instantInput('Movements that happened at this instant or later')),
  detectedSince: Type.Optional(
    instantInput('Movements that we saw, or saw amended, at this instant or later'),
  ),
});
export type MovementQuery = Static<typeof MovementQuery>;

export const Movement = Type.Object(
  {
    id: idOf('mov', 'Id of the movement'),
    alias: Type.String({ description: 'DataJud alias of the court', examples: ['tjsp'] }),
    tribunal: Type.String({ examples: ['TJSP'] }),
    grau: Type.String({ examples: ['G1'] }),
    code: Type.Integer({ description: 'TPU code', examples: [219] }),
    name: Type.String({ description: 'Name as the court gave it', examples: ['Procedência'] }),
    description: Type.String({ description: 'What a lawyer reads', examples: ['Sentença: procedência'] }),
    occurredAt: instant('When it happened'),
    complements: Type.Array(
      Type.Object({
        code: Type.Integer({ examples: [3] }),
        value: Type.Integer({ examples: [36] }),
        name: Type.String({ examples: ['para julgamento'] }),
        description: Type.String({ examples: ['tipo_de_conclusao'] }),
      }),
      { description: 'TPU complements' },
    ),
    unitName: nullable(Type.String({ examples: ['1ª Vara Cível'] })),
    importance: ImportanceSchema,
    group: Type.String({ examples: ['sentenca'] }),
    origin: Origin,
    status: MovementStatus,
    detectedAt: instant('When we first saw it'),
    amendedAt: nullable(instant('When we saw it corrected or withdrawn')),
  },
  { description: 'A movement of a case' },
);
export type Movement = Static<typeof Movement>;
