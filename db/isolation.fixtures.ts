/** What a role may do with a table, in the letters of Postgres' access lists: Append, Read, Write (update), Delete. */
export type Rights = '' | 'r' | 'ar' | 'arw' | 'ard' | 'arwd';

/**
 * Tables without a tenant that the application reaches: what is public, or of nobody. A table without a tenant that is not
 * here must be out of its reach.
 */
export const APP_SHARED: Record<string, Rights> = {
  // Public court data. Rows of cases and checks show only to firms that watch the case.
  'court.courts': 'r',
  'court.requests': 'r',
  'court.cases': 'r',
  'court.checks': 'r',
  // Counters of requests by a hash or an id.
  'rt.rate_windows': 'arwd',
};

/** Tenant tables of which the application may do less, or more, than all four within its own firm. */
export const APP_TENANT: Record<string, Rights> = {
  'public.events': 'ar',
  // What old reports are made from again.
  'public.report_template_versions': 'ar',
  // Sends, and replaces its own sleeping reminders.
  'rt.messages': 'arw',
  // Of the workers alone; who watches what is never shared.
  'court.watchers': '',
  'rt.actor_states': '',
  'rt.dead_letters': '',
};

/** What workers' commits may do, by schema; `events` is append only for everybody. */
export const RUNTIME: Record<string, Rights> = { public: 'arwd', rt: 'arwd', court: 'arwd', drizzle: '' };
export const RUNTIME_LESS: Record<string, Rights> = {
  'public.events': 'ar',
  'public.report_template_versions': 'ar',
  // Gateways get what they need of it from auth.datajud_accesses.
  'public.datajud_accesses': '',
};

/** Functions that a role may call, beside those of Postgres. A new one needs a line, and a thought. */
export const FUNCTIONS = {
  lux_app: [
    // Before a firm is known: by a secret, its hash, or the address of who signs in. They answer one row at the most.
    'auth.api_key_by_hash',
    // Of the bound firm.
    'auth.datajud_used_today',
    'auth.session_by_refresh',
    'auth.user_by_email',
    'public.current_tenant',
    'public.pt_fold',
    // Run with the caller's own rights.
    'rt.send',
    'rt.send_unless_full',
  ],
  lux_runtime: [
    'auth.datajud_accesses',
    'auth.events_after',
    'auth.expire_idempotency_keys',
    'auth.refuse_datajud_access',
    'auth.tenant_plans',
    'public.current_tenant',
    'public.pt_fold',
    'rt.actors_with_mail',
    'rt.commit_turns',
    'rt.redrive',
    'rt.refill',
    'rt.send',
    'rt.send_unless_full',
    'rt.wake_reminders',
  ],
};
