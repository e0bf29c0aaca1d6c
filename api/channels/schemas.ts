import { type Static, Type } from '@sinclair/typebox';
import type { ConnectionKind } from '../../actors/contracts/channel/declaration.ts';
import { CHANNEL_NAMES, CHANNELS } from '../../actors/contracts/channel/declared.ts';
import { idOf, instant, nullable, oneOf, strict } from '../http/conventions.ts';

export const ConnectionId = idOf('con', 'Id of the connection');
export const connectionParams = Type.Object({ connectionId: ConnectionId });

const Entries = (description: string, examples: Record<string, string>[]) =>
  Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: 8_000 }), {
    description,
    examples,
    maxProperties: 20,
  });

/** `telegram`: token. `email`: host, port … */
function listed(of: (kind: ConnectionKind) => { required: readonly string[]; optional: readonly string[] }) {
  const lines = CHANNELS.map(({ name, connection }) => {
    const { required, optional } = of(connection);
    const parts = [required.join(', '), optional.length > 0 ? `optionally ${optional.join(', ')}` : ''];
    return `\`${name}\`: ${parts.filter(Boolean).join('; ') || 'nothing'}.`;
  });
  return lines.join(' ');
}

const channel = oneOf([...CHANNEL_NAMES], 'Kind of channel');
const name = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'What people call it',
  examples: ['Bot do escritório'],
});

export const NewConnection = strict(
  {
    channel,
    name,
    settings: Type.Optional(
      Entries(
        `Not secret. ${listed(({ settings, optionalSettings }) => ({ required: settings, optional: optionalSettings }))} Each also has messagesPerSecond.`,
        [{ phoneNumberId: '100200300', phone: '+55 11 90000-0000' }],
      ),
    ),
    secrets: Entries(
      `Kept sealed and shown never again. ${listed(({ secrets, optionalSecrets }) => ({ required: secrets, optional: optionalSecrets }))}`,
      [{ token: '123456789:the-token-that-BotFather-gave-you' }],
    ),
  },
  {
    description: 'A bot, number, workspace or mail server of the firm',
    examples: [
      {
        channel: 'telegram',
        name: 'Bot do escritório',
        secrets: { token: '123456789:the-token-that-BotFather-gave-you' },
      },
    ],
  },
);
export type NewConnection = Static<typeof NewConnection>;

export const ConnectionPatch = strict(
  {
    name: Type.Optional(name),
    status: Type.Optional(oneOf(['active', 'paused'], '`paused` sends nothing and hears nothing')),
    settings: Type.Optional(
      Entries('All of them: they replace what is there', [{ messagesPerSecond: '20' }]),
    ),
    secrets: Type.Optional(
      Entries('All of them: they replace what is there', [{ token: '123456789:another-token' }]),
    ),
  },
  { description: 'What changes; fields left out stay' },
);
export type ConnectionPatch = Static<typeof ConnectionPatch>;

export const Connection = Type.Object(
  {
    id: ConnectionId,
    channel,
    name: Type.String({ examples: ['Bot do escritório'] }),
    status: oneOf(['active', 'paused', 'disabled'], '`disabled`: the provider refuses it; give new secrets'),
    reason: nullable(Type.String({ description: 'Why it is disabled', examples: ['401'] })),
    settings: Type.Record(Type.String(), Type.String(), { examples: [{ messagesPerSecond: '20' }] }),
    botName: nullable(
      Type.String({
        description: 'What the provider calls the bot of the present secrets, once it has said so',
        examples: ['escritorio_silva_bot'],
      }),
    ),
    createdAt: instant('When it was made'),
    updatedAt: instant('When it last changed'),
  },
  { description: 'A connection, without its secrets' },
);
export type Connection = Static<typeof Connection>;
