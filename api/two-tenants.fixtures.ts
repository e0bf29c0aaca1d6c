import type { Pool } from '../db/pool.ts';

/** A firm whose things another firm must not reach. */
export interface FixtureFirm {
  tenantId: string;
  userId: string;
  /** Family of a session of its owner. */
  sessionId: string;
  /** Access token of its owner. */
  token: string;
  pool: Pool;
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
}

/**
 * How to make a firm's own thing for a path parameter, by the parameter's name; answers its id. `made` holds what was made
 * for the parameters before it in the same path. A new path parameter needs an entry here.
 */
export const FIXTURES: Record<string, (firm: FixtureFirm, made: Record<string, string>) => Promise<string>> =
  {
    async apiKeyId(firm) {
      const { body } = await firm.call('POST', '/v1/api-keys', { name: 'x', scopes: ['events:read'] });
      return String(body.id);
    },
    async sessionId(firm) {
      return firm.sessionId;
    },
  };
