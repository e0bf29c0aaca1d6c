import type { Broker } from './connection.ts';

/** A doorbell for what happens at each firm: it rings when an event may have come, and carries nothing. */
export interface EventSignal {
  /** Calls `ring` when there may be something new for the firm. Answers how to stop. */
  subscribe(tenantId: string, ring: () => void): () => void;
  /** Whether rings can be relied on at the moment. */
  isLive(): boolean;
}

/**
 * Rings for each message on `lux.events.<tenant>.>`. One subscription serves every listener of the process. After a
 * reconnection it rings everybody once: what was told meanwhile was missed.
 */
export function createEventSignal(broker: Broker): EventSignal {
  const listeners = new Map<string, Set<() => void>>();
  let subscribed = false;

  function ring(tenantId: string): void {
    for (const listener of listeners.get(tenantId) ?? []) listener();
  }

  broker.onConnected(() => {
    if (!subscribed && broker.connection) {
      subscribed = true;
      broker.connection.subscribe('lux.events.>', {
        callback(error, message) {
          // Refused or closed: listeners go back to looking by themselves.
          if (error) subscribed = false;
          else ring(message.subject.split('.')[2] ?? '');
        },
      });
    }
    for (const tenantId of listeners.keys()) ring(tenantId);
  });

  return {
    subscribe(tenantId, listener) {
      const present = listeners.get(tenantId) ?? new Set();
      listeners.set(tenantId, present.add(listener));
      return () => {
        present.delete(listener);
        if (present.size === 0 && listeners.get(tenantId) === present) listeners.delete(tenantId);
      };
    },
    isLive: () => subscribed && broker.connected,
  };
}
