import type { Happening } from './happening.ts';
import { MATTER_TAG, type SubscriptionFilter } from './people.ts';

/**
 * Does a subscription take this? What is for certain people is nobody's to subscribe to. Everything that `include` names must hold, and then nothing that `exclude` names. An
 * exclusion by group, importance or class never removes what is critical: only its case, tag or court can.
 */
export function takes(
  { include, exclude }: { include: SubscriptionFilter; exclude: SubscriptionFilter },
  happening: Happening,
): boolean {
  if (happening.addressees !== null || !holds(include, happening)) return false;
  if (isEmpty(exclude) || !holds(exclude, happening)) return true;
  return happening.eventClass === 'critical' && hasInterest(exclude);
}

function holds(filter: SubscriptionFilter, happening: Happening): boolean {
  const { process, tribunal, group, importance, eventClass } = happening;
  const tags = happening.tags.map((tag) => tag.toLowerCase());
  return (
    passes(filter.processIds, (id) => id === process?.id) &&
    passes(filter.matters, (name) => tags.includes(`${MATTER_TAG}${name.toLowerCase()}`)) &&
    passes(filter.tags, (tag) => tags.includes(tag.toLowerCase())) &&
    passes(filter.tribunals, (name) => name.toLowerCase() === tribunal?.toLowerCase()) &&
    passes(filter.groups, (slug) => slug === group) &&
    passes(filter.importances, (one) => one === importance) &&
    passes(filter.classes, (one) => one === eventClass)
  );
}

function passes<T>(wanted: readonly T[] | undefined, test: (value: T) => boolean): boolean {
  return !wanted || wanted.length === 0 || wanted.some(test);
}

function isEmpty(filter: SubscriptionFilter): boolean {
  return Object.values(filter).every((list) => !list || list.length === 0);
}

function hasInterest({ groups, importances, classes }: SubscriptionFilter): boolean {
  return [groups, importances, classes].some((list) => list && list.length > 0);
}
