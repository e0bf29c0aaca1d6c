import type { Access } from '../gateway/accesses.ts';
import type { Answer } from '../gateway/search.ts';
import type { Work } from '../handlers/choose-work.ts';
import type { FetcherParts, GatewayContext } from '../parts.ts';
import { sweepNow } from '../sweep-again.ts';
import { writeRequest } from './record.ts';

export interface RefusedRequest {
  alias: string;
  requestId: string;
  work: Work;
  answer: Answer;
  payer: Access;
  failure: 'unauthorized' | 'rate-limited';
}

/** Until the bucket of a minute has filled again. */
const REST_MS = 60_000;

/**
 * DataJud refuses a firm's own key, or has had too much of it. That says nothing about the court, and nobody else waits for it:
 * the key is left alone, for good or for a while, and the firm's cases are asked about with the shared one.
 */
export async function digestRefusedAccess(
  parts: FetcherParts,
  ctx: GatewayContext,
  { alias, requestId, work, answer, payer, failure }: RefusedRequest,
): Promise<void> {
  if (failure === 'unauthorized') await parts.accesses.refuse(payer);
  else parts.accesses.rest(payer, REST_MS);
  ctx.log.warn(
    { alias, firm: payer.tenantId, failure, request: requestId },
    "DataJud refuses a firm's own key",
  );
  ctx.writePlatform((client) =>
    writeRequest(
      client,
      {
        id: requestId,
        alias,
        mode: work.mode,
        askedAt: answer.askedAt,
        answeredAt: answer.answeredAt,
        outcome: failure,
        httpStatus: answer.httpStatus,
        numbers: work.cases.length,
        hits: null,
        error: "the firm's own key was refused",
      },
      work.cases.map(({ number }) => ({ number, result: 'unavailable' as const, sourceUpdatedAt: null })),
    ),
  );
  sweepNow(ctx);
}
