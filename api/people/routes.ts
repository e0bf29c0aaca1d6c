import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { notifier } from '../../actors/contracts/notifier.ts';
import { message } from '../../actors/runtime/message.ts';
import { endLink, listLinks } from '../../db/channels/links.ts';
import { erasePerson } from '../../db/people/erase.ts';
import { readPerson } from '../../db/people/read.ts';
import { updatePerson } from '../../db/people/update.ts';
import { readTenant, withTenant } from '../../db/tenant.ts';
import { actorOf } from '../auth/policy.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf } from '../http/pagination.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { requirePerson, uniquely } from './check.ts';
import { createPerson } from './create.ts';
import { createLink } from './link.ts';
import { listPeople } from './list.ts';
import {
  Link,
  LinkCode,
  LinkList,
  linkParams,
  NewLink,
  NewPerson,
  Person,
  PersonPatch,
  PersonQuery,
  personParams,
} from './schemas.ts';
import { showLink, showPerson } from './show.ts';
import { requireUser } from './user.ts';

/** `/v1/people`: who is told. */
export function people({ pool, outbox, now }: ApiDeps) {
  return new Elysia({ name: 'people', prefix: '/v1/people', tags: ['People'] })
    .use(conventions())
    .model({ Person, NewPerson, PersonPatch, Link, LinkList, NewLink, LinkCode })
    .model({ PersonPage: pageOf(Type.Ref('Person'), 'People of the firm') })
    .post(
      '',
      async function postPerson({ body, principal, set }) {
        requirePerson(body);
        const by = actorOf(principal);
        const person = await uniquely(() =>
          withTenant(pool, principal.tenantId, (tx) => createPerson(tx, body, by)),
        );
        set.status = 201;
        set.headers.location = `/v1/people/${person.id}`;
        set.headers.etag = etagOf(person.version);
        return showPerson(person);
      },
      {
        auth: 'people:write',
        body: 'NewPerson',
        response: { 201: 'Person' },
        problems: ['person-exists', 'too-many-people', 'critical-cannot-be-muted'],
        detail: {
          operationId: 'createPerson',
          summary: 'Add a person',
          description:
            'A person may sign in (userId) or not. With an e-mail address they are mailed; their inbox is there at once. They are told nothing until a subscription of theirs takes it.',
        },
      },
    )
    .get('', ({ query, principal }) => readTenant(pool, principal.tenantId, (tx) => listPeople(tx, query)), {
      auth: 'people:read',
      query: PersonQuery,
      response: { 200: 'PersonPage' },
      detail: { operationId: 'listPeople', summary: 'List people', description: 'Newest first.' },
    })
    .get(
      '/:personId',
      async function getPerson({ params, principal, request, set }) {
        const person = await readTenant(pool, principal.tenantId, (tx) => readPerson(tx, params.personId));
        if (!person) throw notFound('person');
        return conditional({ request, set }, etagOf(person.version), showPerson(person));
      },
      {
        auth: 'people:read',
        etag: true,
        params: personParams,
        response: { 200: 'Person' },
        detail: {
          operationId: 'readPerson',
          summary: 'Read a person',
          description: 'With hours and preferences.',
        },
      },
    )
    .patch(
      '/:personId',
      async function patchPerson({ params, body, principal, request, set }) {
        requirePerson(body);
        const meta = { expectedVersion: expectedVersion(request), by: actorOf(principal) };
        const update = await uniquely(() =>
          withTenant(pool, principal.tenantId, async (tx) => {
            await requireUser(tx, body.userId);
            return updatePerson(tx, params.personId, body, meta);
          }),
        );
        if (update.outcome === 'not_found') throw notFound('person');
        if (update.outcome === 'stale') throw new Problem('version-mismatch');
        set.headers.etag = etagOf(update.person.version);
        return showPerson(update.person);
      },
      {
        auth: 'people:write',
        params: personParams,
        body: 'PersonPatch',
        response: { 200: 'Person' },
        problems: ['person-exists', 'critical-cannot-be-muted', 'version-mismatch'],
        detail: {
          operationId: 'updatePerson',
          summary: 'Change a person',
          description:
            'Fields left out stay. New hours and preferences hold from the next event on; what is held already is looked at again when its time comes.',
        },
      },
    )
    .delete(
      '/:personId',
      async function deletePerson({ params, principal }) {
        const { tenantId } = principal;
        const gone = await outbox.withTenant(tenantId, async (tx, send) => {
          const erased = await erasePerson(tx, params.personId);
          if (erased) send(message(notifier, 'succeed', { tenant: tenantId, key: params.personId }, {}));
          return erased;
        });
        if (!gone) throw notFound('person');
        return noContent();
      },
      {
        auth: 'people:write',
        params: personParams,
        response: { 204: Type.Void({ description: 'They are forgotten.' }) },
        detail: {
          operationId: 'erasePerson',
          summary: 'Erase a person',
          description:
            'Name, addresses, links, subscriptions and the text of what they were told are forgotten (LGPD). That something was told, when and on which channel stays as proof, without a name. Critical notices that waited for them, and their steps of the escalation policy, go on to the first whom that policy names, else to the owner: `person.erased` says to whom.',
        },
      },
    )
    .get(
      '/:personId/links',
      async function getLinks({ params, principal }) {
        const links = await readTenant(pool, principal.tenantId, async (tx) => {
          if (!(await readPerson(tx, params.personId))) throw notFound('person');
          return listLinks(tx, params.personId);
        });
        return { data: links.map(showLink) };
      },
      {
        auth: 'people:read',
        params: personParams,
        response: { 200: 'LinkList' },
        detail: {
          operationId: 'listLinks',
          summary: 'List the channels of a person',
          description: 'With the proof that they opted in, and why one is not used any more.',
        },
      },
    )
    .post(
      '/:personId/links',
      async function postLink({ params, body, principal, set }) {
        const made = await withTenant(pool, principal.tenantId, (tx) =>
          createLink(tx, params.personId, body, now()),
        );
        set.status = 201;
        return made;
      },
      {
        auth: 'people:write',
        params: personParams,
        body: 'NewLink',
        response: { 201: 'LinkCode' },
        problems: ['no-connection'],
        detail: {
          operationId: 'createLink',
          summary: 'Link a chat to a person',
          description:
            'Answers a one-time code, good for 15 minutes. The person sends it to the bot from their own chat: that is their opt-in, and it is kept.',
        },
      },
    )
    .delete(
      '/:personId/links/:linkId',
      async function deleteLink({ params, principal }) {
        await withTenant(pool, principal.tenantId, async (tx) => {
          const links = await listLinks(tx, params.personId);
          if (!links.some(({ id }) => id === params.linkId)) throw notFound('link');
          await endLink(tx, params.linkId, 'left', `ended by ${actorOf(principal) ?? 'the firm'}`);
        });
        return noContent();
      },
      {
        auth: 'people:write',
        params: linkParams,
        response: { 204: Type.Void({ description: 'They are not told there any more.' }) },
        detail: {
          operationId: 'endLink',
          summary: 'End a channel of a person',
          description: 'The link stays in the list as proof, marked left.',
        },
      },
    );
}
