import { TEMPLATE_SETTINGS } from '../whatsapp-template.ts';
import { declareChannel } from './declaration.ts';

export const whatsapp = declareChannel({
  name: 'whatsapp',
  label: 'WhatsApp',
  linkedBy: 'code',
  connection: {
    settings: ['phoneNumberId', 'phone'],
    optionalSettings: ['accountId', ...Object.keys(TEMPLATE_SETTINGS)],
    patterns: TEMPLATE_SETTINGS,
    secrets: ['token', 'appSecret', 'verifyToken'],
    optionalSecrets: [],
    deepLink: ({ phone }, code) => phone && `https://wa.me/${phone.replace(/\D/g, '')}?text=${code}`,
  },
  usualModes: {
    critical: 'instant',
    important: 'digest',
    routine: 'off',
    case: 'off',
    operation: 'off',
    report: 'instant',
    summary: 'off',
  },
  acknowledgedBy: 'button',
  unsubscribes: false,
  windowMs: 24 * 3_600_000,
  webhookPort: 3922,
});
