import { Elysia } from 'elysia';
import { findTerm, searchTerms } from '../../actors/contracts/glossary/find.ts';
import { GLOSSARY } from '../../actors/contracts/glossary/glossary.ts';
import type { Term as Entry } from '../../actors/contracts/glossary/term.ts';
import { ask } from '../ai/ask.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { accepted } from '../jobs/accepted.ts';
import { Job } from '../jobs/schemas.ts';
import { notFound } from '../problems/problem.ts';
import { NewExplanation, Term, TermList, TermQuery, termParams } from './schemas.ts';

/** `/v1/glossary`: terms of procedure with their articles. */
export function glossary({ outbox }: ApiDeps) {
  return new Elysia({ name: 'glossary', prefix: '/v1/glossary', tags: ['Glossary'] })
    .use(conventions())
    .model({ Term, TermList, NewExplanation, Job })
    .get(
      '',
      ({ query: { q, limit } }) => ({
        data: (q === undefined ? GLOSSARY.slice(0, limit) : searchTerms(q, limit)).map(show),
      }),
      {
        auth: 'ai:read',
        query: TermQuery,
        response: { 200: 'TermList' },
        detail: {
          operationId: 'searchGlossary',
          summary: 'Search the glossary',
          description: 'By name, other names and meaning, the best first.',
        },
      },
    )
    .get(
      '/:term',
      function getTerm({ params }) {
        const entry = findTerm(params.term.replaceAll('-', ' '));
        if (!entry) throw notFound('term');
        return show(entry);
      },
      {
        auth: 'ai:read',
        params: termParams,
        response: { 200: 'Term' },
        detail: {
          operationId: 'readTerm',
          summary: 'Explain a term',
          description:
            'From the glossary. What it does not have can be asked with POST /v1/glossary/explanations.',
        },
      },
    )
    .post(
      '/explanations',
      async function postExplanation({ body, principal, call, set }) {
        const by = { createdBy: actorOf(principal), call };
        const job = await outbox.withTenant(principal.tenantId, (tx, send) =>
          ask(tx, send, { task: 'term', processId: null, input: body, by }),
        );
        return accepted(set, job);
      },
      {
        auth: 'ai:write',
        body: 'NewExplanation',
        response: { 202: 'Job' },
        problems: ['too-much-waiting'],
        detail: {
          operationId: 'explainTerm',
          summary: 'Have a term explained',
          description:
            'By the glossary where it has it, otherwise by a model where the firm allows one. Answers a job whose result names the answer.',
        },
      },
    );
}

function show({ slug, term, aliases, meaning, sources, area }: Entry): typeof Term.static {
  return { slug, term, aliases: [...aliases], meaning, sources: [...sources], area };
}
