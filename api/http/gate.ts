import type { Authenticate } from '../auth/authenticate.ts';
import type { Scope } from '../auth/policy.ts';
import { Problem } from '../problems/problem.ts';
import type { Quota, RateLimiter, RatePolicy } from '../rate/limiter.ts';
import type { RequestState } from './state.ts';

/** What a route declared: a scope, or that it is public. */
export type RoutePolicy = { scope: Scope } | { public: 'limited' | 'open' };

export interface GateOptions {
  authenticate: Authenticate;
  limiter: RateLimiter;
  tenantPolicy: RatePolicy;
  addressPolicy: RatePolicy;
}

/**
 * Lets a request in, or throws what is wrong with it, before its body is read: who is it (401), has it asked too often (429),
 * may it do this (403). Counts a firm's requests together, and strangers by their address.
 */
export function createGate(options: GateOptions) {
  const { authenticate, limiter, tenantPolicy, addressPolicy } = options;

  return async function admit(request: Request, policy: RoutePolicy, state: RequestState): Promise<void> {
    if (state.admitted) return;
    state.admitted = true;
    if ('public' in policy) {
      if (policy.public === 'limited') await limit(state, limiter.take(state.addressOf(), addressPolicy));
      return;
    }
    const known = authenticate(request);
    const principal = known instanceof Promise ? await known : known;
    if (!principal) {
      await limit(state, limiter.take(state.addressOf(), addressPolicy));
      const headers = { 'www-authenticate': 'Bearer realm="direito-lux"' };
      throw new Problem('unauthenticated', { headers });
    }
    state.principal = principal;
    await limit(state, limiter.take(principal.tenantId, tenantPolicy));
    if (!principal.scopes.has(policy.scope))
      throw new Problem('forbidden', { detail: `These credentials lack the scope ${policy.scope}.` });
  };
}

async function limit(state: RequestState, taken: Quota | Promise<Quota>): Promise<void> {
  const quota = taken instanceof Promise ? await taken : taken;
  state.quota = quota;
  if (!quota.allowed) throw new Problem('rate-limited', { retryAfterSeconds: quota.resetSeconds });
}
