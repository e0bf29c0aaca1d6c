import { errors, jwtVerify, SignJWT } from 'jose';
import { isId } from '../../actors/contracts/ids.ts';

/** What an access token says: which user of which firm, in which session. What they may do is looked up, not believed. */
export interface AccessClaims {
  tenantId: string;
  userId: string;
  /** Family id of the session. */
  sessionId: string;
}

export interface TokenOptions {
  /** At least 32 bytes. */
  secret: Uint8Array;
  issuer: string;
  audience: string;
  lifetimeSeconds: number;
  /** Unix milliseconds. */
  now: () => number;
}

export const TOKEN_DEFAULTS = {
  issuer: 'direito-lux',
  audience: 'direito-lux-api',
  lifetimeSeconds: 900,
} as const;

/** Issues a JWT (RFC 7519) signed with HS256. */
export function issueAccessToken(claims: AccessClaims, options: TokenOptions): Promise<string> {
  const issuedAt = Math.floor(options.now() / 1_000);
  return new SignJWT({ ten: claims.tenantId, ses: claims.sessionId })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
    .setSubject(claims.userId)
    .setIssuer(options.issuer)
    .setAudience(options.audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + options.lifetimeSeconds)
    .sign(options.secret);
}

/** The claims of a token, with its expiry in Unix seconds; undefined when it is forged, expired, or for somebody else. */
export async function verifyAccessToken(
  token: string,
  options: TokenOptions,
): Promise<(AccessClaims & { expiresAt: number }) | undefined> {
  try {
    const { payload } = await jwtVerify(token, options.secret, {
      algorithms: ['HS256'],
      typ: 'at+jwt',
      issuer: options.issuer,
      audience: options.audience,
      requiredClaims: ['sub', 'exp', 'iat', 'ten', 'ses'],
      currentDate: new Date(options.now()),
    });
    const { sub, ten, ses, exp } = payload;
    if (typeof sub !== 'string' || typeof ten !== 'string' || typeof ses !== 'string') return undefined;
    if (!isId('user', sub) || !isId('tenant', ten) || !isId('family', ses)) return undefined;
    return { tenantId: ten, userId: sub, sessionId: ses, expiresAt: exp as number };
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
