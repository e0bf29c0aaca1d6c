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
}

/**
 * DataJud refuses a firm's own key. That says nothing about the court: the key is not used again, and the firm's cases
 * are asked about with the shared one.
 */
export async function digestRefusedAccess(
  parts: FetcherParts,
  ctx: GatewayContext,
  { alias, requestId, work, answer, payer }: RefusedRequest,
): Promise<void> {
  await parts.accesses.refuse(payer);
  ctx.log.warn({ alias, firm: payer.tenantId, request: requestId }, "DataJud refuses a firm's own key");
  ctx.writePlatform((client) =>
    writeRequest(
      client,
      {
        id: requestId,
        alias,
        mode: work.mode,
        askedAt: answer.askedAt,
        answeredAt: answer.answeredAt,
        outcome: 'unauthorized',
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
