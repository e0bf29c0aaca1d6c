import { type Static, Type } from '@sinclair/typebox';
import { nullable, oneOf, strict } from '../http/conventions.ts';
import { csvQuery } from '../http/csv.ts';
import { pageQuery } from '../http/pagination.ts';
import { JobId } from '../jobs/schemas.ts';
import { ProcessId } from '../processes/schemas.ts';

export const MAX_LINES = 10_000;

const Outcome = oneOf(
  ['created', 'exists', 'invalid', 'duplicate', 'pending'],
  'created = watched from now on; exists = was watched already; invalid, duplicate = left out, see message; pending = not done yet',
);

const Line = Type.Union(
  [
    Type.String({ maxLength: 500, description: 'A number', examples: ['0000001-17.2099.8.26.0001'] }),
    strict(
      {
        number: Type.String({ maxLength: 500, examples: ['0000001-17.2099.8.26.0001'] }),
        label: Type.Optional(nullable(Type.String({ maxLength: 200, examples: ['Construtora Ávila'] }))),
        tags: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 50, examples: ['cível'] }), { maxItems: 20 }),
        ),
      },
      { description: 'A number with label and tags' },
    ),
  ],
  { description: 'A case to be watched', examples: ['0000001-17.2099.8.26.0001'] },
);

export const NewImport = strict(
  {
    processes: Type.Array(Line, {
      minItems: 1,
      maxItems: MAX_LINES,
      description: 'Up to 10,000 cases',
      examples: [['0000001-17.2099.8.26.0001', { number: '0000001-12.2099.8.19.0001', label: 'Contrato' }]],
    }),
  },
  { description: 'Cases to be watched, as JSON' },
);
export type NewImport = Static<typeof NewImport>;

export const ImportBody = Type.Union(
  [
    Type.Ref('NewImport'),
    Type.String({
      description: 'CSV: number, label, tags; with or without a header, separated by ; or , or tab',
      examples: ['numero;rotulo;etiquetas\n0000001-17.2099.8.26.0001;Construtora Ávila;cível|urgente\n'],
    }),
  ],
  { description: 'Cases to be watched, as JSON or as the text of a CSV file' },
);

export const importParams = Type.Object({ jobId: JobId });

export const Import = Type.Object(
  {
    job: Type.Ref('Job'),
    lines: Type.Object(
      {
        total: Type.Integer({ examples: [10_000] }),
        created: Type.Integer({ examples: [9_950] }),
        exists: Type.Integer({ examples: [30] }),
        invalid: Type.Integer({ examples: [15] }),
        duplicate: Type.Integer({ examples: [5] }),
        pending: Type.Integer({ examples: [0] }),
      },
      { description: 'What the lines came to so far' },
    ),
  },
  { description: 'An import and how far it is' },
);

export const ImportLine = Type.Object(
  {
    line: Type.Integer({ description: 'From 1, as in the file (JSON: in the list)', examples: [2] }),
    input: Type.String({ description: 'The number as it was sent', examples: ['0000001-17.2099.8.26.0001'] }),
    outcome: Outcome,
    number: nullable(Type.String({ description: '20 digits', examples: ['00000011720998260001'] })),
    processId: nullable(ProcessId),
    label: nullable(Type.String({ examples: ['Construtora Ávila'] })),
    tags: Type.Array(Type.String(), { examples: [['cível']] }),
    message: nullable(
      Type.String({
        description: 'In Portuguese: what is wrong, or what to know',
        examples: ['O dígito verificador 18 de 0000001-18.2099.8.26.0001 não confere.'],
      }),
    ),
    fix: nullable(
      Type.String({ description: 'In Portuguese: what to do', examples: ['Confira todos os dígitos.'] }),
    ),
  },
  { description: 'One line of the report' },
);
export type ImportLine = Static<typeof ImportLine>;

export const LineQuery = strict({
  ...pageQuery,
  outcome: Type.Optional(Outcome),
  format: Type.Optional(csvQuery.format),
  excel: Type.Optional(csvQuery.excel),
});
export type LineQuery = Static<typeof LineQuery>;
