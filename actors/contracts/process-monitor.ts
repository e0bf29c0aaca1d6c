import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';

const Number20 = Type.String({ pattern: '^[0-9]{20}$' });
const Id = Type.String({ minLength: 5, maxLength: 64 });

/** The owner of a firm's watch list and of the history of its cases. */
export const processMonitor = contract('process-monitor', {
  /** A case was registered (or watched again): have its courts asked. */
  watch: Type.Object({ processId: Id, number: Number20 }),
  /** A case was paused or deleted. */
  unwatch: Type.Object({ processId: Id, number: Number20 }),
  /** A person asked for it now. */
  refresh: Type.Object({ processId: Id, number: Number20, jobId: Id }),
  /** A bulk import whose lines wait in import_lines. */
  import: Type.Object({ jobId: Id }),
  /** What a court's gateway found out about numbers that this firm watches. */
  observed: Type.Object({
    alias: Type.String(),
    requestId: Id,
    checkedAt: Type.String(),
    /** Documents whose content differs from what was known; read them from court.documents. */
    documents: Type.Array(Type.Object({ number: Number20, grau: Type.String(), contentHash: Type.String() })),
    /** Numbers that the court has no record of. */
    absent: Type.Array(Number20),
    /** Refresh jobs that this answers, with the outcome in words when the court could not be asked. */
    jobs: Type.Array(Type.Object({ jobId: Id, number: Number20, failure: Type.Optional(Type.String()) })),
  }),
});
