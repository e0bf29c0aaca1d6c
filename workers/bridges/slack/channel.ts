import { Type } from '@sinclair/typebox';
import type { Channel } from '../kit/channel.ts';
import { underWayFor } from '../kit/rates.ts';

export interface SlackConfig {
  /** https://slack.com/api/ */
  apiUrl: string;
}

/** docs.slack.dev, rate limits of chat.postMessage: one a second in a channel, several hundred a minute in a workspace. */
const PER_SECOND = '4';
const CHANNEL_MS = 1_000;
/** The network squeezes what was sent at even distances. */
const MARGIN = 0.9;

const Secret = Type.String({ minLength: 1, maxLength: 1_000 });

/** Slack, through an app in the firm's workspace. */
export function createSlack({ apiUrl }: SlackConfig): Channel {
  return {
    name: 'slack',
    description: 'Messages of a Slack app',
    settings: Type.Object({
      teamId: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{1,32}$' })),
      messagesPerSecond: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,3}$' })),
    }),
    secrets: Type.Object({ botToken: Secret, signingSecret: Secret }),
    limits: ({ messagesPerSecond = PER_SECOND }) => {
      const perSecond = Number(messagesPerSecond);
      const perMs = 1_000;
      return {
        overall: { burst: 1, count: perSecond, perMs, window: { count: perSecond, perMs } },
        underWay: underWayFor(perSecond),
        chat: () => ({
          burst: 1,
          count: 1,
          perMs: CHANNEL_MS / MARGIN,
          window: { count: 1, perMs: CHANNEL_MS },
        }),
      };
    },
    // Nothing tells an app what it has sent without reading the channel.
    settleMs: 0,
    open: async (parts) => (await import('./line.ts')).openLine(parts, apiUrl),
  };
}
