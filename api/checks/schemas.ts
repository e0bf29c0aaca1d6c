import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, instantInput, nullable, oneOf, strict } from '../http/conventions.ts';
import { csvQuery } from '../http/csv.ts';
import { pageQuery } from '../http/pagination.ts';

export const CheckResult = oneOf(
  ['unchanged', 'changed', 'found', 'absent', 'unavailable', 'no-index'],
  'unchanged = nothing new; absent = no record there; unavailable = no usable answer, which says nothing about the case',
);

export const CheckQuery = strict({
  ...pageQuery,
  alias: Type.Optional(Type.String({ maxLength: 20, description: 'Only this court', examples: ['tjsp'] })),
  result: Type.Optional(CheckResult),
  since: Type.Optional(instantInput('Checks at this instant or later')),
  until: Type.Optional(instantInput('Checks before this instant')),
  format: Type.Optional(csvQuery.format),
  excel: Type.Optional(csvQuery.excel),
});
export type CheckQuery = Static<typeof CheckQuery>;

export const Check = Type.Object(
  {
    requestId: idOf('req', 'Id of the request to DataJud that this is from'),
    alias: Type.String({ description: 'DataJud alias of the court', examples: ['tjsp'] }),
    tribunal: Type.String({ examples: ['TJSP'] }),
    askedAt: instant('When the court was asked'),
    answeredAt: nullable(instant('When the answer came')),
    checkedAt: instant('When this line was written'),
    result: CheckResult,
    sourceUpdatedAt: nullable(instant('The court’s own timestamp of what it told')),
    mode: Type.String({ description: 'status, delta or documents', examples: ['status'] }),
    outcome: Type.String({ description: 'What became of the request', examples: ['ok'] }),
    httpStatus: nullable(Type.Integer({ examples: [200] })),
  },
  { description: 'One line of the evidence: who was asked when, and what the answer was' },
);
export type Check = Static<typeof Check>;
