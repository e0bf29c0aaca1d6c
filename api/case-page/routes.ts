import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { CaseLink } from '../../actors/contracts/case-link.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { htmlPage, type Page } from '../one-time-links/page.ts';
import { casePage } from './case-page.ts';
import { type CaseView, readCase, takeNotice } from './read-case.ts';

const params = Type.Object({
  token: Type.String({
    maxLength: 2_000,
    description: 'From the address in a message: of one person, for one case, until it ends',
    examples: ['dGVuXzAxa2I.c2lnbmVk'],
  }),
});
const html = Type.String({ description: 'text/html: a page in Portuguese', examples: ['<!doctype html>…'] });
const response = { 200: html, 404: html, 410: html };

const UNKNOWN: Page = {
  title: 'Este link não existe',
  text: 'Confira se o endereço foi copiado por inteiro. Se o recebeu em uma mensagem, abra-o a partir dela.',
};
const ENDED: Page = {
  title: 'Este link não vale mais',
  text: 'Links de processos vencem depois de alguns dias, e também quando o acesso muda ou o processo deixa de ser acompanhado. Para um link novo, escreva /processo e o número na conversa com o robô, ou fale com o escritório.',
};

/** `/case/{token}`: the page of a case that messages lead people to. */
export function casePages({ pool, openCaseLink, now }: ApiDeps) {
  const answer = async (token: string, view: (link: CaseLink) => Promise<CaseView | undefined>) => {
    const link = openCaseLink(token);
    if (!link) return htmlPage(UNKNOWN, 404);
    const seen = await view(link);
    return seen ? casePage(seen) : htmlPage(ENDED, 410);
  };
  return new Elysia({ name: 'case-pages', prefix: '/case', tags: ['Notifications'] })
    .use(conventions())
    .get(
      '/:token',
      ({ params }) => answer(params.token, (link) => readCase(pool, link, new Date(now()))) as never,
      {
        public: 'limited',
        params,
        produces: ['text/html'],
        response,
        detail: {
          operationId: 'showCase',
          summary: 'The page of a case behind the link of a message',
          description:
            'Read-only, for one person and until it ends: 14 days, the person, their address on the channel, or the case. A sealed case is shown as the notices on that channel tell it.',
        },
      },
    )
    .post(
      '/:token',
      ({ params, call }) =>
        answer(params.token, (link) => takeNotice(pool, link, new Date(now()), call.requestId)) as never,
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
