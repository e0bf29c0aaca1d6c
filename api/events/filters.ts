import type { FeedFilters } from '../../db/events/feed.ts';
import { Problem } from '../problems/problem.ts';
import { EVENT_TYPES, isEventPattern } from './catalogue.ts';

/** The feed's filters from `?types=movement.*,process.closed&processId=`. @throws Problem invalid-parameter */
export function feedFilters(query: { types?: string; processId?: string }): FeedFilters {
  const wanted = query.types?.split(',') ?? [];
  const unknown = wanted.filter((type) => !isEventPattern(type));
  if (unknown.length > 0) {
    const message = 'There is no such type of event.';
    const fix = `Send some of ${EVENT_TYPES.join(', ')}, or a family such as movement.*`;
    throw new Problem('invalid-parameter', { errors: [{ location: 'query.types', message, fix }] });
  }
  const families = wanted.filter((type) => type.endsWith('.*')).map((type) => type.slice(0, -2));
  const types = wanted.filter((type) => !type.endsWith('.*'));
  return {
    types: types.length > 0 ? types : undefined,
    families: families.length > 0 ? families : undefined,
    processId: query.processId,
  };
}
