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
  /** The mailbox, made when it is missing; undefined when the partition is not open here or memory is full. */
  get(partition: number, tenant: string, key: string): Mailbox | undefined;
  find(tenant: string, key: string): Mailbox | undefined;
  /** Whether this very mailbox is still the present one. */
  has(box: Mailbox): boolean;
  evict(which: (box: Mailbox) => boolean): void;
  readonly size: number;
}

/** @param capacity mailboxes in memory; the actors beyond wait in Postgres until others leave */
export function createResidents(capacity: number): Residents {
  const partitions = new Map<number, Partition>();
  const address = (tenant: string, key: string) => `${tenant} ${key}`;
  let size = 0;

  return {
    get size() {
      return size;
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
      size -= partition.boxes.size;
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
      if (!box && size < capacity) {
        const lease = { partition: number, epoch: partition.epoch, signal: partition.controller.signal };
        box = createMailbox(tenant, key, lease);
        partition.boxes.set(address(tenant, key), box);
        size++;
      }
      return box;
    },
    find: (tenant, key) => partitions.get(partitionOf(tenant))?.boxes.get(address(tenant, key)),
    has: (box) => partitions.get(box.partition)?.boxes.get(address(box.tenant, box.key)) === box,
    evict(which) {
      for (const { boxes } of partitions.values()) {
        for (const [name, box] of boxes) {
          if (box.deliveries.size > 0 || !which(box)) continue;
          boxes.delete(name);
          size--;
        }
      }
    },
  };
}
