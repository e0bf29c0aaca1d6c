import { partitionOf } from '../contracts/subjects.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

interface Partition {
  readonly number: number;
  readonly epoch: number;
  readonly controller: AbortController;
  readonly boxes: Map<string, Mailbox>;
  /** Where the reconciler goes on. */
  cursor: { tenant: string; key: string };
  /** False while it is handed over: running turns may end, nothing new begins. */
  open: boolean;
}

/** The mailboxes in memory, by partition. */
export interface Residents {
  open(partition: number, epoch: number): void;
  /** No new turns; answers its mailboxes. */
  close(partition: number): Mailbox[];
  abort(partition: number, reason: Error): void;
  /** Forgets the partition, gives its deliveries back; answers what it held. */
  drop(partition: number, reason: Error): Mailbox[];
  isOpen(partition: number): boolean;
  partitions(): Iterable<Partition>;
  /** The mailbox, made when it is missing; undefined when the partition is not open here. */
  get(partition: number, tenant: string, key: string): Mailbox | undefined;
  find(tenant: string, key: string): Mailbox | undefined;
  /** Whether this very mailbox is still the present one. */
  has(box: Mailbox): boolean;
  evict(which: (box: Mailbox) => boolean): void;
  readonly size: number;
}

export function createResidents(): Residents {
  const partitions = new Map<number, Partition>();
  const address = (tenant: string, key: string) => `${tenant} ${key}`;

  return {
    get size() {
      let total = 0;
      for (const { boxes } of partitions.values()) total += boxes.size;
      return total;
    },
    open(number, epoch) {
      const controller = new AbortController();
      partitions.set(number, {
        number,
        epoch,
        controller,
        boxes: new Map(),
        cursor: { tenant: '', key: '' },
        open: true,
      });
    },
    close(number) {
      const partition = partitions.get(number);
      if (!partition) return [];
      partition.open = false;
      return [...partition.boxes.values()];
    },
    abort: (number, reason) => partitions.get(number)?.controller.abort(reason),
    drop(number, reason) {
      const partition = partitions.get(number);
      if (!partition) return [];
      partitions.delete(number);
      partition.controller.abort(reason);
      const boxes = [...partition.boxes.values()];
      for (const box of boxes) {
        for (const delivery of box.deliveries.values()) delivery.release();
        box.deliveries.clear();
      }
      return boxes;
    },
    isOpen: (number) => partitions.get(number)?.open === true,
    partitions: () => [...partitions.values()].filter((p) => p.open),
    get(number, tenant, key) {
      const partition = partitions.get(number);
      if (!partition?.open) return undefined;
      let box = partition.boxes.get(address(tenant, key));
      if (!box) {
        const lease = { partition: number, epoch: partition.epoch, signal: partition.controller.signal };
        box = createMailbox(tenant, key, lease);
        partition.boxes.set(address(tenant, key), box);
      }
      return box;
    },
    find: (tenant, key) => partitions.get(partitionOf(tenant))?.boxes.get(address(tenant, key)),
    has: (box) => partitions.get(box.partition)?.boxes.get(address(box.tenant, box.key)) === box,
    evict(which) {
      for (const { boxes } of partitions.values()) {
        for (const [name, box] of boxes) if (which(box) && box.deliveries.size === 0) boxes.delete(name);
      }
    },
  };
}
