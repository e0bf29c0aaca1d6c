import { issueAccessToken, type TokenOptions } from '../auth/access-token.ts';
import type { OpenedSession } from './open.ts';
import type { TokenPair } from './schemas.ts';

/** The tokens of a session that was just opened or renewed. */
export async function tokenPair(
  { tenantId, userId, sessionId, refreshToken, refreshExpiresAt }: OpenedSession & { tenantId: string },
  tokens: TokenOptions,
): Promise<TokenPair> {
  return {
    sessionId,
    tokenType: 'Bearer',
    accessToken: await issueAccessToken({ tenantId, userId, sessionId }, tokens),
    expiresIn: tokens.lifetimeSeconds,
    refreshToken,
    refreshExpiresAt: refreshExpiresAt.toISOString(),
  };
}
