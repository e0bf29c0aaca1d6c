/**
 * Where what a firm or person has given may be found, beside the answers to themselves. Everything else, and every place that
 * is not named, must not have it: the log, the terminal, metrics, problems, the logs of the servers, other subjects and tables.
 * Of credentials the list is empty: no place at all may hold one as it is.
 */
export const WHERE: Record<string, readonly string[]> = {
  // Personal data: where the person is kept, and nowhere else.
  'name of the person': ['table public.users', 'table public.people'],
  'e-mail address': ['table public.users', 'table public.people', 'table public.channel_links'],
  'program of the person': ['table public.sessions'],

  // A firm's own: its tables, its own events in its own feed (and their copy on its own subjects), the live lines of npm start.
  'name of the firm': ['table public.tenants', 'table public.events', 'subject lux.events', 'terminal'],
  'label of a case': [
    'table public.processes',
    'table public.events',
    'subject lux.events',
    'terminal',
    'table public.webhook_deliveries',
    'table public.notifications',
  ],
  'tag of a case': [
    'table public.processes',
    'table public.process_search',
    'table public.events',
    'subject lux.events',
    'table public.webhook_deliveries',
  ],
  'address of a webhook': ['table public.webhook_endpoints', 'table public.events', 'subject lux.events'],
  'description of a webhook': ['table public.webhook_endpoints'],
  'name of an API key': ['table public.api_keys'],
  'line of an import': ['table public.import_lines'],
  'answer of a receiver': ['table public.webhook_attempts'],

  // Published by hand and never understood: kept for the operator who has to mend it.
  'message by hand': ['table rt.dead_letters', 'subject lux.jobs'],

  // For whoever started it.
  'password of the operator': ['terminal'],
};
