import { type Static, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readFrontend, type Frontend as Stored, writeFrontend } from '../../db/frontends/frontend.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions, instant, nullable, strict } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { Problem } from '../problems/problem.ts';
import { refuseCaseUrl } from './case-url.ts';

const fix = 'Send an address such as https://app.example.com/processos/{processId}, or null.';
const caseUrl = nullable(
  Type.String({
    maxLength: 500,
    description:
      'Where people of the firm read a case: an https address with `{processId}` after its host, in whose place the id of the case stands. Null is the platform’s own page',
    examples: ['https://app.example.com/processos/{processId}'],
    fix,
  }),
);
const Frontend = Type.Object(
  { caseUrl, updatedAt: nullable(instant('When it was last changed; null is the usual one')) },
  { description: 'Where people of the firm read, in place of the platform’s pages' },
);
const NewFrontend = strict({ caseUrl }, { description: 'Where they read from now on' });

const MEANING = `Links of messages stay the platform’s own, signed for one person, and lead on from there: a change holds for messages that were sent before as well, and a link leads on also after its 14 days.

People have no session at the firm’s frontend, and none is made: they arrive with the id of the case and nothing else, neither the link’s token nor who they are. The frontend signs them in by itself, and it alone decides what it shows of the case; what this API keeps from a link (a case under secrecy without a grant, the end of the link, a person who left) it has to keep itself. What waits for a person’s notice is acknowledged by the button of the message, or by \`POST /v1/notifications/{notificationId}/acknowledge\`.

Where the installation has a frontend for all of its firms (\`CASE_PAGE_URL\`), links lead on to that one while the firm has none.`;

/** `/v1/frontend`: where people of the firm read a case, when that is not the platform's page. */
export function frontend({ pool }: ApiDeps) {
  return new Elysia({ name: 'frontend', prefix: '/v1/frontend', tags: ['Firm'] })
    .use(conventions())
    .model({ Frontend, NewFrontend })
    .get(
      '',
      async function getFrontend({ principal, request, set }) {
        const found = await readTenant(pool, principal.tenantId, readFrontend);
        return conditional({ request, set }, etagOf(found.version), show(found));
      },
      {
        auth: 'channels:read',
        etag: true,
        response: { 200: 'Frontend' },
        detail: {
          operationId: 'readFrontend',
          summary: 'Read where the firm’s people read a case',
          description: 'Usually the platform’s own page, which asks for no password and ends after 14 days.',
        },
      },
    )
    .put(
      '',
      async function putFrontend({ body, principal, request, set }) {
        const expected = expectedVersion(request);
        const message = body.caseUrl === null ? undefined : refuseCaseUrl(body.caseUrl);
        if (message)
          throw new Problem('invalid-body', { errors: [{ location: 'body.caseUrl', message, fix }] });
        const written = await withTenant(pool, principal.tenantId, (tx) =>
          writeFrontend(tx, body.caseUrl, expected),
        );
        if (!written) throw new Problem('version-mismatch');
        set.headers.etag = etagOf(written.version);
        return show(written);
      },
      {
        auth: 'channels:write',
        body: 'NewFrontend',
        response: { 200: 'Frontend' },
        problems: ['version-mismatch'],
        detail: {
          operationId: 'replaceFrontend',
          summary: 'Lead the firm’s people to a frontend of its own',
          description: MEANING,
        },
      },
    );
}

function show({ caseUrl, updatedAt }: Stored): Static<typeof Frontend> {
  return { caseUrl, updatedAt: updatedAt?.toISOString() ?? null };
}
