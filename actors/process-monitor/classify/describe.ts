import type { CourtMovement, MovementComplement } from '../../contracts/court-document.ts';
import { PHRASES, PREFIXES } from './phrases.ts';
import { lineage } from './tpu-tree.ts';

type Described = Pick<CourtMovement, 'code' | 'name' | 'complements'>;

/** Names of the complement values seen in real answers, for when a court leaves the name out. */
const VALUE_NAMES: Readonly<Record<string, string>> = {
  '2:1': 'competência exclusiva',
  '2:2': 'sorteio',
  '3:5': 'para despacho',
  '3:6': 'para decisão',
  '3:36': 'para julgamento',
  '4:80': 'Outros documentos',
  '4:107': 'Certidão',
  '4:117': 'Acórdão',
  '18:38': 'em grau de recurso',
  '18:40': 'outros motivos',
  '19:57': 'Petição (outras)',
};

/** Values that add nothing to the movement they stand with. */
const SAYS_NOTHING = /^(outros documentos|petição \(outras\)|outros motivos|outros|outras)$/i;

/**
 * A movement in one Portuguese sentence without a full stop: its name made whole by its place in the table, and its
 * complements. `Intimação confirmada`; `Conclusão para julgamento`; `Remessa em grau de recurso`; `Audiência de conciliação
 * designada`. Never empty.
 */
export function describeMovement(movement: Described): string {
  const values = telling(movement)
    .map(valueName)
    .filter((name) => name && !SAYS_NOTHING.test(name));
  return withValues(movement.code, baseOf(movement), [...new Set(values)]);
}

function baseOf({ code, name }: Described): string {
  const phrase = PHRASES[code];
  if (phrase) return phrase;
  const leaf = name.trim() || (code > 0 ? `Movimento ${code}` : 'Movimento sem código');
  const prefix = lineage(code)
    .slice(1)
    .flatMap((ancestor) => PREFIXES[ancestor] ?? [])[0];
  const [word = ''] = prefix?.split(/[ :]/) ?? [];
  if (!prefix || leaf.toLowerCase().startsWith(word.toLowerCase())) return leaf;
  return `${prefix} ${lowerFirst(leaf)}`;
}

function withValues(code: number, base: string, values: string[]): string {
  if (values.length === 0) return base;
  const text = values.join(', ');
  if (isHearing(code)) return `${base} ${values.map(lowerFirst).join(', ')}`;
  if (/^(para|em|por|de|do|da|a|ao|à)\s/i.test(text)) return `${base} ${lowerFirst(text)}`;
  if (code === 26 || code === 36) return `${base} por ${lowerFirst(text)}`;
  return `${base}: ${text}`;
}

/** A hearing also carries who presides over it; its situation is what matters. */
function telling({ code, complements }: Described): MovementComplement[] {
  const situation = isHearing(code) ? complements.filter((c) => c.description.startsWith('situacao')) : [];
  return situation.length > 0 ? situation : complements;
}

/** The situation of a hearing (designada, realizada, cancelada) is its complement, never its code. */
function isHearing(code: number): boolean {
  return lineage(code).includes(970);
}

function valueName({ code, value, name }: MovementComplement): string {
  return name || (VALUE_NAMES[`${code}:${value}`] ?? '');
}

/** Leaves `RPV` and `STJ` alone. */
function lowerFirst(text: string): string {
  return /^\p{Lu}[\p{Ll}\s]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
