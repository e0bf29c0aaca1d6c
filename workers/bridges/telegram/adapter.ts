import { adapter, apiUrl } from '../kit/adapter.ts';
import { createTelegram } from './channel.ts';

export const telegramAdapter = adapter({
  variables: { TELEGRAM_API_URL: apiUrl('https://api.telegram.org', 'The Telegram Bot API') },
  make: (env) => createTelegram({ apiRoot: env.TELEGRAM_API_URL }),
});
