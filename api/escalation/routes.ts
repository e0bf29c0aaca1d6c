import { type Static, Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import {
  type EscalationPolicy,
  readEscalationPolicy,
  writeEscalationPolicy,
} from '../../db/escalation/policy.ts';
import { readPerson } from '../../db/people/read.ts';
import { readTenant, type TenantTx, withTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions, instant, nullable, strict } from '../http/conventions.ts';
import { conditional, etagOf, expectedVersion } from '../http/etag.ts';
import { PersonId } from '../people/schemas.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';

const Step = strict({
  afterMinutes: Type.Integer({
    minimum: 1,
    maximum: 10_080,
    description: 'Minutes after the notice; each step later than the one before',
    examples: [30],
  }),
  personId: Type.Optional(PersonId),
});
const steps = Type.Array(Step, {
  maxItems: 10,
  description:
    'In order. With a personId that person is told; without one the same person on every channel that was not used yet. Empty escalates nothing',
});

const Policy = Type.Object(
  { steps, updatedAt: nullable(instant('When it was last changed; null is the usual one')) },
  { description: 'What is done about a critical notice that nobody acknowledges' },
);
const NewPolicy = strict({ steps }, { description: 'The steps from now on' });

/** `/v1/escalation-policy`: what a firm does about a critical notice that nobody acknowledges. */
export function escalationPolicy({ pool }: ApiDeps) {
  return new Elysia({ name: 'escalation-policy', prefix: '/v1/escalation-policy', tags: ['Notifications'] })
    .use(conventions())
    .model({ EscalationPolicy: Policy, NewEscalationPolicy: NewPolicy })
    .get(
      '',
      async function getPolicy({ principal, request, set }) {
        const policy = await readTenant(pool, principal.tenantId, readEscalationPolicy);
        return conditional({ request, set }, etagOf(policy.version), show(policy));
      },
      {
        auth: 'notifications:read',
        etag: true,
        response: { 200: 'EscalationPolicy' },
        detail: {
          operationId: 'readEscalationPolicy',
          summary: 'Read the escalation policy',
          description: 'Usually: after half an hour, every other channel of the same person.',
        },
      },
    )
    .put(
      '',
      async function putPolicy({ body, principal, request, set }) {
        const expected = expectedVersion(request);
        const policy = await withTenant(pool, principal.tenantId, async (tx) => {
          await requireSteps(tx, body.steps);
          return writeEscalationPolicy(tx, body.steps, expected);
        });
        if (!policy) throw new Problem('version-mismatch');
        set.headers.etag = etagOf(policy.version);
        return show(policy);
      },
      {
        auth: 'notifications:write',
        body: 'NewEscalationPolicy',
        response: { 200: 'EscalationPolicy' },
        problems: ['version-mismatch'],
        detail: {
          operationId: 'replaceEscalationPolicy',
          summary: 'Change the escalation policy',
          description:
            'Holds for notices that wait already as well: the next step of each is the one of the new policy.',
        },
      },
    );
}

/** @throws Problem invalid-body when steps are out of order or name nobody of the firm */
async function requireSteps(tx: TenantTx, given: Static<typeof steps>): Promise<void> {
  const errors: ProblemDetail[] = [];
  for (const [i, { afterMinutes, personId }] of given.entries()) {
    const before = given[i - 1]?.afterMinutes ?? 0;
    if (afterMinutes <= before) {
      const fix = 'Send a later time for each step.';
      errors.push({
        location: `body.steps.${i}.afterMinutes`,
        message: 'It is not later than the step before.',
        fix,
      });
    }
    if (personId !== undefined && !(await readPerson(tx, personId))) {
      const fix = 'Send the id of a person of GET /v1/people.';
      errors.push({ location: `body.steps.${i}.personId`, message: 'The firm has no such person.', fix });
    }
  }
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}

function show({ steps: given, updatedAt }: EscalationPolicy): Static<typeof Policy> {
  return { steps: given, updatedAt: updatedAt?.toISOString() ?? null };
}
