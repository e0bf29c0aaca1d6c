import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { CaseLink } from '../../actors/contracts/case-link.ts';
import { readFrontend } from '../../db/frontends/frontend.ts';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { caseUrlOf } from '../frontend/case-url.ts';
import { conventions } from '../http/conventions.ts';
import { languageOf } from '../http/language.ts';
import { htmlPage } from '../http/page.ts';
import { notFound } from '../problems/problem.ts';
import { casePage } from './case-page.ts';
import { ENDED } from './ended.ts';
import { goOn } from './go-on.ts';
import { type CaseView, readCase, takeNotice } from './read-case.ts';

const params = Type.Object({
  token: Type.String({
    maxLength: 2_000,
    description: 'From the address in a message: of one person, for one case, until it ends',
    examples: ['dGVuXzAxa2I.c2lnbmVk'],
  }),
});
const html = Type.String({ description: 'text/html: a page in Portuguese', examples: ['<!doctype html>…'] });
const response = { 200: html, 410: html };
const elsewhere = Type.String({
  description: 'text/html: the firm reads cases in a frontend, and `Location` is its page of this one',
  examples: ['<!doctype html>…'],
});

/** `/case/{token}`: the page of a case that messages lead people to. */
export function casePages({ pool, openCaseLink, caseUrl = null, now }: ApiDeps) {
  const answer = async (
    request: Request,
    token: string,
    view: (link: CaseLink) => Promise<CaseView | undefined>,
  ) => {
    const link = openCaseLink(token);
    if (!link) throw notFound('link');
    const seen = await view(link);
    if (seen) return casePage(seen);
    const language = languageOf(request);
    return htmlPage(ENDED[language], { status: 410, language });
  };
  return new Elysia({ name: 'case-pages', prefix: '/case', tags: ['Notifications'] })
    .use(conventions())
    .get(
      '/:token',
      async function getCase({ params, request }) {
        const link = openCaseLink(params.token);
        const own = link && ((await readTenant(pool, link.tenant, readFrontend)).caseUrl ?? caseUrl);
        if (link && own) return goOn(caseUrlOf(own, link.processId)) as never;
        return answer(request, params.token, (link) => readCase(pool, link, new Date(now()))) as never;
      },
      {
        public: 'limited',
        params,
        produces: ['text/html'],
        response: { ...response, 302: elsewhere },
        detail: {
          operationId: 'showCase',
          summary: 'The page of a case behind the link of a message',
          description:
            'Read-only, for one person and until it ends: 14 days, the person, their address on the channel, or the case. A sealed case is shown as the notices on that channel tell it. Where the firm (`/v1/frontend`) or the installation has a frontend it leads there instead, ended or not: nothing is shown by it.',
        },
      },
    )
    .post(
      '/:token',
      ({ params, request, call }) =>
        answer(request, params.token, (link) =>
          takeNotice(pool, link, new Date(now()), call.requestId),
        ) as never,
      {
        public: 'limited',
        params,
        accepts: {
          types: ['application/x-www-form-urlencoded', 'multipart/form-data'],
          maxBytes: 10_000,
        },
        produces: ['text/html'],
        response,
        detail: {
          operationId: 'acknowledgeOnPage',
          summary: 'Acknowledge what waits on the page of a case',
          description: 'What the button of the page does. Again it changes nothing.',
        },
      },
    );
}
