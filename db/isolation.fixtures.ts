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
  // Names of bots that everybody may write to.
  'rt.platform_bots': 'r',
  // Counters of requests by a hash or an id.
  'rt.rate_windows': 'arwd',
};

/** Tenant tables of which the application may do less, or more, than all four within its own firm. */
export const APP_TENANT: Record<string, Rights> = {
  'public.events': 'ar',
  // What models may cost is the workers' to write; the firm sets whether they may be asked.
  'public.ai_answers': 'ar',
  'public.ai_batches': 'r',
  'public.ai_budgets': 'r',
  'public.ai_calls': 'r',
  'public.ai_settings': 'arw',
  'public.job_drafts': 'r',
  // Counted, never forgotten.
  'public.bot_usage': 'arw',
  // The ledger is proof.
  'public.notification_ledger': 'ar',
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
  'public.bot_usage': 'arw',
  'public.notification_ledger': 'ar',
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
    // By the token of a mail.
    'auth.link_by_unsubscribe',
    // Ids of the bound firm.
    'auth.processes_marked',
    'auth.session_by_refresh',
    'auth.user_by_email',
    'public.current_tenant',
    // How words are written in an index.
    'public.process_marks',
    'public.pt_fold',
    'public.pt_query',
    // Run with the caller's own rights.
    'rt.send',
    'rt.send_unless_full',
  ],
  lux_runtime: [
    // Before the firm of a chat or a receipt is known.
    'auth.channel_connections',
    'auth.connection_owner',
    'auth.datajud_accesses',
    'auth.events_after',
    'auth.expire_idempotency_keys',
    'auth.expire_import_lines',
    'auth.expire_jobs',
    'auth.expire_sessions',
    'auth.link_by_address',
    'auth.link_by_code',
    // Who leaves a chat leaves every firm that it was linked at.
    'auth.links_by_address',
    // A number that changed hands has done so at every firm; answers their ids alone.
    'auth.links_contradicted',
    'auth.processes_marked',
    'auth.refuse_datajud_access',
    'auth.send_by_provider',
    'auth.tenant_plans',
    // Ids of endpoints with an old log, for their lanes.
    'auth.webhooks_to_clear',
    'public.current_tenant',
    'public.process_marks',
    'public.pt_fold',
    'public.pt_query',
    'rt.actors_with_mail',
    'rt.commit_turns',
    'rt.redrive',
    'rt.refill',
    'rt.send',
    'rt.send_unless_full',
    'rt.wake_reminders',
  ],
};
