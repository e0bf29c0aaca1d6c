import { declareChannel } from './declaration.ts';

export const telegram = declareChannel({
  name: 'telegram',
  label: 'Telegram',
  linkedBy: 'code',
  connection: {
    settings: [],
    optionalSettings: ['username'],
    secrets: ['token'],
    optionalSecrets: [],
    deepLink(settings, code, botName) {
      const username = botName ?? settings.username?.replace(/^@/, '');
      return username && `https://t.me/${encodeURIComponent(username)}?start=${code}`;
    },
  },
  usualModes: {
    critical: 'instant',
    important: 'digest',
    routine: 'daily',
    case: 'digest',
    operation: 'off',
    report: 'instant',
    summary: 'off',
  },
  acknowledgedBy: 'button',
  unsubscribes: false,
  windowMs: null,
  webhookPort: 3921,
});
