import { parseCnjNumber } from '../../../actors/contracts/cnj-number.ts';
import { courtCandidates } from '../../../actors/contracts/court-candidates.ts';
import { courtByAlias } from '../../../actors/contracts/courts.ts';
import { documentOf } from '../data/document.ts';
import { numberFrom } from '../data/generate.ts';
import { wallClock } from '../data/pipeline.ts';
import { seedOf } from '../data/random.ts';
import { type CourtRecord, type DataJudSource, recordOf } from '../wire.ts';
import { changed, inPipeline, movementOf, withMovement } from './changes.ts';
import type { Command } from './commands.ts';
import { type CaseContext, put } from './context.ts';
import { ControlError, invalid } from './errors.ts';
import { courtOrFail, type DocumentSummary, digitsOf, findAll, findOne, summaryOf } from './target.ts';

const DAY = 86_400_000;

export function createCase(context: CaseContext, input: Command<'create-case'>): DocumentSummary {
  const record = input.source ? givenCase(context, input, input.source) : inventedCase(context, input);
  if (context.store.court(record.alias)?.currentById(record.id)) {
    throw new ControlError(409, `The court ${record.alias} already has the document ${record.id}.`, [
      {
        location: '/number',
        message: 'The case exists.',
        fix: 'Change it with the movement commands, or delete it first.',
      },
    ]);
  }
  context.store.put(record);
  return summaryOf(record);
}

function givenCase(
  context: CaseContext,
  input: Command<'create-case'>,
  source: Record<string, unknown>,
): CourtRecord {
  const number = source.numeroProcesso;
  const alias = input.court ?? String(source.tribunal ?? '').toLowerCase();
  courtOrFail(context.store, alias);
  if (typeof number !== 'string' || !/^\d{20}$/.test(number)) {
    throw invalid(
      '/source/numeroProcesso',
      'The source needs its number.',
      'Give numeroProcesso as a string of 20 digits.',
    );
  }
  const id = input.id ?? source.id;
  if (typeof id !== 'string' || id === '')
    throw invalid('/id', 'The document needs an _id.', 'Give `id`, here or in the source.');
  return recordOf(alias, id, source as DataJudSource);
}

function inventedCase(context: CaseContext, input: Command<'create-case'>): CourtRecord {
  const { nowMs, nanoseconds } = context.moment();
  const alias = input.court ?? (input.number ? courtOfNumber(input.number) : 'tjsp');
  courtOrFail(context.store, alias);
  const court = courtByAlias(alias);
  if (!court) throw invalid('/court', `There is no court "${alias}".`, 'Use an alias such as tjsp.');
  const year = String(new Date(nowMs - 40 * DAY).getUTCFullYear());
  const sequence = String(seedOf(nowMs, nanoseconds) % 10_000_000).padStart(7, '0');
  const place = {
    segment: court.segment,
    court: court.court,
    origin: court.court === '00' ? '0000' : '0100',
  };
  const record = documentOf({
    court,
    number: input.number ? digitsOf(input.number) : numberFrom({ sequence, year, ...place }),
    grau: input.grau ?? (court.court === '00' ? 'SUP' : 'G1'),
    seed: seedOf(alias, input.number ?? sequence, input.grau ?? ''),
    until: nowMs,
    movements: input.movements ?? 6,
    oddities: 0,
    pipeline: input.pipeline ?? 'old',
    closed: false,
  });
  return changed(record, {}, context.moment());
}

function courtOfNumber(number: string): string {
  const parsed = parseCnjNumber(digitsOf(number));
  if (!parsed.ok) throw invalid('/number', parsed.message, `${parsed.fix} Or give \`court\`.`);
  const [alias] = courtCandidates(parsed.number).primary;
  if (alias) return alias;
  throw invalid('/number', 'DataJud has no court for this number.', 'Give `court`.');
}

export function deleteCase(context: CaseContext, input: Command<'delete-case'>): { deleted: number } {
  const found = findAll(context.store, input);
  for (const record of found) context.store.remove(record);
  return { deleted: found.length };
}

/** The case goes up (or down): a Remessa in the document it leaves, and a document of its own in the other grau. */
export function moveGrau(
  context: CaseContext,
  input: Command<'move-grau'>,
): { from: DocumentSummary; to: DocumentSummary } {
  const [record] =
    input.grau === undefined ? [newestOf(findAll(context.store, input))] : [findOne(context.store, input)];
  const court = courtByAlias(record.alias);
  if (!court) throw invalid('/court', `There is no court "${record.alias}".`, 'Use an alias such as tjsp.');
  const moment = context.moment();
  if (
    context.store
      .court(record.alias)
      ?.current(record.number)
      .some((other) => other.grau === input.to)
  ) {
    throw new ControlError(409, `The case already has a document of grau ${input.to}.`, [
      { location: '/to', message: 'The grau exists.', fix: 'Add movements to it, or choose another grau.' },
    ]);
  }
  const pipeline = input.pipeline ?? (record.pipeline === 'old' ? 'new' : 'old');
  const seed = seedOf(record.number, input.to);
  const invented = documentOf({
    court,
    number: record.number,
    grau: input.to,
    seed,
    until: moment.nowMs,
    movements: 1,
    oddities: 0,
    pipeline,
    closed: false,
  });
  const arrival = wallClock(moment.nowMs);
  const filed = {
    dataAjuizamento: arrival.slice(0, 19).replace(/\D/g, ''),
    movimentos: [movementOf(invented, { codigo: 26 }, arrival)],
  };
  const to = changed(invented, filed, moment);
  const remittance = movementOf(
    record,
    { codigo: 123, complementosTabelados: [{ codigo: 18, valor: 38 }] },
    wallClock(moment.nowMs - 1000),
  );
  const from = changed(record, { movimentos: withMovement(record, remittance, 1) }, context.moment());
  context.store.put(from);
  context.store.put(to);
  return { from: summaryOf(from), to: summaryOf(to) };
}

function newestOf(records: CourtRecord[]): CourtRecord {
  return records.reduce((newest, record) => (record.updatedMs > newest.updatedMs ? record : newest));
}

export function switchPipeline(context: CaseContext, input: Command<'switch-pipeline'>): DocumentSummary {
  const record = findOne(context.store, input);
  const next = inPipeline(record, input, context.moment());
  if (next.id !== record.id) context.store.remove(record);
  context.store.put(next);
  return summaryOf(next);
}

export function setSecrecy(context: CaseContext, input: Command<'set-secrecy'>): DocumentSummary {
  return put(context, changed(findOne(context.store, input), { nivelSigilo: input.level }, context.moment()));
}

export function touch(context: CaseContext, input: Command<'touch'>): DocumentSummary {
  return put(context, changed(findOne(context.store, input), {}, context.moment()));
}
