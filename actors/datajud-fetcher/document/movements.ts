import type { CourtMovement, MovementComplement } from '../../contracts/court-document.ts';
import { compareMovements } from '../../contracts/movement-identity.ts';
import type { BrasiliaClock } from './brasilia-time.ts';
import { readCourtDate } from './court-date.ts';
import { courtText } from './court-text.ts';
import { isObject, type Raw, readInteger, readList, readUnit } from './fields.ts';
import type { WarningList } from './warnings.ts';

/**
 * The movements of a `_source` in the order of their history (the source's order says nothing), and whether every entry
 * could be read. `movements` is null when the source has no list.
 */
export function readMovements(
  value: unknown,
  clock: BrasiliaClock,
  warnings: WarningList,
): { movements: CourtMovement[] | null; complete: boolean } {
  const list = readList(value, 'movimentos', warnings);
  if (list === null) return { movements: null, complete: true };
  const movements: CourtMovement[] = [];
  for (const [index, entry] of list.entries()) {
    const movement = readMovement(entry, index, clock, warnings);
    if (movement) movements.push(movement);
  }
  return { movements: movements.sort(compareMovements), complete: movements.length === list.length };
}

/** Null, with a warning, for an entry without a date: it has no place in a history. */
function readMovement(
  entry: unknown,
  index: number,
  clock: BrasiliaClock,
  warnings: WarningList,
): CourtMovement | null {
  if (!isObject(entry)) {
    warnings.add(`movimentos[${index}]`, 'unreadable_entry', entry);
    return null;
  }
  const occurredAt = readCourtDate(entry.dataHora, clock);
  if (!occurredAt) {
    warnings.add(
      `movimentos[${index}].dataHora`,
      occurredAt === null ? 'missing' : 'unreadable_date',
      entry.dataHora,
    );
    return null;
  }
  const national = nationalMovement(entry);
  const code = readInteger(entry.codigo ?? national.codigo);
  if (code === null) {
    warnings.add(`movimentos[${index}].codigo`, 'unreadable_code', entry.codigo ?? national.codigo);
  }
  return {
    code: code ?? 0,
    name: courtText(entry.nome ?? national.nome),
    occurredAt,
    complements: readComplements(
      entry.complementosTabelados ?? national.complementosTabelados,
      index,
      warnings,
    ),
    unit: readUnit(entry.orgaoJulgador),
  };
}

const NO_MOVEMENT: Raw = {};

/** Some courts keep the code and the name one level down; a local movement has a name and no national code. */
function nationalMovement(entry: Raw): Raw {
  const { movimentoNacional, movimentoLocal } = entry;
  if (isObject(movimentoNacional)) return movimentoNacional;
  if (movimentoNacional !== undefined) return { codigo: movimentoNacional };
  return isObject(movimentoLocal) ? { nome: movimentoLocal.nome } : NO_MOVEMENT;
}

function readComplements(value: unknown, index: number, warnings: WarningList): MovementComplement[] {
  if (value === null || value === undefined) return [];
  const path = `movimentos[${index}].complementosTabelados`;
  const complements: MovementComplement[] = [];
  for (const entry of readList(value, path, warnings) ?? []) {
    if (!isObject(entry)) {
      warnings.add(path, 'unreadable_entry', entry);
      continue;
    }
    const code = readInteger(entry.codigo);
    const complementValue = readInteger(entry.valor);
    if (code === null) warnings.add(`${path}.codigo`, 'unreadable_code', entry.codigo);
    complements.push({
      code: code ?? 0,
      value: complementValue ?? 0,
      name: courtText(entry.nome),
      description: courtText(entry.descricao),
    });
  }
  return complements;
}
