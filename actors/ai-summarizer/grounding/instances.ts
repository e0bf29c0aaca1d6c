import { fold } from './facts.ts';
import { saysOffRecord } from './mood.ts';

/** Graus by how people count them. */
export const INSTANCES: Readonly<Record<string, readonly string[]>> = {
  primeiro: ['G1', 'JE', 'ND'],
  segundo: ['G2', 'TR'],
};

/** Of what was decided in another grau, or where something goes, one may speak from anywhere: `manteve a sentença de primeiro grau`. */
const OF_ANOTHER =
  /\b(sentenca|decisao|acordao|condenacao|improcedencia|procedencia|juizo|juiz|volt\w+|retorn\w+|remetid\w+|devolv\w+|enviad\w+|encaminhad\w+|remessa|subi\w+)( d[eoa]s?| em| para| a[os]?| n[oa])?( o| a)? $/;

/** The instances in which a text says that something happened: `primeiro`, `segundo`. */
export function instancesOf(text: string): string[] {
  const folded = fold(text).replace(/\b([12])(o|a)? (?=grau|instancia)/g, (_, digit) =>
    digit === '1' ? 'primeiro ' : 'segundo ',
  );
  return [...folded.matchAll(/\b(primeir|segund)[oa] (grau|instancia)\b/g)].flatMap(
    ({ 1: ordinal = '', index }) => {
      const before = folded.slice(0, index);
      if (saysOffRecord(before, folded.slice(index))) return [];
      // The judge of a grau is who acts, unless the sentence speaks of what that judge decided.
      if (OF_ANOTHER.test(before) && !/^(o|a)? ?jui(z|za|zo) d[eo] $/.test(before)) return [];
      return `${ordinal}o`;
    },
  );
}
