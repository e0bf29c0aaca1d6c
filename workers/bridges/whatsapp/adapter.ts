import { adapter, apiUrl } from '../kit/adapter.ts';
import { createWhatsApp } from './channel.ts';

export const whatsappAdapter = adapter({
  variables: { WHATSAPP_API_URL: apiUrl('https://graph.facebook.com/v23.0', 'The WhatsApp Cloud API') },
  make: (env) => createWhatsApp({ apiUrl: env.WHATSAPP_API_URL }),
});
