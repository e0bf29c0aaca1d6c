import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';

export const ProcessId = idOf('prc', 'Id of the process');
export const processParams = Type.Object({ processId: ProcessId });

const Label = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'What the firm calls the case',
  examples: ['Construtora Ávila x Município'],
});

const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 50, pattern: '\\S', examples: ['cível'] }), {
  maxItems: 20,
  uniqueItems: true,
  description: 'Words that the firm sorts its cases by',
  examples: [['cível', 'urgente']],
});

export const Status = oneOf(['active', 'paused'], 'Whether its courts are asked about it');
export const CourtStatus = oneOf(
  ['found', 'pending', 'not_found', 'no_index'],
  'What its courts say: pending = not answered yet, not_found = asked and no record, no_index = no public index can answer for this number',
);
export const ImportanceSchema = oneOf(
  ['critical', 'high', 'medium', 'low'],
  'How much it matters to a lawyer',
);

export const NewProcess = strict(
  {
    number: Type.String({
      minLength: 1,
      maxLength: 60,
      description: 'CNJ number, masked or bare; lost leading zeros are restored when the check digits agree',
      examples: ['0000001-17.2099.8.26.0001'],
    }),
    label: Type.Optional(Label),
    tags: Type.Optional(Tags),
  },
  { description: 'A case to be watched' },
);
export type NewProcess = Static<typeof NewProcess>;

export const ProcessPatch = strict(
  {
    label: Type.Optional(nullable(Label)),
    tags: Type.Optional(Tags),
    status: Type.Optional(Status),
  },
  { description: 'The fields to change; the others stay' },
);
export type ProcessPatch = Static<typeof ProcessPatch>;

const fields = {
  id: ProcessId,
  number: Type.String({ description: 'The 20 digits of the CNJ number', examples: ['00000011720998260001'] }),
  formattedNumber: Type.String({ description: 'As it is written', examples: ['0000001-17.2099.8.26.0001'] }),
  label: nullable(Label),
  tags: Tags,
  status: Status,
  courtStatus: CourtStatus,
  notice: nullable(
    Type.String({
      description: 'In Portuguese: what the reader must know about what is missing here and why',
      examples: ['Ainda aguardamos a primeira resposta do tribunal.'],
    }),
  ),
  tribunal: nullable(
    Type.String({ description: 'Acronym of the court; null while two could have it', examples: ['TJSP'] }),
  ),
  className: nullable(Type.String({ examples: ['Procedimento Comum Cível'] })),
  subjects: Type.Array(Type.String(), { examples: [['Indenização por Dano Moral']] }),
  unitName: nullable(
    Type.String({ description: 'Court unit (órgão julgador)', examples: ['1ª Vara Cível de Campinas'] }),
  ),
  filedAt: nullable(instant('When it was filed')),
  secrecy: Type.Integer({ description: 'Level of secrecy; 0 is public', examples: [0] }),
  closed: Type.Boolean({ description: 'Whether every grau is closed', examples: [false] }),
  movementCount: Type.Integer({ examples: [42] }),
  lastMovementAt: nullable(instant('When the newest movement happened')),
  changedAt: instant('When we last recorded an event of it'),
  createdAt: instant('Since when the firm watches it'),
  version: Type.Integer({ description: 'Counts its events; the ETag begins with it', examples: [1] }),
};

const CourtFreshness = Type.Object(
  {
    alias: Type.String({ description: 'DataJud alias of the court', examples: ['tjsp'] }),
    tribunal: Type.String({ examples: ['TJSP'] }),
    beat: oneOf(['primary', 'superior'], 'superior courts are asked on a slower beat'),
    lastCheckedAt: nullable(instant('When it last answered about this case')),
    lastResult: nullable(
      Type.String({
        description: 'unchanged, changed, found, absent, unavailable or no-index',
        examples: ['unchanged'],
      }),
    ),
    lastChangedAt: nullable(instant('When it last told something new')),
    nextCheckAt: instant('When it will be asked again, or earlier'),
    waiting: Type.Boolean({
      description: 'Whether a person waits for its answer right now',
      examples: [false],
    }),
    indexedAt: nullable(instant('When CNJ indexed the newest of what it told')),
  },
  { description: 'How fresh what we know from one court is' },
);

