import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';
import { REPORT_FORMATS } from './reports.ts';

const Id = Type.String({ minLength: 5, maxLength: 64 });
const Format = Type.Union(REPORT_FORMATS.map((format) => Type.Literal(format)));

/** Makes documents. Each report is an actor of its own (key = report id), and so is each schedule (key = schedule id). */
export const reportRenderer = contract('report-renderer', {
  /** Take the snapshot when there is none yet, and make these files from it. */
  render: Type.Object({
    reportId: Id,
    jobId: Id,
    formats: Type.Array(Format, { minItems: 1, maxItems: REPORT_FORMATS.length }),
  }),
  /** Delete the objects of a report that was deleted or whose time is over. */
  discard: Type.Object({ reportId: Id }),
  /** Delete the object of a firm's file. */
  discardFile: Type.Object({ objectKey: Type.String({ maxLength: 200 }) }),
  /** A schedule was made or changed: set its alarm. */
  plan: Type.Object({ scheduleId: Id }),
  /** The alarm of a schedule. One of an earlier version than the schedule has is passed over. */
  run: Type.Object({ scheduleId: Id, version: Type.Integer() }),
});
