import type { FaultSpec } from './control/commands.ts';

/** A fault that waits for requests. */
export interface Fault extends FaultSpec {
  id: string;
  /** How many requests have met it. */
  met: number;
  /** Epoch milliseconds, when it ends by time. */
  until: number | null;
}

/**
 * The faults of one sandbox. Without `count` or `forMs` a fault stays until it is cleared. A request meets every
 * `slow` fault of its court, and of the other kinds the one injected first.
 */
export interface Faults {
  inject(spec: FaultSpec): Fault;
  list(): Fault[];
  clear(filter: { id?: string; court?: string }): number;
  /** Counts the request against the faults it meets. */
  meet(court: string): { delayMs: number; fault: Fault | null };
}

export function createFaults(now: () => number): Faults {
  let faults: Fault[] = [];
  let nextId = 1;

  const alive = (fault: Fault) =>
    (fault.until === null || now() < fault.until) && (fault.count === undefined || fault.met < fault.count);

  return {
    inject(spec) {
      const fault: Fault = {
        ...spec,
        id: `fault-${nextId++}`,
        met: 0,
        until: spec.forMs ? now() + spec.forMs : null,
      };
      faults.push(fault);
      return { ...fault };
    },
    list() {
      faults = faults.filter(alive);
      return faults.map((fault) => ({ ...fault }));
    },
    clear({ id, court }) {
      const before = faults.filter(alive);
      const chosen = (fault: Fault) =>
        (id === undefined || fault.id === id) && (court === undefined || fault.court === court);
      faults = before.filter((fault) => !chosen(fault));
      return before.length - faults.length;
    },
    meet(court) {
      if (faults.length === 0) return { delayMs: 0, fault: null };
      faults = faults.filter(alive);
      let delayMs = 0;
      let first: Fault | null = null;
      for (const fault of faults) {
        if (fault.court !== undefined && fault.court !== court) continue;
        if (fault.kind === 'slow') delayMs += fault.delayMs ?? 1000;
        else if (first) continue;
        else {
          first = fault;
          delayMs += fault.delayMs ?? 0;
        }
        fault.met++;
      }
      return { delayMs, fault: first };
    },
  };
}
