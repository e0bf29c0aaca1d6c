import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import type { Button, Content, Outbound } from '../../../contracts/channels.ts';
import { type Language, outboundId } from '../../../contracts/people.ts';
import { sealedContent } from '../words/compose.ts';
import { PHRASES } from '../words/phrases.ts';
import { templateOf } from './template.ts';

export interface OutboundOptions {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Where the person of this send reads a case. */
  pageOf: (processId: string) => string;
}

/**
 * A message to its adapter: what the ledger says and nothing else, the same at every repetition. The ledger names a case by its
 * address in the API, for programs; in the message a person's own page of it stands there.
 */
export function outboundOf(send: DueSend, tenant: string, options: OutboundOptions): Outbound | undefined {
  const { publicUrl } = options;
  const { address, connectionId } = send;
  if (address === null || connectionId === null || send.content === null) return undefined;
  const language = send.language as Language;
  const content = send.sealedNow && !send.sealed ? sealedContent(language) : send.content;
  const thread = send.processIds.length === 1 ? send.processIds[0] : undefined;
  const unsubscribe =
    send.channel === 'email' && send.unsubscribeToken !== null
      ? { unsubscribeUrl: `${publicUrl}/unsubscribe/${send.unsubscribeToken}` }
      : {};
  const template =
    send.channel === 'whatsapp' && send.settings !== null
      ? templateOf(send.settings, { content, name: send.addressName, language })
      : undefined;
  return {
    id: outboundId(tenant, send.personId, send.id),
    tenant,
    connection: connectionId,
    address: { to: address, ...(send.addressName === null ? {} : { name: send.addressName }) },
    content: withAcknowledge(withPages(content, options), send, publicUrl, language),
    ...(thread === undefined ? {} : { thread }),
    ...(template === undefined ? {} : { template }),
    ...(send.windowUntil === null ? {} : { windowUntil: send.windowUntil.toISOString() }),
    ...unsubscribe,
  };
}

function withPages(content: Content, { publicUrl, pageOf }: OutboundOptions): Content {
  const address = `${publicUrl}/v1/processes/`;
  const paged = (text: string) => {
    const [before = '', ...after] = text.split(address);
    return [
      before,
      ...after.map((rest) => rest.replace(/^prc_[0-9a-z]{26}|^/, (id) => (id ? pageOf(id) : address))),
    ].join('');
  };
  const { title, paragraphs, buttons, html } = content;
  return {
    ...content,
    title: paged(title),
    paragraphs: paragraphs.map((one) => ({
      ...one,
      text: paged(one.text),
      ...(one.url === undefined ? {} : { url: paged(one.url) }),
    })),
    buttons: buttons.map((one) => (one.url === undefined ? one : { ...one, url: paged(one.url) })),
    ...(html === undefined ? {} : { html: paged(html) }),
  };
}

/** A mail has no way back but a link; a chat has a button. */
function withAcknowledge(content: Content, send: DueSend, publicUrl: string, language: Language): Content {
  if (!send.needsAck || send.ackToken === null) return content;
  const label = PHRASES[language].acknowledge;
  const button: Button =
    send.channel === 'email'
      ? { label, url: `${publicUrl}/acknowledge/${send.ackToken}` }
      : { label, command: { name: 'ciente', input: { notification: send.notificationId } } };
  return { ...content, buttons: [button, ...content.buttons] };
}
