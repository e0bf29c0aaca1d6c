import type { Outbound } from '../../../actors/contracts/channels.ts';

/** As a message is sent at this moment: one that was held up on its way says so first. @param now Unix milliseconds */
export function asSentAt(outbound: Outbound, now: number): Outbound {
  const { late, content } = outbound;
  if (!late || now < Date.parse(late.after)) return outbound;
  // The firm's own HTML knows nothing of it: the mail is laid out from the content instead.
  const { html: _, ...told } = content;
  const paragraphs = [{ text: late.text, emphasis: true }, ...content.paragraphs];
  return { ...outbound, ...lateTemplate(outbound, late.text), content: { ...told, paragraphs } };
}

/** At the beginning: an adapter that has to cut takes away the end. */
function lateTemplate({ template }: Outbound, late: string): Pick<Outbound, 'template'> {
  if (template?.lateIn === undefined) return {};
  const variables = template.variables.map((text, place) =>
    place === template.lateIn ? `${late} ${text}` : text,
  );
  return { template: { ...template, variables } };
}
