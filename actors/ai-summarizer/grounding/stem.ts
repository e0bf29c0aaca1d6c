/** Endings of nouns, participles and verbs, the longest first. */
const ENDINGS =
  'amentos imentos amento imento acoes icoes adores acao icao coes soes mente ador adora ados adas idos idas aram eram iram ando endo indo avam cao sao ado ada ido ida ava ar er ir am em ou eu iu es os as is ns s o a e m'.split(
    ' ',
  );
const SHORTEST = 4;
const MOST_OVER = 3;

/** What is left of a folded word without its ending, four letters at the least: `homologada`, `homologou` and `homologação` are one. */
export function stemOf(word: string): string {
  const ending = ENDINGS.find((one) => word.endsWith(one) && word.length - one.length >= SHORTEST);
  return ending ? word.slice(0, -ending.length) : word;
}

/** Whether two stems are of one family: the same, or one begins the other, is not too short to tell, and leaves little over. */
export function isRelated(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > SHORTEST && long.startsWith(short) && long.length - short.length <= MOST_OVER;
}
