import type { DraftStatement } from '../../grounding/verify.ts';
import type { Draft } from '../engine.ts';

/** Sentences of one answer at the most. */
const MOST_STATEMENTS = 40;

/** What an answer has to look like: a JSON schema that the provider holds the model to. */
export function draftSchema(
  sections: readonly string[],
  verdicts: readonly string[] | null,
): Record<string, unknown> {
  const statement = {
    type: 'object',
    additionalProperties: false,
    required: ['section', 'text', 'sources'],
    properties: {
      section: { type: 'string', enum: [...sections] },
      text: { type: 'string' },
      sources: { type: 'array', items: { type: 'string' } },
    },
  };
  return {
    type: 'object',
    additionalProperties: false,
    required: verdicts ? ['statements', 'verdict'] : ['statements'],
    properties: {
      statements: { type: 'array', items: statement },
      ...(verdicts ? { verdict: { type: 'string', enum: [...verdicts] } } : {}),
    },
  };
}

/** The draft in an answer, or undefined when it is not one: a provider's promise is no proof. */
export function parseDraft(
  value: unknown,
  sections: readonly string[],
  verdicts: readonly string[] | null,
): Draft | undefined {
  if (!isRecord(value) || !Array.isArray(value.statements) || value.statements.length > MOST_STATEMENTS)
    return undefined;
  const statements = value.statements.map((statement) => parseStatement(statement, sections));
  if (!statements.every((statement) => statement !== undefined)) return undefined;
  if (verdicts === null) return { statements, verdict: null };
  const { verdict } = value;
  return typeof verdict === 'string' && verdicts.includes(verdict) ? { statements, verdict } : undefined;
}

export function parseStatement(value: unknown, sections: readonly string[]): DraftStatement | undefined {
  if (!isRecord(value)) return undefined;
  const { section, text, sources } = value;
  if (typeof section !== 'string' || !sections.includes(section) || typeof text !== 'string')
    return undefined;
  if (!Array.isArray(sources) || !sources.every((ref) => typeof ref === 'string')) return undefined;
  return { section: section as DraftStatement['section'], text: text.trim(), sources: [...new Set(sources)] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
