import type { ChannelName } from '../../actors/contracts/channel/declared.ts';
import { startMail } from './email/server.ts';
import { startSlack } from './slack/server.ts';
import { startTelegram } from './telegram/server.ts';
import { startWhatsApp } from './whatsapp/server.ts';

/** A provider's server with one person at the other end. */
export interface Play {
  /** How to bring the adapter here. */
  hint: string;
  write(text: string): void;
  press(button: number): void;
  stop(): Promise<void>;
}

export interface PlayOptions {
  port: number | undefined;
  /** Where the adapter's webhook of the connection is. */
  webhook: string | undefined;
  print: (line: string) => void;
}

const CHAT = 1_001;
const PERSON = { phone: '5511900001001', name: 'Ana' };

export const PLAYS: Record<ChannelName, (options: PlayOptions) => Promise<Play>> = {
  async telegram({ port = 3930, print }) {
    const telegram = startTelegram({ port, onSent: ({ text, buttons }) => print(show(text, buttons)) });
    return {
      hint: `Telegram at ${telegram.url}: open it to play the person in the chat.
Start the platform with it: TELEGRAM_API_URL=${telegram.url} TELEGRAM_BOT_TOKEN=${telegram.token} npm start`,
      write: (text) => void telegram.chats.write(CHAT, text),
      press(button) {
        const last = telegram.sent.at(-1);
        const data = last?.buttons[button]?.callback_data;
        if (last && data) telegram.chats.press(CHAT, last.message_id, data);
      },
      stop: telegram.stop,
    };
  },

  async whatsapp({ port = 3931, webhook, print }) {
    const whatsapp = startWhatsApp({
      port,
      onSent: ({ id, text, buttons }) => {
        print(
          show(
            text,
            buttons.map(({ title }) => ({ text: title })),
          ),
        );
        whatsapp.status(id, 'sent', 'delivered', 'read');
      },
    });
    if (webhook) await whatsapp.setWebhook(webhook);
    const { phoneNumberId, token, appSecret, verifyToken } = whatsapp;
    return {
      hint: `WhatsApp at ${whatsapp.url}: start the platform with WHATSAPP_API_URL=${whatsapp.url}
A connection to it has phoneNumberId ${phoneNumberId}, token ${token}, appSecret ${appSecret}, verifyToken ${verifyToken};
its webhook is given to this program with --webhook http://127.0.0.1:3922/whatsapp/<connection>`,
      write: (text) => whatsapp.write(PERSON, text),
      press(button) {
        const pressed = whatsapp.sent.at(-1)?.buttons[button];
        if (pressed) whatsapp.press(PERSON, pressed.id, pressed.title);
      },
      stop: whatsapp.stop,
    };
  },

  async slack({ port = 3932, webhook, print }) {
    const slack = startSlack({ port, onSent: ({ seen, buttons }) => print(show(seen, buttons)) });
    if (webhook) await slack.setWebhook(webhook);
    return {
      hint: `Slack at ${slack.url}: start the platform with SLACK_API_URL=${slack.url}
A connection to it has teamId ${slack.team}, botToken ${slack.token}, signingSecret ${slack.signingSecret};
its webhook is given to this program with --webhook http://127.0.0.1:3923/slack/<connection>. The person is in D0ANA.`,
      write(text) {
        const [, command, rest = ''] = /^(\/\S+)\s*(.*)$/.exec(text) ?? [];
        if (command) slack.slash('U0ANA', 'D0ANA', command, rest);
        else slack.write('U0ANA', 'D0ANA', text);
      },
      press(button) {
        const value = slack.sent.at(-1)?.buttons[button]?.value;
        if (value) slack.press('U0ANA', 'D0ANA', value);
      },
      stop: slack.stop,
    };
  },

  async email({ port = 3933, print }) {
    const mail = await startMail({
      port,
      onMail: ({ to, parsed }) => print(`to ${to.join(', ')}: ${parsed.subject}\n${parsed.text ?? ''}\n`),
    });
    return {
      hint: `Mail server on port ${mail.port}: start the platform with SMTP_URL=smtp://127.0.0.1:${mail.port}`,
      write: () => print('Nobody reads what is written to this mail server.'),
      press: () => {},
      stop: mail.stop,
    };
  },
};

function show(text: string, buttons: { text: string }[]): string {
  const row = buttons.map(({ text }, place) => `[!${place + 1} ${text}]`).join(' ');
  return `${text.trim()}${row && `\n${row}`}\n`;
}
