import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { MessageLink } from '../../actors/contracts/message-link.ts';
import { ENDED } from '../case-page/ended.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { languageOf } from '../http/language.ts';
import { htmlPage } from '../http/page.ts';
import { notFound } from '../problems/problem.ts';
import { messagePage } from './message-page.ts';
import { type MessageView, readMessage, takeNotice } from './read-message.ts';

const params = Type.Object({
  token: Type.String({
    maxLength: 2_000,
    description: 'From the address in a message: of one person, for this message, until it ends',
    examples: ['dGVuXzAxa2I.c2lnbmVk'],
  }),
});
const html = Type.String({ description: 'text/html: a page in Portuguese', examples: ['<!doctype html>…'] });
const response = { 200: html, 410: html };

/** `/message/{token}`: all that a message tells of, by case. Digests, summaries and storms lead people there. */
export function messagePages({ pool, openMessageLink, signCaseLink, publicUrl, now }: ApiDeps) {
  const answer = async (
    request: Request,
    token: string,
    view: (link: MessageLink) => Promise<MessageView | undefined>,
  ) => {
    const link = openMessageLink(token);
    if (!link) throw notFound('link');
    const seen = await view(link);
    const { notificationId: _, ...reader } = link;
    if (seen)
      return messagePage(seen, (processId) => `${publicUrl}/case/${signCaseLink({ ...reader, processId })}`);
    const language = languageOf(request);
    return htmlPage(ENDED[language], { status: 410, language });
  };
  return new Elysia({ name: 'message-pages', prefix: '/message', tags: ['Notifications'] })
    .use(conventions())
    .get(
      '/:token',
      ({ params, request }) =>
        answer(request, params.token, (link) => readMessage(pool, link, new Date(now()))) as never,
      {
        public: 'limited',
        params,
        produces: ['text/html'],
        response,
        detail: {
          operationId: 'showMessage',
          summary: 'The page behind the link of a message about several cases',
          description:
            'Read-only: what the message tells, by case, each with a link to its page. For one person and until it ends: 14 days, the person, or their address on the channel. A sealed case is shown as the notices on that channel tell it; a case that is not followed any more is left out.',
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
          operationId: 'acknowledgeMessage',
          summary: 'Acknowledge a message on its page',
          description: 'What the button of the page does. Again it changes nothing.',
        },
      },
    );
}
