import { declareChannel } from './declaration.ts';

export const slack = declareChannel({
  name: 'slack',
  label: 'Slack',
  linkedBy: 'code',
  connection: {
    settings: [],
    optionalSettings: ['teamId'],
    secrets: ['botToken', 'signingSecret'],
    optionalSecrets: [],
    deepLink: () => undefined,
  },
  usualModes: {
    critical: 'instant',
    important: 'digest',
    routine: 'daily',
    case: 'digest',
    operation: 'instant',
    report: 'instant',
    summary: 'off',
  },
  acknowledgedBy: 'button',
  unsubscribes: false,
  windowMs: null,
  webhookPort: 3923,
});
