import { Elysia } from 'elysia';
import { readTenant } from '../../db/tenant.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions } from '../http/conventions.ts';
import { conditional, etagOfContent } from '../http/etag.ts';
import { TokenPair } from '../sessions/schemas.ts';
import { tokenPair } from '../sessions/token-pair.ts';
import { checkPassword } from './password-rules.ts';
import { readTenantItself } from './read.ts';
import { NewTenant, SignedUp, Tenant, User } from './schemas.ts';
import { signUp } from './sign-up.ts';

/** `POST /v1/tenants`: a firm signs up. `GET /v1/tenant`: the firm whose credentials these are. */
export function tenants({ pool, passwords, tokens }: ApiDeps) {
  return new Elysia({ name: 'tenants', tags: ['Firm'] })
    .use(conventions())
    .model({ NewTenant, Tenant, User, SignedUp, TokenPair })
    .post(
      '/v1/tenants',
      async function postTenant({ body, request, set, call }) {
        const { email, name, password } = body.user;
        checkPassword(password, { email, names: [name, body.name] });
        const { tenant, user, opened } = await signUp(pool, body, {
          passwordHash: await passwords.hash(password),
          userAgent: request.headers.get('user-agent'),
          correlationId: call.requestId,
        });
        set.status = 201;
        set.headers.location = '/v1/tenant';
        return { tenant, user, session: await tokenPair({ tenantId: tenant.id, ...opened }, tokens) };
      },
      {
        public: 'limited',
        body: 'NewTenant',
        response: { 201: 'SignedUp' },
        problems: ['email-taken'],
        detail: {
          operationId: 'signUp',
          summary: 'Sign a firm up',
          description: 'Makes a firm with its first user, who owns it, and signs that user in.',
        },
      },
    )
    .get(
      '/v1/tenant',
      async function getTenant({ principal, request, set }) {
        const tenant = await readTenant(pool, principal.tenantId, readTenantItself);
        return conditional({ request, set }, etagOfContent(tenant), tenant);
      },
      {
        auth: 'tenant:read',
        etag: true,
        response: { 200: 'Tenant' },
        detail: {
          operationId: 'readTenant',
          summary: 'Read the firm',
          description: 'The firm that the credentials belong to.',
        },
      },
    );
}
