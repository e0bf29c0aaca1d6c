import type { Section } from '../../contracts/ai-answer.ts';
import { standingOf } from '../engine/local/phase.ts';
import { STANDING_WORDS } from '../engine/local/standing-words.ts';
import { speaksToAMachine } from '../sources/hostile.ts';
import { byRef, isMovement, type Source, type Sources, wordsOf } from '../sources/sources.ts';
import { fitsDay } from './binding.ts';
import { doubtfulClaims } from './claims.ts';
import { unknownWords } from './closed-world.ts';
import { courtsOf, isCourtIn, stateWordsOf, withoutUnits } from './courts.ts';
import { explanationDoubts, type Typed } from './explanation.ts';
import { fold, numbersOf, relativeTimesOf, takeDates } from './facts.ts';
import { INSTANCES, instancesOf } from './instances.ts';
import { namesOf } from './names.ts';

/** A sentence as an engine writes it: it cites the refs of a prompt. */
export interface DraftStatement {
  section: Section;
  text: string;
  sources: string[];
}

const LONGEST = 700;

/** Whose sentence it is, and what was typed that an explanation may be about. Without it an explanation is a sentence like any other. */
export interface Reading {
  typed: Typed | null;
  /** From the glossary and the marks of a class, which are ours. */
  isByRules: boolean;
}

const BY_A_MODEL: Reading = { typed: null, isByRules: false };

/**
 * Why a sentence cannot be proved from what it cites, in Portuguese; empty when it can. It cites something, all of it is there,
 * and every day, number, court, name and event that it states is in what it cites. Pure: neither a model nor the words of a court
 * have a say in it.
 */
export function doubtsOf(
  statement: DraftStatement,
  sources: Sources,
  { typed, isByRules }: Reading = BY_A_MODEL,
): string[] {
  const { text } = statement;
  const doubts = formDoubts(text);
  if (statement.section === 'explanation' && typed)
    return isByRules ? doubts : [...doubts, ...explanationDoubts(text, typed)];
  const known = byRef(sources);
  const cited = statement.sources.flatMap((ref) => known.get(ref) ?? []);
  const missing = statement.sources.filter((ref) => !known.has(ref));
  if (statement.sources.length === 0) doubts.push('não cita nenhum movimento');
  if (missing.length > 0) doubts.push(`cita ${missing.join(', ')}, que não existe neste processo`);
  if (cited.length === 0) return doubts;
  const movements = cited.filter(isMovement);
  const told = withoutQuotations(text, cited);
  const isNext = statement.section === 'next';
  const claims = doubtfulClaims(told, isNext ? sources.movements : movements, sources.movements, { isNext });
  const beyond = isNext ? [] : unknownWords(withoutStanding(told, cited, sources), cited, sources);
  const words = beyond.map((word) => `“${word}” não está no que cita`);
  return [...doubts, ...factDoubts(told, cited), ...claims, ...words];
}

/** Where a case stands is proved by rules of its own, from the movement that led there (engine/local/phase.ts). */
function withoutStanding(text: string, cited: readonly Source[], sources: Sources): string {
  const { phase, since } = standingOf(sources);
  if (!since || !cited.includes(since)) return text;
  const { stands, next } = STANDING_WORDS[phase];
  return [...Object.values(stands), ...Object.values(next)].reduce(
    (left, words) => left.replace(words, ''),
    text,
  );
}

/** What is quoted word for word from what a sentence cites needs no other proof. */
function withoutQuotations(text: string, cited: readonly Source[]): string {
  const said = new Set(cited.filter(isMovement).flatMap((m) => [fold(m.description), fold(m.name)]));
  return text.replace(/“([^”]+)”/g, (whole, words: string) => (said.has(fold(words)) ? '“”' : whole));
}

function formDoubts(text: string): string[] {
  const doubts: string[] = [];
  if (text.trim() === '') doubts.push('está vazia');
  if (text.length > LONGEST) doubts.push('é longa demais para uma frase');
  if (/https?:|www\.|[<>{}`]|\]\(|\bmailto:/i.test(text)) doubts.push('contém endereço ou marcação');
  if (speaksToAMachine(text)) doubts.push('não fala do processo, e sim a quem o resume');
  return doubts;
}

function factDoubts(text: string, cited: readonly Source[]): string[] {
  const { dates, rest } = takeDates(text);
  const proof = cited.map(wordsOf).join(' | ');
  const states = cited.flatMap(({ tribunal }) => stateWordsOf(tribunal));
  const words = new Set([...fold(proof).split(/[^\p{L}\d]+/u), ...states]);
  const days = cited.flatMap((source) => (isMovement(source) ? source.date : (source.filedOn ?? [])));
  const numbers = new Set(numbersOf(takeDates(cited.map(contentOf).join(' | ')).rest));
  const places = cited.map((source) =>
    fold([source.tribunal, source.unit ?? '', contentOf(source)].join(' | ')),
  );
  const graus = new Set(cited.map(({ grau }) => grau));
  const absent = (facts: readonly string[], isThere: (fact: string) => boolean) => [
    ...new Set(facts.filter((fact) => !isThere(fact))),
  ];
  return [
    ...absent(dates, (date) => days.some((day) => fitsDay(day, date))).map(
      (d) => `a data ${d} não está no que cita`,
    ),
    ...absent(relativeTimesOf(rest), (span) => fold(proof).includes(span)).map(
      (span) => `“${span}” não está no que cita`,
    ),
    ...absent(numbersOf(withoutUnits(withoutOrdinals(rest))), (n) => numbers.has(n)).map(
      (n) => `o número ${n} não está no que cita`,
    ),
    ...absent(courtsOf(rest), (court) => isCourtIn(court, places)).map(
      (c) => `o juízo ${c} não está no que cita`,
    ),
    ...absent(rest.match(/\b(G[12]|TRU|SUP)\b/g) ?? [], (grau) => graus.has(grau)).map(
      (g) => `o grau ${g} não está no que cita`,
    ),
    ...absent(instancesOf(rest), (grau) => [...graus].some((one) => INSTANCES[grau]?.includes(one))).map(
      (g) => `o ${g} grau não é o do que cita`,
    ),
    ...absent(namesOf(rest), (name) => words.has(name)).map((n) => `o nome ${n} não está no que cita`),
  ];
}

/** What a source says of what happened: neither its court nor its grau, whose digits count nothing. */
function contentOf(source: Source): string {
  if (!isMovement(source)) return [source.className ?? '', ...source.subjects].join(' | ');
  return source.withheld
    ? source.description
    : [source.description, source.name, ...source.complements].join(' | ');
}

/** `1º grau`, `2ª instância` are how one speaks of courts in general. */
function withoutOrdinals(text: string): string {
  return text.replace(/\b[12]\s?[ºª°]\s+(grau|inst[âa]ncia)/gi, ' ');
}