const Freshness = Type.Object(
  {
    lastCheckedAt: nullable(instant('When a court of the case last answered')),
    lastResult: nullable(Type.String({ description: 'What it answered', examples: ['unchanged'] })),
    sourceUpdatedAt: nullable(instant('When the court last updated its record')),
    sourceAgeSeconds: nullable(
      Type.Integer({
        description: 'How old the court’s own data was when it was last checked',
        examples: [86400],
      }),
    ),
    nextCheckAt: nullable(instant('When the next court will be asked')),
    courts: Type.Array(CourtFreshness),
  },
  { description: 'When it was last checked and how old the court’s data was' },
);

const GrauSummary = Type.Object(
  {
    alias: Type.String({ examples: ['tjsp'] }),
    tribunal: Type.String({ examples: ['TJSP'] }),
    grau: Type.String({ description: 'G1, G2, JE, TR, TRU, SUP ...', examples: ['G1'] }),
    className: nullable(Type.String({ examples: ['Procedimento Comum Cível'] })),
    unitName: nullable(Type.String({ examples: ['1ª Vara Cível de Campinas'] })),
    closed: Type.Boolean({ examples: [false] }),
    secrecy: Type.Integer({ examples: [0] }),
    sourceUpdatedAt: nullable(instant('When the court updated this record')),
  },
  { description: 'One grau of the case in short' },
);

export const Process = Type.Object(
  { ...fields, freshness: Freshness, graus: Type.Array(GrauSummary) },
  { description: 'A case that the firm watches' },
);
export type Process = Static<typeof Process>;

export const ProcessListItem = Type.Object(
  {
    ...fields,
    lastMovement: nullable(
      Type.Object(
        {
          id: idOf('mov', 'Id of the movement'),
          description: Type.String({ examples: ['Sentença: procedência'] }),
          importance: ImportanceSchema,
          occurredAt: instant('When it happened'),
        },
        { description: 'The newest movement that was not withdrawn' },
      ),
    ),
  },
  { description: 'A case in a list' },
);
export type ProcessListItem = Static<typeof ProcessListItem>;

export const Instance = Type.Object(
  {
    alias: Type.String({ examples: ['tjsp'] }),
    tribunal: Type.String({ examples: ['TJSP'] }),
    grau: Type.String({ examples: ['G1'] }),
    class: nullable(
      Type.Object({
        code: Type.Integer({ examples: [7] }),
        name: Type.String({ examples: ['Procedimento Comum'] }),
      }),
    ),
    subjects: Type.Array(
      Type.Object({
        code: Type.Integer({ examples: [10433] }),
        name: Type.String({ examples: ['Dano Moral'] }),
      }),
    ),
    unit: nullable(
      Type.Object({
        code: nullable(Type.String({ examples: ['8420'] })),
        name: Type.String({ examples: ['1ª Vara Cível'] }),
        municipality: nullable(
          Type.Integer({ description: 'IBGE code as the court gave it', examples: [3509502] }),
        ),
      }),
    ),
    system: nullable(Type.String({ description: 'Court software', examples: ['PJe'] })),
    format: nullable(Type.String({ examples: ['Eletrônico'] })),
    filedAt: nullable(instant('When it was filed in this grau')),
    closed: Type.Boolean({ examples: [false] }),
    secrecy: Type.Integer({ examples: [0] }),
    movementCount: Type.Integer({ examples: [42] }),
    sourceUpdatedAt: nullable(instant('When the court updated this record')),
    updatedAt: instant('When we last recorded a change of it'),
  },
  { description: 'One grau of the case at one court, as last told' },
);
export type Instance = Static<typeof Instance>;

export const InstanceList = Type.Object(
  { data: Type.Array(Type.Ref('Instance')) },
  { description: 'All graus of the case' },
);
