import { type Static, Type } from '@sinclair/typebox';
import { AI_TASKS } from '../../actors/contracts/ai-answer.ts';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';
import { pageQuery } from '../http/pagination.ts';
import { ProcessId } from '../processes/schemas.ts';

export const AnswerId = idOf('ans', 'Id of the answer');
export const answerParams = Type.Object({ answerId: AnswerId });
const MovementId = idOf('mov', 'Id of the movement');

export const NewSummary = strict(
  {
    audience: oneOf(
      ['client', 'lawyer'],
      'Plain Portuguese for the client, or a technical one for the lawyer',
    ),
  },
  { description: 'Whom the summary is for' },
);
export type NewSummary = Static<typeof NewSummary>;

export const NewQuestion = strict(
  {
    question: Type.String({
      minLength: 3,
      maxLength: 500,
      pattern: '\\S',
      description: 'In Portuguese; answered from the movements of the case and from nothing else',
      examples: ['Já houve sentença?'],
      fix: 'Send a question of 3 to 500 characters.',
    }),
  },
  { description: 'A question about a case' },
);
export type NewQuestion = Static<typeof NewQuestion>;

export const NewRisk = strict({}, { description: 'Nothing needs to be said' });

export const NewClassification = strict(
  {
    text: Type.Optional(
      Type.String({
        minLength: 20,
        maxLength: 20_000,
        description: 'A document or passage; either this or movementIds',
        examples: ['Ante o exposto, julgo procedente o pedido e resolvo o mérito.'],
      }),
    ),
    movementIds: Type.Optional(
      Type.Array(MovementId, {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description: 'Movements of the case',
      }),
    ),
  },
  { description: 'What is to be classified', examples: [{ text: 'Julgo procedente o pedido.' }] },
);
export type NewClassification = Static<typeof NewClassification>;

export const Settings = Type.Object(
  {
    externalModels: Type.Boolean({
      description:
        'Whether content of public cases may be sent to the provider of a model. Off until the firm says so: it answers to its clients for that (LGPD art. 39, OAB Recomendação 001/2024).',
      examples: [false],
    }),
    notices: Type.Boolean({
      description:
        'Whether important new movements are put into a sentence or two, told by summary.generated',
      examples: [true],
    }),
    nightly: Type.Boolean({
      description: 'Whether what has changed is summarised again each night',
      examples: [false],
    }),
    monthlyBudgetUsd: nullable(
      Type.Number({
        minimum: 0,
        maximum: 100_000,
        description:
          'The firm’s own cap, in US dollars a month; null is the platform’s. The lower one holds.',
        examples: [10],
      }),
    ),
  },
  { description: 'What a firm lets be done with its cases' },
);
export type Settings = Static<typeof Settings>;

export const SettingsPatch = Type.Partial(Settings, {
  additionalProperties: false,
  minProperties: 1,
  description: 'The fields to change; the others stay',
  examples: [{ notices: true }],
});
export type SettingsPatch = Static<typeof SettingsPatch>;

const Tokens = (description: string) => Type.Integer({ description, examples: [1200] });
const Usd = (description: string) => Type.Number({ description, examples: [0.0124] });

const Statement = Type.Object({
  section: oneOf(
    ['happened', 'stands', 'next', 'notice', 'answer', 'reason', 'explanation'],
    'What the sentence is about',
  ),
  text: Type.String({ examples: ['Em 05/03/2099, o juiz aceitou o pedido (procedente).'] }),
  movementIds: Type.Array(MovementId, { description: 'Movements of the case that it rests on' }),
  header: Type.Boolean({
    description: 'It rests on class, court or date of filing as well',
    examples: [false],
  }),
  proved: Type.Boolean({ description: 'False: it could not be proved, show it as such', examples: [true] }),
  doubts: Type.Array(Type.String(), { description: 'Why not, in Portuguese', examples: [[]] }),
});

