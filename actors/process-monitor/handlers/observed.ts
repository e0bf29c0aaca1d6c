import { appendEvents, type NewEvent, newEvent } from '../../../db/events/append.ts';
import { endJobs } from '../../../db/jobs/finish.ts';
import { aiSummarizer } from '../../contracts/ai-summarizer.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { MovementFact } from '../../contracts/events.ts';
import { notifier } from '../../contracts/notifier.ts';
import type { processMonitor } from '../../contracts/process-monitor.ts';
import { type Decided, decide } from '../observe/decide.ts';
import { loadDocuments } from '../observe/documents.ts';
import type { MonitorContext } from '../parts.ts';
import { type LoadedCase, loadCases, loadMovementWords, type MovementWords } from '../projection/load.ts';
import { type MovementChange, movementChanges } from '../projection/rows.ts';
import { applyEvent, instanceKey } from '../projection/view.ts';
import { type CaseChange, type InstanceChange, lockCases, writeCases } from '../projection/write.ts';
import { settleRefreshes } from '../refreshes.ts';

type Observed = Payload<typeof processMonitor, 'observed'>;

/** Events told in one message to the notifier. */
const EVENTS_PER_NOTICE = 500;

/** A court's gateway told something about cases of this firm: compare, and record what is new. */
export async function observed(ctx: MonitorContext, message: Observed): Promise<void> {
  const numbers = [
    ...new Set([...[...message.documents, ...message.jobs].map((about) => about.number), ...message.absent]),
  ];
  const [documents, cases] = await Promise.all([
    loadDocuments(ctx.platform, message.alias, message.documents),
    ctx.read((tx) => loadCases(tx, numbers)),
  ]);
  const events: NewEvent[] = [];
  const instances: InstanceChange[] = [];
  const movements: MovementChange[] = [];
  const touched = new Map<LoadedCase, CaseChange>();

  for (const { document, contentHash } of documents) {
    const loaded = cases.get(document.number);
    const key = instanceKey(document);
    // No longer watched, or taken in already.
    if (!loaded || loaded.cursors.get(key)?.contentHash === contentHash) continue;
    const decision = decide(loaded.view, {
      document,
      observedAt: message.checkedAt,
      asOf: loaded.cursors.get(key)?.asOf ?? null,
      watchedSince: loaded.createdAt,
    });
    record(loaded, decision.events);
    const instance = loaded.view.instances.get(key);
    if (!instance) continue;
    const cursor = { contentHash, asOf: decision.asOf };
    const isNew = !loaded.cursors.has(key);
    loaded.cursors.set(key, cursor);
    instances.push({ processId: loaded.view.id, instance, cursor, isNew, ...changesOf(decision.events) });
  }
  for (const loaded of await newlyAbsent(ctx, message.absent, cases)) {
    const { view } = loaded;
    const process = { id: view.id, number: view.number, label: view.label };
    const decided: Decided = {
      type: 'process.updated',
      origin: 'new',
      occurredAt: message.checkedAt,
      data: { process, changes: { courtStatus: 'not_found' } },
    };
    record(loaded, [decided]);
  }
  await lendWords(ctx, events, movements);
  const ended = settleRefreshes(ctx, message, cases);
  ctx.write(async (tx) => {
    // In one flight, in this order: rows are locked before events are appended, as everybody does.
    await Promise.all([
      lockCases(tx, [...touched.values()]),
      appendEvents(tx, events),
      writeCases(tx, [...touched.values()], instances, movements),
      ...ended.map(({ jobIds, end }) => endJobs(tx, jobIds, end)),
    ]);
  });
  for (let i = 0; i < events.length; i += EVENTS_PER_NOTICE) {
    const eventIds = events.slice(i, i + EVENTS_PER_NOTICE).map((e) => e.id);
    ctx.send(notifier, 'notify', { tenant: ctx.tenant }, { eventIds });
  }
  const worthWords = events.filter(isImportantNews).map((event) => event.id);
  for (let i = 0; i < worthWords.length; i += EVENTS_PER_NOTICE) {
    const eventIds = worthWords.slice(i, i + EVENTS_PER_NOTICE);
    ctx.send(aiSummarizer, 'notice', { tenant: ctx.tenant }, { eventIds });
  }

  /** Turns decisions into events with ids and versions, and the view into what it is after them. */
  function record(loaded: LoadedCase, decided: readonly Decided[]): void {
    if (decided.length === 0) return;
    const { view } = loaded;
    for (const { type, origin, occurredAt, data } of decided) {
      const event = newEvent(type, {
        aggregate: 'process',
        aggregateId: view.id,
        version: view.version + 1,
        origin,
        occurredAt,
        causationId: ctx.messageId,
        data,
      });
      events.push(event);
      for (const change of movementChanges(view.id, event)) movements.push(change);
      applyEvent(view, event);
    }
    const onlyMoved =
      decided.every((d) => d.type.startsWith('movement.')) && touched.get(loaded)?.onlyMoved !== false;
    touched.set(loaded, { view, onlyMoved });
  }
}

/** Cases that no court of their own has a record of, and that are not known to be so yet. */
async function newlyAbsent(
  ctx: MonitorContext,
  absent: readonly string[],
  cases: ReadonlyMap<string, LoadedCase>,
): Promise<LoadedCase[]> {
  const pending = absent.filter((number) => cases.get(number)?.view.courtStatus === 'pending');
  if (pending.length === 0) return [];
  const { rows } = await ctx.platform.query<{ number: string }>({
    name: 'absent-everywhere',
    text: `select number from court.cases where number = any($1) and beat = 'primary'
      group by number having bool_and(last_result is not distinct from 'absent')`,
    values: [pending],
  });
  return rows.flatMap(({ number }) => cases.get(number) ?? []);
}

/** What vanished from the court's list is told in the words under which it was stored. */
async function lendWords(
  ctx: MonitorContext,
  events: NewEvent[],
  movements: MovementChange[],
): Promise<void> {
  const wordless: MovementFact[] = events.flatMap((event) => {
    if (event.type === 'movement.withdrawn') return [(event as NewEvent<'movement.withdrawn'>).data.movement];
    if (event.type === 'movement.corrected') return [(event as NewEvent<'movement.corrected'>).data.before];
    return [];
  });
  if (wordless.length === 0) return;
  const told = new Map<string, MovementWords>(
    movements.flatMap(({ fact }) => (fact ? [[fact.id, fact] as const] : [])),
  );
  const ids = wordless.map((fact) => fact.id);
  const stored = await ctx.read((tx) => loadMovementWords(tx, ids));
  for (const fact of wordless) {
    const words = stored.get(fact.id) ?? told.get(fact.id);
    if (!words) continue;
    fact.name = words.name;
    fact.description = words.description;
    fact.unitName = words.unitName;
  }
}

/** What a firm may want in words for people; whether it does is the summarizer's to know. */
function isImportantNews(event: NewEvent): boolean {
  if (event.type !== 'movement.detected') return false;
  const { importance } = (event as NewEvent<'movement.detected'>).data.movement;
  return importance === 'critical' || importance === 'high';
}

function changesOf(decided: readonly Decided[]): Pick<InstanceChange, 'moved' | 'headed'> {
  const whole = ['process.imported', 'process.rebased'];
  return {
    moved: decided.some((d) => d.type.startsWith('movement.') || whole.includes(d.type)),
    headed: decided.some((d) => d.type === 'process.amended' || whole.includes(d.type)),
  };
}
