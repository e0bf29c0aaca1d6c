import type { CodedName } from '../../contracts/court-document.ts';
import { courtText } from './court-text.ts';
import type { WarningList } from './warnings.ts';

export type Raw = Record<string, unknown>;

export function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An integer given as a number or as digits; null for anything else. */
export function readInteger(value: unknown): number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== 'string' || !/^\s*-?\d{1,15}\s*$/.test(value)) return null;
  return Number(value);
}

/** A unit's code, which is a number at the top of a document and text in a movement. */
export function readCode(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return courtText(value) || null;
}

/** `{codigo, nome}`. A code that cannot be read becomes 0, with a warning; null when there is neither code nor name. */
export function readCodedName(value: unknown, path: string, warnings: WarningList): CodedName | null {
  if (value === null || value === undefined) return null;
  if (!isObject(value)) {
    const code = readInteger(value);
    if (code !== null) return { code, name: '' };
    const name = courtText(value);
    if (name) return { code: 0, name };
    warnings.add(path, 'unreadable_entry', value);
    return null;
  }
  const name = courtText(value.nome);
  const code = readInteger(value.codigo);
  if (code === null && name === '') {
    if (Object.keys(value).length > 0) warnings.add(path, 'unreadable_entry', value);
    return null;
  }
  if (code === null) warnings.add(`${path}.codigo`, 'unreadable_code', value.codigo);
  return { code: code ?? 0, name };
}

/** A court unit as `{codigo, nome}` or, by some courts, `{codigoOrgao, nomeOrgao}`. */
export function readUnit(value: unknown): { code: string | null; name: string } | null {
  if (!isObject(value)) {
    const name = typeof value === 'string' ? courtText(value) : '';
    return name ? { code: null, name } : null;
  }
  const code = readCode(value.codigo ?? value.codigoOrgao);
  const name = courtText(value.nome ?? value.nomeOrgao);
  return code === null && name === '' ? null : { code, name };
}

/**
 * The entries of a list, in order: nested lists are flattened, a lone object is a list of one, nulls are left out.
 * Null when there is no list at all.
 */
export function readList(value: unknown, path: string, warnings: WarningList): unknown[] | null {
  if (value === null || value === undefined) return null;
  if (isObject(value)) return Object.keys(value).length > 0 ? [value] : null;
  if (!Array.isArray(value)) {
    warnings.add(path, 'not_a_list', value);
    return null;
  }
  const flat = value.some(Array.isArray) ? flatten(value) : value;
  return flat.filter((entry) => entry !== null && entry !== undefined);
}

/** By hand because an answer nested a million deep must not end the process. */
function flatten(list: unknown[]): unknown[] {
  const found: unknown[] = [];
  const waiting = [...list].reverse();
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) for (let i = next.length - 1; i >= 0; i--) waiting.push(next[i]);
    else found.push(next);
  }
  return found;
}
