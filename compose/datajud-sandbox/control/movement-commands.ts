import { wallClock } from '../data/pipeline.ts';
import { type CourtRecord, type DataJudMovement, sourceOf } from '../wire.ts';
import { changed, complementsOf, type Moment, movementOf, selectMovement, withMovement } from './changes.ts';
import type { Command, MovementInput } from './commands.ts';
import { type CaseContext, put } from './context.ts';
import { ControlError, invalid } from './errors.ts';
import { type DocumentSummary, findOne, summaryOf } from './target.ts';

export interface MovementChange extends DocumentSummary {
  movement: DataJudMovement;
}

const DAY = 86_400_000;

export function addMovement(context: CaseContext, input: Command<'add-movement'>): MovementChange {
  const record = findOne(context.store, input);
  const moment = context.moment();
  return addTo(context, record, input, moment, dateOf(input, moment, 0));
}

/** An old date that appears only now: thirty days ago, unless said otherwise. */
export function publishLate(context: CaseContext, input: Command<'publish-late'>): MovementChange {
  const record = findOne(context.store, input);
  const moment = context.moment();
  const dataHora = dateOf(input, moment, 30);
  const newest = (sourceOf(record).movimentos ?? [])
    .map((one) => String(one.dataHora ?? ''))
    .sort()
    .at(-1);
  if (newest !== undefined && dataHora >= newest) {
    throw invalid(
      '/dataHora',
      `${dataHora} is not older than the newest movement, ${newest}.`,
      'Give an older dataHora or more daysAgo, or use add-movement.',
    );
  }
  return addTo(context, record, input, moment, dataHora);
}

function addTo(
  context: CaseContext,
  record: CourtRecord,
  input: MovementInput,
  moment: Moment,
  dataHora: string,
): MovementChange {
  const added = movementOf(record, input, dataHora);
  const next = changed(record, { movimentos: withMovement(record, added, input.copies ?? 1) }, moment);
  context.store.put(next);
  return { ...summaryOf(next), movement: added };
}

function dateOf(input: MovementInput, moment: Moment, daysAgo: number): string {
  if (input.dataHora !== undefined) return input.dataHora;
  return wallClock(moment.nowMs - (input.daysAgo ?? daysAgo) * DAY);
}

export function correctMovement(context: CaseContext, input: Command<'correct-movement'>): MovementChange {
  const record = findOne(context.store, input);
  const list = [...(sourceOf(record).movimentos ?? [])];
  const at = selectMovement(list, input.movement);
  const { complementosTabelados, ...plainValues } = input.set;
  const movement: DataJudMovement = { ...list[at], ...plainValues };
  if (complementosTabelados)
    movement.complementosTabelados = complementsOf(complementosTabelados, record.pipeline);
  if (complementosTabelados?.length === 0) delete movement.complementosTabelados;
  list[at] = movement;
  const next = changed(record, { movimentos: list }, context.moment());
  context.store.put(next);
  return { ...summaryOf(next), movement };
}

export function withdrawMovement(context: CaseContext, input: Command<'withdraw-movement'>): MovementChange {
  const record = findOne(context.store, input);
  const list = [...(sourceOf(record).movimentos ?? [])];
  const [movement] = list.splice(selectMovement(list, input.movement), 1);
  if (!movement) throw new ControlError(404, 'No movement of the document matches.');
  const next = changed(record, { movimentos: list }, context.moment());
  context.store.put(next);
  return { ...summaryOf(next), movement };
}

export function hideMovements(context: CaseContext, input: Command<'hide-movements'>): DocumentSummary {
  const record = findOne(context.store, input);
  const list = sourceOf(record).movimentos;
  if (list && list.length > 0) context.hidden.set(`${record.alias}/${record.number}/${record.grau}`, list);
  return put(
    context,
    changed(record, { movimentos: input.as === 'empty' ? [] : undefined }, context.moment()),
  );
}

export function restoreMovements(context: CaseContext, input: Command<'restore-movements'>): DocumentSummary {
  const record = findOne(context.store, input);
  const key = `${record.alias}/${record.number}/${record.grau}`;
  const list = context.hidden.get(key);
  if (!list) throw new ControlError(409, 'Nothing was hidden from this document.');
  context.hidden.delete(key);
  return put(context, changed(record, { movimentos: list }, context.moment()));
}
