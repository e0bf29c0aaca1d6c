import { type Static, Type } from '@sinclair/typebox';
import { idOf, instant, strict } from '../http/conventions.ts';
import { Credentials } from '../sessions/schemas.ts';

/** A name as people write one: something visible, no control characters. */
const PersonalName = (description: string, example: string) =>
  Type.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[^\\u0000-\\u001f\\u007f]*[^\\s\\u0000-\\u001f\\u007f][^\\u0000-\\u001f\\u007f]*$',
    description,
    examples: [example],
    fix: 'Send at least one visible character, and no control characters.',
  });

export const NewTenant = strict(
  {
    name: PersonalName('Name of the firm', 'Silva & Souza Advogados'),
    user: strict(
      {
        name: PersonalName('Name of its first user, who owns it', 'Ana Silva'),
        email: Credentials.properties.email,
        password: Type.String({
          minLength: 10,
          maxLength: 128,
          description: '10 to 128 characters; long phrases are good, common passwords are refused',
          examples: ['a lanterna verde do farol'],
          fix: 'Send 10 to 128 characters.',
        }),
      },
      { description: 'The first user' },
    ),
  },
  { description: 'A firm to be signed up' },
);
export type NewTenant = Static<typeof NewTenant>;

export const Tenant = Type.Object(
  {
    id: idOf('ten', 'Id of the firm'),
    name: Type.String({ examples: ['Silva & Souza Advogados'] }),
    plan: Type.String({
      description: 'starter, professional, business or enterprise',
      examples: ['professional'],
    }),
    timeZone: Type.String({ examples: ['America/Sao_Paulo'] }),
    createdAt: instant('When it signed up'),
  },
  { description: 'A law firm' },
);
export type Tenant = Static<typeof Tenant>;

export const User = Type.Object(
  {
    id: idOf('usr', 'Id of the user'),
    name: Type.String({ examples: ['Ana Silva'] }),
    email: Type.String({ examples: ['ana@example.com'] }),
    role: Type.String({ description: 'owner or member', examples: ['owner'] }),
  },
  { description: 'A person of a firm' },
);
export type User = Static<typeof User>;

export const SignedUp = Type.Object(
  { tenant: Type.Ref('Tenant'), user: Type.Ref('User'), session: Type.Ref('TokenPair') },
  { description: 'The firm, its owner, and a session of theirs' },
);
