import { createHash } from 'node:crypto';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type { Outbound } from '../../../actors/contracts/channels.ts';
import { cut } from '../kit/cut.ts';
import { SendFailure } from '../kit/failures.ts';
import { renderMail } from './render.ts';

/** One mailbox and nothing else: no list, no comment, no line break. */
const MAILBOX = /^[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{1,255}$/;

export interface Sender {
  from: string;
  fromName?: string;
  replyTo?: string;
}

/**
 * A mail as nodemailer takes it. Everything about it follows from the Outbound, so that sent twice it is the same mail.
 * @param returnPath where it comes back to; undefined: to the sender
 * @throws SendFailure when the address is none
 */
export function composeMail(
  outbound: Outbound,
  sender: Sender,
  returnPath: string | undefined,
): SMTPPool.MailOptions {
  const { address, content, tenant, thread, unsubscribeUrl } = outbound;
  if (!MAILBOX.test(address.to))
    throw new SendFailure('disable-link', 'bad-address', 'The address is no mailbox.');
  const domain = sender.from.slice(sender.from.lastIndexOf('@') + 1);
  const root = thread && `<thread.${digest(tenant, thread)}@${domain}>`;
  return {
    messageId: `<${digest(tenant, outbound.connection, outbound.id)}@${domain}>`,
    from: { name: sender.fromName ?? 'Direito Lux', address: sender.from },
    to: { name: oneLine(address.name ?? ''), address: address.to },
    ...(sender.replyTo ? { replyTo: sender.replyTo } : {}),
    envelope: { from: returnPath ?? sender.from, to: address.to },
    subject: cut(oneLine(content.title), 250),
    ...renderMail(content),
    // A beginning that nobody has: mail programs put what refers to it together.
    ...(root ? { inReplyTo: root, references: [root] } : {}),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...unsubscribe(unsubscribeUrl),
    },
    // What is in the mail is text, never a file of ours or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 8058: one click is a POST over HTTPS. */
function unsubscribe(url: string | undefined): Record<string, string> {
  const parsed = url ? URL.parse(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return {};
  const list = { 'List-Unsubscribe': `<${parsed.href}>` };
  return parsed.protocol === 'https:'
    ? { ...list, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : list;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
