import type { FileLink } from '../contracts/file-links.ts';
import type { ObjectStore } from '../contracts/object-store.ts';
import type { ActorContext } from '../runtime/context.ts';
import type { BrowserPool } from './browser/pool.ts';

/** What the renderer's handlers work with. */
export interface RendererParts {
  store: ObjectStore;
  link: FileLink;
  pool: BrowserPool;
  /** How long the links of an event are good for. */
  linkSeconds: number;
  /** How long a report is kept. */
  retentionDays: number;
  /** How often a schedule by event looks at the feed. */
  lookEveryMs: number;
  now: () => Date;
}

export type RendererContext = ActorContext<unknown>;
