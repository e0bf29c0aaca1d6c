import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { htmlPage } from '../http/page.ts';
import { showAcknowledgement, takeAcknowledgement } from './acknowledge.ts';
import { UNSUBSCRIBE_PAGE, unsubscribe } from './unsubscribe.ts';

const params = Type.Object({
  token: Type.String({
    pattern: '^[A-Za-z0-9._-]{20,200}$',
    description: 'From the address in a message: good for this one thing',
    examples: [
      'ten_01kb0v5zq8e3n9t2h4x6m7r8sa.ntf_01kb0v5zq8e3n9t2h4x6m7r8sa.MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3',
    ],
  }),
});
const html = Type.String({ description: 'text/html: a page in Portuguese', examples: ['<!doctype html>…'] });
const form = {
  types: ['application/x-www-form-urlencoded', 'multipart/form-data'],
  maxBytes: 10_000,
} as const;

/** Pages behind the links of messages: whoever has the link may do its one thing. Only a POST does it. */
export function oneTimeLinks({ pool, now }: ApiDeps) {
  return new Elysia({ name: 'one-time-links', tags: ['Notifications'] })
    .use(conventions())
    .get(
      '/acknowledge/:token',
      async ({ params }) => htmlPage(await showAcknowledgement(pool, params.token)),
      {
        public: 'limited',
        params,
        produces: ['text/html'],
        response: { 200: html },
        detail: {
          operationId: 'showAcknowledgement',
          summary: 'The page behind the link of a critical message',
          description: 'Acknowledges nothing: programs that inspect mails follow every link.',
        },
      },
    )
    .post(
      '/acknowledge/:token',
      async function postLink({ params, call }) {
        const meta = { at: new Date(now()).toISOString(), correlationId: call.requestId };
        return htmlPage(await takeAcknowledgement(pool, params.token, meta));
      },
      {
        public: 'limited',
        params,
        accepts: form,
        produces: ['text/html'],
        response: { 200: html },
        detail: {
          operationId: 'acknowledgeByLink',
          summary: 'Acknowledge a critical message by its link',
          description: 'What the button of the page does. Again it changes nothing.',
        },
      },
    )
    .get('/unsubscribe/:token', () => htmlPage(UNSUBSCRIBE_PAGE), {
      public: 'limited',
      params,
      produces: ['text/html'],
      response: { 200: html },
      detail: {
        operationId: 'showUnsubscribe',
        summary: 'The page behind the unsubscribe address of a mail',
        description: 'Ends nothing until its button is pressed.',
      },
    })
    .post('/unsubscribe/:token', async ({ params }) => htmlPage(await unsubscribe(pool, params.token)), {
      public: 'limited',
      params,
      accepts: form,
      produces: ['text/html'],
      response: { 200: html },
      detail: {
        operationId: 'unsubscribe',
        summary: 'Unsubscribe a mailbox',
        description: 'One-click unsubscribe (RFC 8058), and what the button of the page does.',
      },
    });
}
