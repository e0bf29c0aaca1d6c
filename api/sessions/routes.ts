import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { readTenant, withTenant } from '../../db/tenant.ts';
import type { Principal } from '../auth/policy.ts';
import { hashSecret } from '../auth/secrets.ts';
import type { ApiDeps } from '../deps.ts';
import { conventions, strict } from '../http/conventions.ts';
import { noContent } from '../http/no-content.ts';
import { pageOf, pageQuery } from '../http/pagination.ts';
import { stateOf } from '../http/state.ts';
import { notFound, Problem } from '../problems/problem.ts';
import { listSessions } from './list.ts';
import { refreshSession } from './refresh.ts';
import { revokeSession } from './revoke.ts';
import { Credentials, RefreshRequest, Session, SessionId, TokenPair } from './schemas.ts';
import { signIn } from './sign-in.ts';
import { tokenPair } from './token-pair.ts';

/** `/v1/sessions`: people sign in, renew, look at and end their sessions. */
export function sessions({ pool, passwords, tokens, limiter, limits }: ApiDeps) {
  // Counted per person and address together: whoever guesses from elsewhere does not lock the person out.
  async function limitGuessing(request: Request, email: string): Promise<void> {
    const subject = hashSecret(`${email.toLowerCase()} ${stateOf(request).addressOf()}`);
    const quota = await limiter.take(subject, limits.login);
    if (!quota.allowed) throw new Problem('rate-limited', { retryAfterSeconds: quota.resetSeconds });
  }

  async function end(principal: Principal, sessionId: string | undefined): Promise<Response> {
    const { tenantId, userId } = principal;
    const ended =
      userId &&
      sessionId &&
      (await withTenant(pool, tenantId, (tx) => revokeSession(tx, { userId, sessionId })));
    if (!ended) throw notFound('session');
    return noContent();
  }

  return new Elysia({ name: 'sessions', prefix: '/v1/sessions', tags: ['Sessions'] })
    .use(conventions())
    .model({ Credentials, RefreshRequest, TokenPair, Session, SessionPage: pageOf(Type.Ref('Session')) })
    .post(
      '',
      async function postSession({ body, request, set }) {
        await limitGuessing(request, body.email);
        const opened = await signIn(pool, passwords, body, request.headers.get('user-agent'));
        set.status = 201;
        set.headers.location = `/v1/sessions/${opened.sessionId}`;
        return tokenPair(opened, tokens);
      },
      {
        public: 'limited',
        body: 'Credentials',
        response: { 201: 'TokenPair' },
        problems: ['invalid-credentials'],
        detail: {
          operationId: 'signIn',
          summary: 'Sign in',
          description:
            'Begins a session. The access token is good for 15 minutes, the refresh token for 30 days.',
        },
      },
    )
    .post(
      '/refresh',
      async function postRefresh({ body, request }) {
        return tokenPair(
          await refreshSession(pool, body.refreshToken, request.headers.get('user-agent')),
          tokens,
        );
      },
      {
        public: 'limited',
        body: 'RefreshRequest',
        response: { 200: 'TokenPair' },
        problems: ['invalid-refresh-token'],
        detail: {
          operationId: 'refreshSession',
          summary: 'Renew the tokens of a session',
          description:
            'Spends a refresh token. One that comes a second time ends the session; repeat a lost request with its Idempotency-Key.',
        },
      },
    )
    .get(
      '',
      ({ query, principal: { tenantId, userId = '', sessionId } }) =>
        readTenant(pool, tenantId, (tx) => listSessions(tx, { userId, currentId: sessionId }, query)),
      {
        auth: 'sessions:read',
        query: strict(pageQuery),
        response: { 200: 'SessionPage' },
        detail: {
          operationId: 'listSessions',
          summary: 'List one’s own sessions',
          description: 'Sessions of the person who asks that can still be renewed, latest renewal first.',
        },
      },
    )
    .delete('/current', ({ principal }) => end(principal, principal.sessionId), {
      auth: 'sessions:write',
      response: { 204: Type.Void({ description: 'It has ended.' }) },
      detail: {
        operationId: 'signOut',
        summary: 'Sign out',
        description: 'Ends the session of this access token: renewal at once, access within five seconds.',
      },
    })
    .delete('/:sessionId', ({ principal, params }) => end(principal, params.sessionId), {
      auth: 'sessions:write',
      params: Type.Object({ sessionId: SessionId }),
      response: { 204: Type.Void({ description: 'It has ended.' }) },
      detail: {
        operationId: 'endSession',
        summary: 'End one of one’s own sessions',
        description: 'Renewal ends at once, access within five seconds.',
      },
    });
}
