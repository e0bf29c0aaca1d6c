import { declareChannel } from './declaration.ts';

export const email = declareChannel({
  name: 'email',
  label: 'E-mail',
  linkedBy: 'address',
  connection: {
    settings: ['host', 'port', 'from'],
    optionalSettings: ['security', 'user', 'fromName', 'replyTo', 'dkimDomain', 'dkimSelector'],
    secrets: [],
    optionalSecrets: ['password', 'dkimKey'],
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
  acknowledgedBy: 'link',
  unsubscribes: true,
  windowMs: null,
  webhookPort: null,
});
