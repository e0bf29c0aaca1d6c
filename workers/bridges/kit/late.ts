import type { Outbound } from '../../../actors/contracts/channels.ts';

/** As a message is sent at this moment: one that was held up on its way says so first. @param now Unix milliseconds */
export function asSentAt(outbound: Outbound, now: number): Outbound {
  const { late, content } = outbound;
  if (!late || now < Date.parse(late.after)) return outbound;
  // The firm's own HTML knows nothing of it: the mail is laid out from the content instead.
  const { html: _, ...told } = content;
  const paragraphs = [{ text: late.text, emphasis: true }, ...content.paragraphs];
  return { ...outbound, content: { ...told, paragraphs } };
}
