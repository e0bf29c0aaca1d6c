import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, nullable, strict } from '../http/conventions.ts';

export const SessionId = idOf('fam', 'Id of the session');

export const Credentials = strict(
  {
    email: Type.String({
      format: 'email',
      maxLength: 254,
      description: 'E-mail address; upper and lower case are the same',
      examples: ['ana@example.com'],
      fix: 'Send an address such as ana@example.com.',
    }),
    password: Type.String({ minLength: 1, maxLength: 128, examples: ['a lanterna verde do farol'] }),
  },
  { description: 'Who signs in' },
);
export type Credentials = Static<typeof Credentials>;

export const RefreshRequest = strict(
  {
    refreshToken: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The refresh token of the last answer; each is good for one use',
      examples: ['lrt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'],
    }),
  },
  { description: 'A refresh token to be spent' },
);

export const TokenPair = Type.Object(
  {
    sessionId: SessionId,
    tokenType: Type.Literal('Bearer', { examples: ['Bearer'] }),
    accessToken: Type.String({
      description: 'For Authorization: Bearer',
      examples: ['eyJhbGciOiJIUzI1NiJ9.e30.c2ln'],
    }),
    expiresIn: Type.Integer({ description: 'Seconds until the access token expires', examples: [900] }),
    refreshToken: Type.String({
      description: 'For POST /v1/sessions/refresh, once',
      examples: ['lrt_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'],
    }),
    refreshExpiresAt: instant('When the refresh token expires'),
  },
  { description: 'The tokens of a session' },
);
export type TokenPair = Static<typeof TokenPair>;

export const Session = Type.Object(
  {
    id: SessionId,
    userAgent: nullable(
      Type.String({ description: 'The program it was last used by', examples: ['Mozilla/5.0'] }),
    ),
    startedAt: instant('When the person signed in'),
    lastRefreshedAt: instant('When its tokens were last renewed'),
    expiresAt: instant('When it ends unless it is renewed'),
    current: Type.Boolean({ description: 'Whether this request came in it', examples: [true] }),
  },
  { description: 'A session of the person who asks' },
);
export type Session = Static<typeof Session>;
