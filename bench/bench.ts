import type { RunningNats } from '../compose/stack/nats.ts';
import type { DatabaseUrls } from '../db/bootstrap.ts';

/** One measured figure: a line of JSON in the terminal and in the file of `--out`. */
export interface Figure {
  /** `runtime.throughput`, or with what was measured behind a slash: `runtime.throughput/send`. */
  name: string;
  value: number;
  /** `messages/s`, `ms`, `ratio`, `requests/case` ... */
  unit: string;
  /** What it is compared with, and that one's figure in the same unit and the same run. */
  peer?: { name: string; value: number };
  /** `value / peer.value`, or another ratio that the name explains. */
  ratio?: number;
  /** What the issue asks for, as text: `>= 2`. */
  target?: string;
}

export interface Redis {
  port: number;
}

/** What a measurement gets. Servers are started at the first call; those of a run are stopped at its end, and the broker with its measurement. */
export interface BenchContext {
  /** A new migrated database on a Postgres that commits to disk, as in production. */
  database(): Promise<DatabaseUrls>;
  /** A broker of the measurement's own, the same at every call. */
  nats(): Promise<RunningNats>;
  redis(): Promise<Redis>;
  /** Records a figure. */
  figure(figure: Figure): void;
  /** A remark for the person who watches; goes to stderr. */
  say(text: string): void;
  /** Called at the end of the measurement, last first. */
  onEnd(close: () => unknown): void;
  /** Fewer messages and repetitions, to see that it runs: `--quick`. */
  quick: boolean;
}

/** A file `bench/<group>.<name>.ts` exports these two. */
export interface Bench {
  /** One sentence: what is measured, and how. */
  describe: string;
  run(context: BenchContext): Promise<void>;
}
