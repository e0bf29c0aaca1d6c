import type { DueSend } from '../../../../db/notifications/dispatch.ts';
import { type ChannelName, channelNamed } from '../../../contracts/channel/declared.ts';
import type { Button, Content, Outbound } from '../../../contracts/channels.ts';
import { type Language, outboundId } from '../../../contracts/people.ts';
import { withAdded, withoutCorrected } from '../words/added-words.ts';
import { sealedContent } from '../words/compose.ts';
import { PHRASES } from '../words/phrases.ts';
import { templateOf } from './template.ts';
import { timeliness } from './timeliness.ts';

export interface OutboundOptions {
  /** Without a slash at the end. */
  publicUrl: string;
  /** Where the person of this send reads a case, or a message about several: by its id. */
  pageOf: (id: string) => string;
}

/**
 * A message to its adapter: what the ledger says and what may be told of it, and nothing else. The ledger names cases and
 * messages by their addresses in the API, for programs; in the message a person's own pages of them stand there.
 */
export function outboundOf(send: DueSend, tenant: string, options: OutboundOptions): Outbound | undefined {
  const { publicUrl } = options;
  const { address, connectionId } = send;
  if (address === null || connectionId === null || send.content === null) return undefined;
  const language = send.language as Language;
  const { sealedNow, added } = send;
  const written = sealedNow
    ? sealedLater(send.content, language, publicUrl)
    : withoutCorrected(send.content, added?.corrected);
  const told = sealedNow ? written : withAdded(send.content, added);
  const content = withPages(told, options);
  const thread = send.processIds.length === 1 ? send.processIds[0] : undefined;
  const { unsubscribes, windowMs } = channelNamed(send.channel as ChannelName);
  const unsubscribe =
    unsubscribes && send.unsubscribeToken !== null
      ? { unsubscribeUrl: `${publicUrl}/unsubscribe/${send.unsubscribeToken}` }
      : {};
  const template =
    windowMs !== null && send.settings !== null
      ? templateOf(send.settings, { content: withPages(written, options), name: send.addressName, language })
      : undefined;
  return {
    id: outboundId(tenant, send.personId, send.id),
    tenant,
    connection: connectionId,
    address: { to: address, ...(send.addressName === null ? {} : { name: send.addressName }) },
    content: withAcknowledge(content, send, publicUrl, language),
    ...timeliness(send),
    ...(thread === undefined ? {} : { thread }),
    ...(template === undefined ? {} : { template }),
    ...(send.windowUntil === null ? {} : { windowUntil: send.windowUntil.toISOString() }),
    ...unsubscribe,
  };
}

/** What has a page for people, by its address in the API. */
const PAGED = [
  { path: '/v1/processes/', id: /^prc_[0-9a-z]{26}|^/ },
  { path: '/v1/notifications/', id: /^ntf_[0-9a-z]{26}|^/ },
];

/** What is left of a message when a case in it was sealed after it had been written: the ways to pages, which show what may be shown. */
function sealedLater({ buttons }: Content, language: Language, publicUrl: string): Content {
  const ways = buttons.filter(({ url }) => PAGED.some(({ path }) => url?.startsWith(publicUrl + path)));
  return { ...sealedContent(language), buttons: ways };
}

function withPages(content: Content, { publicUrl, pageOf }: OutboundOptions): Content {
  const paged = (text: string) =>
    PAGED.reduce((told, { path, id: pattern }) => {
      const address = publicUrl + path;
      const [before = '', ...after] = told.split(address);
      const led = after.map((rest) => rest.replace(pattern, (id) => (id ? pageOf(id) : address)));
      return [before, ...led].join('');
    }, text);
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
    channelNamed(send.channel as ChannelName).acknowledgedBy === 'link'
      ? { label, url: `${publicUrl}/acknowledge/${send.ackToken}` }
      : { label, command: { name: 'ciente', input: { notification: send.notificationId } } };
  return { ...content, buttons: [button, ...content.buttons] };
}
