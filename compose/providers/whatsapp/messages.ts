import { type ApprovedTemplate, fill } from './templates.ts';

export interface Sent {
  id: string;
  to: string;
  kind: 'text' | 'interactive' | 'template';
  text: string;
  buttons: { id: string; title: string }[];
  /** biz_opaque_callback_data */
  opaque: string | undefined;
}

export class WhatsAppRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly status = 400,
    readonly details = message,
  ) {
    super(message);
  }
}

type Body = Record<string, unknown>;
interface Interactive {
  type: string;
  body?: { text?: string };
  action?: {
    buttons?: { reply: { id: string; title: string } }[];
    sections?: { rows: { id: string; title: string }[] }[];
  };
}
interface Template {
  name: string;
  language?: { code?: string };
  components?: { type: string; parameters?: { text: string }[] }[];
}

/** Judges a message as the Cloud API does. @throws WhatsAppRefusal */
export function checkMessage(body: Body, id: string, approved: readonly ApprovedTemplate[]): Sent {
  const to = String(body.to ?? body.recipient ?? '');
  if (body.messaging_product !== 'whatsapp' || to === '') throw new WhatsAppRefusal(100, 'Invalid parameter');
  const head = { id, to, opaque: body.biz_opaque_callback_data as string | undefined };
  if (body.type === 'text')
    return { ...head, kind: 'text', buttons: [], text: within((body.text as Body).body, 4_096) };
  if (body.type === 'interactive')
    return { ...head, kind: 'interactive', ...interactive(body.interactive as Interactive) };
  if (body.type === 'template')
    return { ...head, kind: 'template', buttons: [], text: template(body.template as Template, approved) };
  throw new WhatsAppRefusal(131051, 'Unsupported message type');
}

function interactive({ type, body, action }: Interactive): Pick<Sent, 'text' | 'buttons'> {
  const list = type === 'list';
  const buttons = list
    ? (action?.sections ?? []).flatMap(({ rows }) => rows)
    : (action?.buttons ?? []).map(({ reply }) => reply);
  if (buttons.length === 0 || buttons.length > (list ? 10 : 3))
    throw new WhatsAppRefusal(131009, 'Invalid button count');
  for (const { id, title } of buttons) {
    within(title, list ? 24 : 20);
    within(id, 256);
  }
  return { text: within(body?.text, list ? 4_096 : 1_024), buttons };
}

function template(
  { name, language, components = [] }: Template,
  approved: readonly ApprovedTemplate[],
): string {
  const body = components.filter(({ type }) => type === 'body');
  const variables = body.flatMap(({ parameters = [] }) => parameters.map(({ text }) => text));
  const filled = fill({ name, language: language?.code ?? '', variables }, approved);
  if ('code' in filled) throw new WhatsAppRefusal(filled.code, filled.message);
  return filled.text;
}

function within(text: unknown, length: number): string {
  if (typeof text !== 'string' || text.length === 0)
    throw new WhatsAppRefusal(131008, 'Required parameter is missing');
  if (text.length > length)
    throw new WhatsAppRefusal(131009, `Parameter value is too long: ${text.length} of ${length}`);
  return text;
}
