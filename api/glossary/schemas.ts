import { type Static, Type } from '@sinclair/typebox';
import { t } from 'elysia';
import { strict } from '../http/conventions.ts';

export const termParams = Type.Object({
  term: Type.String({
    minLength: 1,
    maxLength: 120,
    description: 'Slug, name or another name of the term; accents and case do not matter',
    examples: ['transito-em-julgado'],
  }),
});

export const Term = Type.Object(
  {
    slug: Type.String({ examples: ['transito-em-julgado'] }),
    term: Type.String({ examples: ['Trânsito em julgado'] }),
    aliases: Type.Array(Type.String(), { examples: [['transitado em julgado']] }),
    meaning: Type.String({
      description: 'In plain Portuguese',
      examples: ['Momento em que não cabe mais recurso e a decisão se torna definitiva.'],
    }),
    sources: Type.Array(Type.String(), {
      description: 'Where it is in the law',
      examples: [['CPC, art. 502']],
    }),
    area: Type.String({ examples: ['geral'] }),
  },
  { description: 'A term of procedure' },
);
export type Term = Static<typeof Term>;

export const TermList = Type.Object(
  { data: Type.Array(Type.Ref('Term')) },
  { description: 'Terms, the best first' },
);

export const TermQuery = strict({
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 120,
      description: 'A name or part of one, or words of the meaning; without it all terms',
      examples: ['penhora'],
    }),
  ),
  limit: t.Integer({
    minimum: 1,
    maximum: 500,
    default: 20,
    description: 'Terms at the most',
    examples: [20],
  }),
});

export const NewExplanation = strict(
  {
    term: Type.String({
      minLength: 2,
      maxLength: 120,
      pattern: '\\S',
      description: 'A term or an expression',
      examples: ['distinguishing'],
      fix: 'Send a term of 2 to 120 characters.',
    }),
  },
  { description: 'What is to be explained' },
);
