import type { Button } from '../contracts/channels.ts';
import type { Reply } from './command.ts';

type Parts = Partial<Omit<Reply, 'paragraphs' | 'title'>> & {
  paragraphs?: (string | Reply['paragraphs'][number])[];
};

/** An answer with as much as is given of it. */
export function reply(
  title: string,
  { paragraphs = [], facts = [], buttons = [], footer = [] }: Parts = {},
): Reply {
  return {
    title,
    paragraphs: paragraphs.map((p) => (typeof p === 'string' ? { text: p } : p)),
    facts,
    buttons,
    footer,
  };
}

/** A button that asks for a command. */
export function ask(label: string, name: string, input: Record<string, string> = {}): Button {
  return { label, command: { name, input } };
}
