/** Tells that events of a firm may have come: a doorbell, not a road. What was missed is found by looking. */
export interface EventSignal {
  /** Calls `ring` when there may be something new for the firm. Answers how to stop. */
  subscribe(tenantId: string, ring: () => void): () => void;
  /** Whether rings can be relied on at the moment; when not, streams look every second. */
  isLive(): boolean;
}

/** Never rings: streams look every second. */
export const SILENT: EventSignal = { subscribe: () => () => {}, isLive: () => false };
