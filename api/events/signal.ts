import type { EventSignal } from '../../actors/runtime/nats/event-signal.ts';

export type { EventSignal };

/** Never rings: streams look every second. */
export const SILENT: EventSignal = { subscribe: () => () => {}, isLive: () => false };
