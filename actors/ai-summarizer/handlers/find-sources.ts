import type { AnswerRow } from '../../../db/ai/answers.ts';
import { readSources } from '../../../db/ai/sources.ts';
import type { JobError } from '../../../db/jobs/job.ts';
import { findSecrecy } from '../../../db/processes/secrecy.ts';
import type { TenantTx } from '../../../db/tenant.ts';
import type { ProcessRef } from '../../contracts/events.ts';
import { MOST_MOVEMENTS, prepareSources } from '../sources/prepare.ts';
import type { Sources } from '../sources/sources.ts';

export type SourcesOrWhyNot = { process: ProcessRef | null; sources: Sources } | { whyNot: JobError };

const NOT_WATCHED: JobError = {
  message: 'O processo não é mais acompanhado pelo escritório.',
  fix: 'Cadastre-o de novo e repita o pedido.',
};
const SEALED: JobError = {
  message: 'O processo corre em segredo de justiça: nada dele é resumido nem enviado a um modelo.',
  fix: 'Consulte os autos no tribunal.',
};

/** Why nothing of a case may be kept any more: it was sealed or dropped while the answer was written. */
export async function whyNotKept(tx: TenantTx, processId: string | null): Promise<JobError | undefined> {
  if (processId === null) return undefined;
  const found = await findSecrecy(tx, processId);
  if (!found) return NOT_WATCHED;
  return found.sealed ? SEALED : undefined;
}

const NOTHING: Sources = { headers: [], movements: [], omitted: 0 };

/** What a question may be answered from, or why it cannot be, in words for the person who waits. */
export async function findSources(
  tx: TenantTx,
  { processId, task, input }: Pick<AnswerRow, 'processId' | 'task' | 'input'>,
): Promise<SourcesOrWhyNot> {
  if (processId === null) return { process: null, sources: NOTHING };
  const found = await readSources(tx, processId, MOST_MOVEMENTS);
  if (found.found === 'none') return { whyNot: NOT_WATCHED };
  if (found.found === 'sealed') return { whyNot: SEALED };
  const sources = prepareSources(found);
  // A document is classified by its own text.
  const needsNone = task === 'classification' && input.text !== undefined;
  if (sources.movements.length === 0 && !needsNone) {
    const message = 'O tribunal ainda não informou nenhum movimento deste processo.';
    return {
      whyNot: {
        message,
        fix: 'Espere a primeira resposta do tribunal, ou peça uma consulta agora, e repita o pedido.',
      },
    };
  }
  return { process: found.process, sources };
}
