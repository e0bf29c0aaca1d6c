import { type NewEvent, newEvent } from '../../../db/events/append.ts';

/** `channel.disabled`: a link of a person, or a connection of the firm, is not used any more. */
export function channelDisabled(
  aggregateId: string,
  data: { channel: string; reason: string; personId?: string; connectionId?: string },
  causationId: string,
): NewEvent {
  return newEvent('channel.disabled', { aggregate: 'channel', aggregateId, version: 0, causationId, data });
}
