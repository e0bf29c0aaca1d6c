import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { notFound } from '../problems/problem.ts';
import { withheldBy } from './withheld.ts';

/** `/v1/downloads/{token}`: files of reports, for whoever has a link that has not ended. */
export function downloads({ pool, reports: parts }: ApiDeps) {
  const isWithheld = withheldBy(pool);
  return new Elysia({ name: 'downloads', prefix: '/v1/downloads', tags: ['Reports'] }).use(conventions()).get(
    '/:token',
    async function getDownload({ params, request }) {
      const response = await parts.serveDownload(request, params.token, isWithheld);
      if (response.status === 404) throw notFound('file, or the link has ended:');
      return response as never;
    },
    {
      public: 'limited',
      params: Type.Object({
        token: Type.String({
          maxLength: 1_000,
          description: 'Of the link, as it was given',
          examples: ['WyJ0.c2ln'],
        }),
      }),
      produces: ['application/octet-stream'],
      response: { 200: Type.String({ description: 'The file', examples: ['%PDF-1.4'] }) },
      detail: {
        operationId: 'download',
        summary: 'Download a file of a report',
        description:
          'The link carries its own permission and ends by itself, and with the secrecy of a case that the report shows without a grant. One range (`Range`, `If-Range`) and `If-None-Match` are honoured.',
      },
    },
  );
}
