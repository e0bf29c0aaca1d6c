import type { Happening } from '../contracts/happening.ts';
import type { PersonChannel } from '../contracts/people.ts';

/** How news is put into words: by itself, gathered, or passed on. */
export const MESSAGE_KINDS = ['single', 'digest', 'summary', 'storm', 'escalation'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What becomes one message: these events, on these channels. */
export interface Bundle {
  kind: MessageKind;
  happenings: Happening[];
  channels: PersonChannel[];
  sealedGranted: boolean;
  /** Since when it was held, where it was. */
  heldSince: Date | null;
  heldFor: string | null;
}

/** One event on one channel whose time has come; what has no batch is told by itself. */
export interface Ready {
  happening: Happening;
  channel: PersonChannel;
  batch: string | null;
  reason: string | null;
  /** Of what waited. */
  since: Date | null;
}

/**
 * Puts together what is told together. The same events on several channels are one message, unless only some of them may
 * carry the content of a sealed case.
 */
export function gather(ready: readonly Ready[], sealedChannels: readonly PersonChannel[]): Bundle[] {
  const batches = new Map<string, Ready[]>();
  for (const one of ready) {
    const key =
      one.batch === null ? `${one.happening.eventId} ${one.channel}` : `${one.batch} ${one.channel}`;
    const batch = batches.get(key);
    if (batch) batch.push(one);
    else batches.set(key, [one]);
  }
  const bundles = new Map<string, Bundle>();
  for (const batch of batches.values()) {
    const [first] = batch;
    if (!first) continue;
    const { channel } = first;
    const happenings = batch.map(({ happening }) => happening);
    const sealedGranted = sealedChannels.includes(channel);
    const kind = kindOf(batch);
    const marks = happenings.some(({ sealed }) => sealed) ? sealedGranted : '';
    const key = [kind, marks, ...happenings.map(({ eventId }) => eventId)].join(' ');
    const bundle = bundles.get(key);
    if (bundle) bundle.channels.push(channel);
    else {
      const held = batch.find(({ since }) => since !== null);
      const fresh: Bundle = {
        kind,
        happenings,
        channels: [channel],
        sealedGranted,
        heldSince: null,
        heldFor: null,
      };
      bundles.set(key, held ? { ...fresh, heldSince: held.since, heldFor: held.reason } : fresh);
    }
  }
  return [...bundles.values()];
}

function kindOf(batch: readonly Ready[]): MessageKind {
  if (batch.length === 1) return 'single';
  const [first] = batch;
  if (first?.batch === 'daily' || first?.batch === 'weekly') return 'summary';
  return first?.batch === 'storm' ? 'storm' : 'digest';
}
