import { isCancelRequested } from '../../../db/jobs/cancel.ts';
import { finishJob, markCancelled } from '../../../db/jobs/finish.ts';
import { reportFailed, reportReady } from '../../../db/reports/finish.ts';
import { readReport } from '../../../db/reports/read.ts';
import type { Report, ReportFile } from '../../../db/reports/report.ts';
import { anySealed } from '../../../db/reports/sealed.ts';
import type { Payload } from '../../contracts/contract.ts';
import { reportRenderer } from '../../contracts/report-renderer.ts';
import { KIND_NAMES, MEDIA_TYPES } from '../../contracts/reports.ts';
import { renderFormat } from '../formats/render.ts';
import { composeDocument } from '../kinds/compose.ts';
import { fileKey, snapshotKey } from '../objects.ts';
import type { RendererContext, RendererParts } from '../parts.ts';
import { ReportRefused } from '../refused.ts';
import { canonicalJson, snapshotId } from '../snapshot/canonical.ts';
import { shownCases } from '../snapshot/shown-cases.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { takeSnapshot } from '../snapshot/take.ts';
import { sha256 } from '../store/checksum.ts';
import { describeGenerated, tell } from './generated.ts';
import { writeRefusal } from './refuse.ts';

export type Render = Payload<typeof reportRenderer, 'render'>;

/**
 * Tries after which a report is given up, so that whoever waits is told and not only the dead letters. Of a try that takes too long
 * nothing is kept, not even a refusal: that is the work of the next turn.
 */
export const ATTEMPTS = 5;

const GIVEN_UP = new ReportRefused(
  'O relatório não pôde ser montado depois de várias tentativas.',
  'Peça-o de novo em alguns minutos. Se persistir, informe ao suporte o id deste relatório.',
);
const SEALED_SINCE = new ReportRefused(
  'Um processo deste relatório passou a correr em segredo de justiça.',
  'Peça um relatório novo; com params.includeSealed: true, se quem vai ler tem acesso aos autos.',
);

/**
 * Makes the files of a report. Its snapshot is taken once and kept, so that a further format, asked for later, says the same.
 * A crash in the middle repeats it all, from another snapshot: what was stored before is named by nothing, and nothing was told yet.
 */
export async function render(parts: RendererParts, ctx: RendererContext, order: Render): Promise<void> {
  const { reportId, jobId } = order;
  const { report, isCancelled } = await ctx.read(async (tx) => {
    const [report, isCancelled] = await Promise.all([readReport(tx, reportId), isCancelRequested(tx, jobId)]);
    return { report, isCancelled };
  });
  // However this ends: one that could not be made may have left objects behind as well.
  if (report) {
    const alarm = { at: report.expiresAt, reminder: 'discard' };
    ctx.send(reportRenderer, 'discard', { tenant: ctx.tenant, key: reportId }, { reportId }, alarm);
  }
  if (!report || isCancelled) return cancel(ctx, order, report ? 'cancelado' : 'excluído');
  const refuse = (refused: ReportRefused) =>
    ctx.write((tx, send) => writeRefusal(tx, send, ctx, { order, report, refused }));
  const giveUp = () => refuse(GIVEN_UP);
  if (ctx.attempt > ATTEMPTS) return giveUp();
  try {
    await make(parts, ctx, order, report);
  } catch (error) {
    if (error instanceof ReportRefused) return refuse(error);
    if (ctx.signal.aborted || ctx.attempt < ATTEMPTS) throw error;
    ctx.log.error({ report: reportId, err: error }, 'a report was given up');
    giveUp();
  }
}

function cancel(ctx: RendererContext, { reportId, jobId }: Render, how: 'cancelado' | 'excluído'): void {
  ctx.write(async (tx) => {
    await markCancelled(tx, jobId);
    await reportFailed(tx, reportId, { message: `O relatório foi ${how}.` });
  });
}

/** Stops between two files when somebody cancelled the job meanwhile. */
async function make(
  parts: RendererParts,
  ctx: RendererContext,
  order: Render,
  report: Report,
): Promise<void> {
  const { reportId, jobId, formats } = order;
  const began = performance.now();
  const { snapshot, id } = await snapshotOf(parts, ctx, report);
  const files: ReportFile[] = [];
  for (const format of formats) {
    ctx.signal.throwIfAborted();
    if (await ctx.read((tx) => isCancelRequested(tx, jobId))) return cancel(ctx, order, 'cancelado');
    const bytes = await renderFormat(snapshot, id, format, parts.pool, ctx.signal);
    const hash = sha256(bytes);
    const objectKey = fileKey(ctx.tenant, reportId, { format, sha256: hash });
    await parts.store.put(objectKey, bytes, { mediaType: MEDIA_TYPES[format], sha256: hash });
    files.push({ format, objectKey, bytes: bytes.length, sha256: hash });
  }
  const title = titleOf(report, snapshot);
  const data = describeGenerated(parts, report, snapshot, { title, files });
  const ms = Math.round(performance.now() - began);
  ctx.log.info({ report: reportId, kind: report.kind, formats, ms }, 'report made');
  const cases = report.params.includeSealed ? [] : shownCases(snapshot.content);
  ctx.write(async (tx, send) => {
    if (await anySealed(tx, cases))
      return writeRefusal(tx, send, ctx, { order, report, refused: SEALED_SINCE });
    const made = { snapshotId: id, snapshotAt: new Date(snapshot.takenAt), title, shownCases: cases, files };
    // Deleted meanwhile: the message that deletes its objects is behind this one.
    if (!(await reportReady(tx, reportId, made))) return void (await markCancelled(tx, jobId));
    await finishJob(tx, jobId, { reportId, snapshotId: id, formats });
    await tell(tx, send, 'document.generated', data, ctx);
  });
}

async function snapshotOf(
  { store, now }: RendererParts,
  ctx: RendererContext,
  report: Report,
): Promise<{ snapshot: Snapshot; id: string }> {
  if (report.snapshotId !== null) {
    const kept = await store.get(snapshotKey(ctx.tenant, report.id, report.snapshotId));
    if (!kept)
      throw new ReportRefused(
        'Os dados deste relatório não estão mais guardados.',
        'Peça um relatório novo.',
      );
    if (sha256(kept) !== report.snapshotId)
      throw new Error(`the snapshot of ${report.id} was changed in the store`);
    return { snapshot: JSON.parse(new TextDecoder().decode(kept)), id: report.snapshotId };
  }
  const snapshot = await takeSnapshot((work) => ctx.read(work), report, store, now());
  const json = canonicalJson(snapshot);
  const id = snapshotId(json);
  const bytes = new TextEncoder().encode(json);
  await store.put(snapshotKey(ctx.tenant, report.id, id), bytes, {
    mediaType: MEDIA_TYPES.json,
    sha256: id,
  });
  return { snapshot: JSON.parse(json), id };
}

function titleOf(report: Report, snapshot: Snapshot): string {
  // A list of reports is read by more people than a report about a case under secrecy.
  if (report.params.includeSealed) return KIND_NAMES[report.kind];
  const { title, subtitle } = composeDocument(snapshot);
  return [title, subtitle].filter(Boolean).join(' · ').slice(0, 300);
}
