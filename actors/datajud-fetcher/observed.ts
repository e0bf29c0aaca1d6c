import { processMonitor } from '../contracts/process-monitor.ts';
import type { GatewayContext } from './parts.ts';

/** What one firm is told of one answer. */
export interface Observation {
  tenant: string;
  documents: ToldDocument[];
  absent: string[];
  jobs: { jobId: string; number: string; failure?: string }[];
}

export interface ToldDocument {
  document: { number: string; grau: string; contentHash: string };
  /** Movements, about. */
  weight: number;
}

/** In one message: what the monitor takes in within one commit. */
const MOST = { documents: 50, weight: 10_000, absent: 2_000 };

/** Tells each firm's monitor about the numbers that it watches, and about nobody else's. */
export function sendObserved(
  ctx: GatewayContext,
  alias: string,
  check: { requestId: string; checkedAt: Date },
  observations: readonly Observation[],
): void {
  for (const { tenant, documents, absent, jobs } of observations) {
    const parts = portions(documents);
    const last = Math.max(1, parts.length, Math.ceil(absent.length / MOST.absent)) - 1;
    for (let i = 0; i <= last; i++) {
      ctx.send(
        processMonitor,
        'observed',
        { tenant },
        {
          alias,
          requestId: check.requestId,
          checkedAt: check.checkedAt.toISOString(),
          documents: parts[i] ?? [],
          absent: absent.slice(i * MOST.absent, (i + 1) * MOST.absent),
          // A job is done when everything that was found for it has been taken in.
          jobs: i === last ? jobs : [],
        },
      );
    }
  }
}

function portions(documents: readonly ToldDocument[]): ToldDocument['document'][][] {
  const parts: ToldDocument['document'][][] = [];
  let room = { documents: 0, weight: 0 };
  for (const { document, weight } of documents) {
    if (room.documents === 0 || room.weight < weight) {
      parts.push([]);
      room = { documents: MOST.documents, weight: MOST.weight };
    }
    parts.at(-1)?.push(document);
    room = { documents: room.documents - 1, weight: room.weight - weight };
  }
  return parts;
}
