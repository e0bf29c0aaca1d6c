import { Type } from '@sinclair/typebox';
import { contract } from './contract.ts';

const Number20 = Type.String({ pattern: '^[0-9]{20}$' });
const Id = Type.String({ minLength: 5, maxLength: 64 });

/** What a firm's own key to DataJud is sealed for. */
export const DATAJUD_ACCESS = 'datajud-access';

/** One gateway per court (tenant `court-<alias>`): asks for everybody, once. */
export const datajudFetcher = contract('datajud-fetcher', {
  /** A firm watches these numbers from now on. */
  watch: Type.Object({
    tenant: Id,
    cases: Type.Array(Type.Object({ number: Number20, processId: Id }), { maxItems: 5_000 }),
    /** A superior court that the case may have gone up to is asked on a slower beat. */
    beat: Type.Union([Type.Literal('primary'), Type.Literal('superior')]),
    /** Someone is waiting for the first answer. */
    urgent: Type.Boolean(),
  }),
  unwatch: Type.Object({ tenant: Id, numbers: Type.Array(Number20, { maxItems: 5_000 }) }),
  /** A person waits for this number. */
  refresh: Type.Object({ tenant: Id, number: Number20, processId: Id, jobId: Id }),
  /** The gateway's own heartbeat: ask for what is due. One of an earlier `beat` than the latest is passed over. */
  sweep: Type.Object({ beat: Type.Optional(Type.Integer()) }),
});
