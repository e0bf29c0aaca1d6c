import type { Content } from '../../../contracts/channels.ts';

/** So much of the beginning of a sentence tells that it is that one, where the rest was cut. */
const BEGINNING = 20;
/** What stands where words were cut, by a template's filter or in the middle of a letter. */
const CUT = /(\.{3}|…|\uFFFD)$/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" };

/** What a message says, line by line: those of the firm's own HTML are what stands between its tags. */
export function linesOf({ title, html = '', paragraphs }: Content): string[] {
  const told = html.split(/<[^>]*>/).map((text) => text.replaceAll(/&(amp|lt|gt|#34|#39);/g, entity));
  return [title, ...told, ...paragraphs.flatMap(({ text }) => text.split('\n'))];
}

function entity(whole: string, name: string): string {
  return ENTITIES[name] ?? whole;
}

/** Whether a line says a sentence, or the beginning of one that was cut to the length of a title. A template may have changed its case. */
export function says(line: string, sentence: string): boolean {
  const [told, wanted] = [line.toLowerCase().trim(), sentence.toLowerCase()];
  if (told.includes(wanted)) return true;
  const cut = told.replace(CUT, '');
  const begins = cut.lastIndexOf(wanted.slice(0, BEGINNING));
  return begins >= 0 && wanted.startsWith(cut.slice(begins));
}