export const Answer = Type.Object(
  {
    id: AnswerId,
    task: oneOf(AI_TASKS, 'What was asked'),
    processId: nullable(ProcessId),
    audience: nullable(oneOf(['client', 'lawyer'], 'Whom a summary is for')),
    question: nullable(Type.String({ description: 'What was asked', examples: ['Já houve sentença?'] })),
    state: oneOf(['waiting', 'batched', 'done', 'failed', 'cancelled'], 'Whether it has been answered'),
    text: Type.String({
      description: 'All sentences together',
      examples: ['O processo começou em 15/01/2099.'],
    }),
    statements: Type.Array(Statement),
    verdict: nullable(
      Type.Object(
        {
          kind: oneOf(['risk', 'class', 'answered'], 'What was decided'),
          value: Type.String({ examples: ['favours-claimant'] }),
        },
        { description: 'Of a risk whom the decisions favour, of a classification its class' },
      ),
    ),
    withheld: Type.Array(MovementId, {
      description:
        'Movements whose text reads like an instruction to a machine and was left out; look at them yourself',
    }),
    engine: nullable(oneOf(['anthropic', 'local'], 'local = fixed rules, no AI')),
    model: nullable(Type.String({ examples: ['claude-sonnet-5-5'] })),
    promptVersion: nullable(Type.String({ examples: ['summary-1.1'] })),
    fallback: nullable(
      oneOf(
        [
          'no-key',
          'not-allowed',
          'budget',
          'provider',
          'refused',
          'ungrounded',
          'glossary',
          'nothing-to-ask',
        ],
        'Why it was not the first model that answered',
      ),
    ),
    cost: Type.Object({
      inputTokens: Tokens('Tokens read'),
      outputTokens: Tokens('Tokens written'),
      usd: Usd('US dollars'),
    }),
    disclaimer: nullable(
      Type.String({
        description:
          'In Portuguese, to be shown with the text: who or what wrote it, and that a lawyer must check it',
        examples: ['Texto montado por regras fixas, sem inteligência artificial.'],
      }),
    ),
    createdAt: instant('When it was asked'),
    finishedAt: nullable(instant('When it was answered')),
  },
  { description: 'An answer about a case, each sentence with the movements that prove it' },
);
export type Answer = Static<typeof Answer>;

export const AnswerQuery = strict({
  ...pageQuery,
  task: Type.Optional(oneOf(AI_TASKS, 'Only answers to this')),
  audience: Type.Optional(oneOf(['client', 'lawyer'], 'Only summaries for them')),
});
export type AnswerQuery = Static<typeof AnswerQuery>;

export const UsageQuery = strict({
  month: Type.Optional(
    Type.String({
      pattern: '^20\\d\\d-(0[1-9]|1[0-2])$',
      description: 'A month, São Paulo; default this one',
      examples: ['2026-11'],
      fix: 'Send a month such as 2026-11.',
    }),
  ),
});
export type UsageQuery = Static<typeof UsageQuery>;

export const Usage = Type.Object(
  {
    month: Type.String({ examples: ['2026-11'] }),
    capUsd: nullable(Usd('Hard cap in US dollars; null while nothing was asked of a model in the month')),
    capTokens: nullable(Tokens('Hard cap in tokens')),
    spentUsd: Usd('Spent'),
    spentTokens: Tokens('Used'),
    reservedUsd: Usd('Held for calls under way, at the most'),
    reservedTokens: Tokens('Held for calls under way, at the most'),
    uses: Type.Array(
      Type.Object({
        task: Type.String({ examples: ['summary'] }),
        model: Type.String({ examples: ['claude-sonnet-5-5'] }),
        calls: Type.Integer({ examples: [3] }),
        inputTokens: Tokens('Read afresh'),
        cacheWriteTokens: Tokens('Read and kept in the provider’s cache'),
        cacheReadTokens: Tokens('Read from the provider’s cache'),
        outputTokens: Tokens('Written'),
        spentUsd: Usd('Spent'),
      }),
    ),
  },
  { description: 'What models have cost the firm in a month' },
);
export type Usage = Static<typeof Usage>;
