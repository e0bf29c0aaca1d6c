import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { isProblemSlug, PROBLEMS, type ProblemSlug } from './catalogue.ts';
import { catalogueHtml, entryHtml } from './pages.ts';
import { Problem } from './problem.ts';

const CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

const ProblemPage = Type.Object(
  {
    type: Type.String({ format: 'uri', examples: ['http://localhost:3000/problems/not-found'] }),
    status: Type.Integer({ examples: [404] }),
    title: Type.String({ examples: ['There is no such thing'] }),
    description: Type.String({ examples: ['The path is unknown, or the firm has nothing with this id.'] }),
    fix: Type.String({ examples: ['Check the path and the id.'] }),
  },
  { description: 'One entry of the catalogue of problems' },
);

/** `/problems/*`: where the `type` of every problem leads, as a page for people or JSON for programs. */
export function problemPages({ publicUrl }: ApiDeps) {
  const entry = (slug: ProblemSlug) => ({ type: `${publicUrl}/problems/${slug}`, ...PROBLEMS[slug] });
  const all = () => (Object.keys(PROBLEMS) as ProblemSlug[]).map(entry);
  return new Elysia({ name: 'problems', prefix: '/problems', tags: ['Problems'] })
    .use(conventions())
    .model({ ProblemPage, ProblemList: Type.Object({ data: Type.Array(Type.Ref('ProblemPage')) }) })
    .get('', ({ request }) => (wantsHtml(request) ? html(catalogueHtml(all())) : { data: all() }), {
      public: 'open',
      response: { 200: 'ProblemList' },
      detail: {
        operationId: 'listProblems',
        summary: 'Every problem the API answers with',
        description: 'JSON, or a page when the caller accepts text/html.',
      },
    })
    .get(
      '/:problem',
      function getProblem({ params, request }) {
        if (!isProblemSlug(params.problem)) throw new Problem('not-found');
        return wantsHtml(request) ? html(entryHtml(entry(params.problem))) : entry(params.problem);
      },
      {
        public: 'open',
        params: Type.Object({ problem: Type.String({ description: 'Its slug', examples: ['not-found'] }) }),
        response: { 200: 'ProblemPage' },
        detail: {
          operationId: 'readProblem',
          summary: 'What a problem means and what to do about it',
          description: 'The `type` of every problem is the address of this operation.',
        },
      },
    );
}

function wantsHtml(request: Request): boolean {
  return request.headers.get('accept')?.includes('text/html') ?? false;
}

function html(page: string): Response {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP };
  return new Response(page, { headers });
}
