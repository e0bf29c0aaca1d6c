import type { Mailbox } from './mailbox.ts';

/**
 * Deficit round robin over tenants (Shreedhar and Varghese 1995), round robin over the keys of a tenant, urgent ones first.
 * A visit adds a quantum to the tenant's credit; a turn spends a message each. So a tenant with 100,000
 * messages gets the same share as one with three, and nobody waits for more than one turn of everybody else.
 */
export interface Scheduler {
  /** A mailbox has mail and is not running. */
  add(box: Mailbox): void;
  /** The next turn, or undefined when nobody may run. `count` is how many messages it may take. */
  next(): { box: Mailbox; count: number } | undefined;
  /** A turn of this tenant has ended. */
  finished(tenant: string): void;
  remove(box: Mailbox): void;
  readonly waiting: number;
}

export interface SchedulerOptions {
  /** Messages that a visit allows a tenant of weight 1. */
  quantum: number;
  /** Most messages in one turn. */
  perTurn: number;
  /** Most turns of one tenant at once; urgent ones do not wait for theirs to end. */
  perTenant: number;
  weight?: (tenant: string) => number;
  /** Before the other keys of its tenant. */
  isUrgent?: (box: Mailbox) => boolean;
}

/** Below this a tenant would hold up the search for the next turn. */
const LEAST_WEIGHT = 0.01;

interface Tenant {
  id: string;
  boxes: Mailbox[];
  urgent: Mailbox[];
  credit: number;
  running: number;
  inRing: boolean;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const weight = options.weight ?? (() => 1);
  const tenants = new Map<string, Tenant>();
  let ring: Tenant[] = [];
  let head = 0;
  let waiting = 0;

  function enter(tenant: Tenant): void {
    if (tenant.inRing || !canRun(tenant)) return;
    tenant.inRing = true;
    ring.push(tenant);
  }

  function pop(): Tenant | undefined {
    const tenant = ring[head];
    if (!tenant) return undefined;
    head++;
    // The ring is an array with a moving head; the spent part is cut off now and then.
    if (head > 1_024 && head * 2 > ring.length) {
      ring = ring.slice(head);
      head = 0;
    }
    tenant.inRing = false;
    return tenant;
  }

  function canRun({ boxes, urgent, running }: Tenant): boolean {
    return urgent.length > 0 || (boxes.length > 0 && running < options.perTenant);
  }

  // One that is still in the ring is forgotten when its turn comes: another of the same name must not join it.
  function forgetIdle(tenant: Tenant): void {
    if (isEmpty(tenant) && tenant.running === 0 && !tenant.inRing) tenants.delete(tenant.id);
  }

  return {
    get waiting() {
      return waiting;
    },
    add(box) {
      if (box.scheduled) return;
      box.scheduled = true;
      waiting++;
      let tenant = tenants.get(box.tenant);
      if (!tenant) {
        tenant = { id: box.tenant, boxes: [], urgent: [], credit: 0, running: 0, inRing: false };
        tenants.set(box.tenant, tenant);
      }
      (options.isUrgent?.(box) ? tenant.urgent : tenant.boxes).push(box);
      enter(tenant);
    },
    next() {
      for (let tenant = pop(); tenant; tenant = pop()) {
        if (!canRun(tenant)) {
          forgetIdle(tenant);
          continue;
        }
        const allowance = options.quantum * Math.max(LEAST_WEIGHT, weight(tenant.id));
        tenant.credit = Math.min(tenant.credit + allowance, Math.max(allowance, options.perTurn));
        // A light tenant saves up over several rounds.
        if (tenant.credit < 1) {
          enter(tenant);
          continue;
        }
        const box = (tenant.urgent.shift() ?? tenant.boxes.shift()) as Mailbox;
        box.scheduled = false;
        waiting--;
        const count = Math.max(1, Math.min(box.queue.length, options.perTurn, Math.floor(tenant.credit)));
        tenant.credit -= count;
        tenant.running++;
        if (isEmpty(tenant)) tenant.credit = 0;
        enter(tenant);
        return { box, count };
      }
      return undefined;
    },
    finished(id) {
      const tenant = tenants.get(id);
      if (!tenant) return;
      tenant.running--;
      enter(tenant);
      forgetIdle(tenant);
    },
    remove(box) {
      if (!box.scheduled) return;
      box.scheduled = false;
      waiting--;
      const tenant = tenants.get(box.tenant);
      if (!tenant) return;
      tenant.boxes = tenant.boxes.filter((other) => other !== box);
      tenant.urgent = tenant.urgent.filter((other) => other !== box);
      forgetIdle(tenant);
    },
  };
}

function isEmpty({ boxes, urgent }: Tenant): boolean {
  return boxes.length === 0 && urgent.length === 0;
}
