import type { Random } from '../../datajud-sandbox/data/random.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Operator } from '../cluster/operator.ts';
import type { Docket } from '../workload/docket.ts';
import type { Prober } from '../workload/probes.ts';
import type { Receivers } from '../workload/receivers.ts';

/** What a nemesis may lay its hands on. */
export interface Arena {
  cluster: Cluster;
  receivers: Receivers;
  docket: Docket;
  prober: Prober;
  operator: Operator;
  /** The run is long enough for what takes a minute. */
  patient: boolean;
  say: (line: string) => void;
}

/** Something that is broken now. */
export interface Strike {
  /** What exactly: goes into the log and the report. */
  what: string;
  /** The others are to take over while it is broken: recovery is measured from the strike, not from its end. */
  takeover?: boolean;
  /** It shows only when it lasts. */
  holdAtLeastMs?: number;
  /** Undoes it; called once. */
  heal(): Promise<void>;
}

/** One way to break the cluster. All that it chooses, it chooses by `random`. */
export interface Nemesis {
  name: string;
  /** Why it cannot be had on this system; undefined when it can. */
  unavailable?(cluster: Cluster): string | undefined;
  strike(arena: Arena, random: Random): Promise<Strike>;
}
