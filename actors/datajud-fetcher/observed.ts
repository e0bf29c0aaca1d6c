import { processMonitor } from '../contracts/process-monitor.ts';
import type { GatewayContext } from './parts.ts';

/** What one firm is told of one answer. */
export interface Observation {
  tenant: string;
  documents: { number: string; grau: string; contentHash: string }[];
  absent: string[];
  jobs: { jobId: string; number: string; failure?: string }[];
}

/** Documents in one message: what the monitor takes in within one commit. */
const PER_MESSAGE = 50;

/** Tells each firm's monitor about the numbers that it watches, and about nobody else's. */
export function sendObserved(
  ctx: GatewayContext,
  alias: string,
  check: { requestId: string; checkedAt: Date },
  observations: readonly Observation[],
): void {
  for (const { tenant, documents, absent, jobs } of observations) {
    for (let i = 0; i === 0 || i < documents.length; i += PER_MESSAGE) {
      const last = i + PER_MESSAGE >= documents.length;
      ctx.send(
        processMonitor,
        'observed',
        { tenant },
        {
          alias,
          requestId: check.requestId,
          checkedAt: check.checkedAt.toISOString(),
          documents: documents.slice(i, i + PER_MESSAGE),
          // A job is done when everything that was found for it has been taken in.
          absent: last ? absent : [],
          jobs: last ? jobs : [],
        },
      );
    }
  }
}
