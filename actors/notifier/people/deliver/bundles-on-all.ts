import type { Happening } from '../../../contracts/happening.ts';
import type { Bundle, MessageKind } from '../../../telling/gather.ts';
import type { LaneView } from '../lane.ts';

/** What is told on every channel that a person has: one message, or two where only some channels may tell of a sealed case. */
export function bundlesOnAll(
  { person, routes }: Pick<LaneView, 'person' | 'routes'>,
  kind: MessageKind,
  happenings: Happening[],
): Bundle[] {
  const channels = [...routes.routes.keys()];
  const isSealed = happenings.some(({ sealed }) => sealed);
  const groups = isSealed
    ? [true, false].map((granted) =>
        channels.filter((one) => person.sealedChannels.includes(one) === granted),
      )
    : [channels];
  return groups.flatMap((group, i): Bundle[] => {
    if (group.length === 0) return [];
    const sealedGranted = isSealed && i === 0;
    return [{ kind, happenings, channels: group, sealedGranted, heldSince: null, heldFor: null }];
  });
}
