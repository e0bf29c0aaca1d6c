import { EVENT_TYPES, isEventPattern } from '../events/catalogue.ts';
import { Problem, type ProblemDetail } from '../problems/problem.ts';

/** @throws Problem webhook-url-refused saying why */
export function requireWebhookUrl(url: string, refuse: (url: string) => string | undefined): void {
  const message = refuse(url);
  if (message === undefined) return;
  const fix = 'Send the https URL of a public host, such as https://example.com/lux.';
  throw new Problem('webhook-url-refused', { errors: [{ location: 'body.url', message, fix }] });
}

/** @throws Problem invalid-body naming each type that does not exist */
export function requireEventTypes(types: readonly string[]): void {
  const errors = types.flatMap((type, i): ProblemDetail[] => {
    if (isEventPattern(type)) return [];
    const message = 'There is no such type of event.';
    return [
      {
        location: `body.eventTypes.${i}`,
        message,
        fix: `Send one of ${EVENT_TYPES.join(', ')}, or a family such as movement.*`,
      },
    ];
  });
  if (errors.length > 0) throw new Problem('invalid-body', { errors });
}
