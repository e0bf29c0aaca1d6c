/** Every scope with what it allows. An operation asks for exactly one of them. */
export const SCOPES = {
  'tenant:read': 'Read the firm itself',
  'sessions:read': 'List one’s own sessions',
  'sessions:write': 'End one’s own sessions',
  'api-keys:read': 'List API keys',
  'api-keys:write': 'Create and revoke API keys',
  'processes:read': 'Read processes, their movements and the evidence of checks',
  'processes:write': 'Register, change, refresh, import and delete processes',
  'ai:read': 'Read summaries and answers, the glossary, and what they have cost',
  'ai:write': 'Ask for summaries and answers',
  'ai-settings:write': 'Say whether content of cases may go to models, and what that may cost',
  'jobs:read': 'Read jobs and their progress',
  'jobs:write': 'Cancel jobs',
  'events:read': 'Read the feed of events',
  'courts:read': 'Read the state of the courts',
  'datajud:read': 'Read the firm’s own access to DataJud',
  'datajud:write': 'Give and forget the firm’s own key to DataJud',
  'channels:read': 'Read the firm’s connected channels',
  'channels:write': 'Connect, change and disconnect channels',
  'webhooks:read': 'Read webhook endpoints and their deliveries',
  'reports:read': 'Read reports, their files, schedules and templates',
  'reports:write': 'Make and delete reports, schedules and templates',
  'webhooks:write': 'Create, change, test, resend and delete webhook endpoints',
  'people:read': 'Read people, their channels and their subscriptions',
  'people:write': 'Create, change and erase people, their channels and their subscriptions',
  'notifications:read': 'Read what people were told, their inboxes and the words that are used',
  'notifications:write': 'Acknowledge, mark and resend messages, change templates and the escalation policy',
} as const;

export type Scope = keyof typeof SCOPES;
export type Role = 'owner' | 'member';

const ALL = Object.keys(SCOPES) as Scope[];

/** Keys of the firm, and whether its clients' cases may leave the house, are the owner's business. */
const OWNER_ONLY: readonly Scope[] = [
  'api-keys:write',
  'datajud:write',
  'ai-settings:write',
  'channels:write',
];

/** What a person may do, by role. */
export const ROLE_SCOPES: Record<Role, readonly Scope[]> = {
  owner: ALL,
  member: ALL.filter((scope) => !OWNER_ONLY.includes(scope)),
};

/** What an API key may be given: a leaked key must not make more keys or end people's sessions. */
export const KEY_SCOPES: readonly Scope[] = ALL.filter(
  (scope) => scope !== 'api-keys:write' && !scope.startsWith('sessions:'),
);

/** Who asks: a person with an access token, or a program with an API key. */
export interface Principal {
  readonly tenantId: string;
  readonly scopes: ReadonlySet<string>;
  readonly userId?: string;
  readonly role?: Role;
  /** Family of the session that the access token belongs to. */
  readonly sessionId?: string;
  readonly apiKeyId?: string;
}

/** Id of the person or key behind a request, for `created_by`. */
export function actorOf(principal: Principal): string | null {
  return principal.userId ?? principal.apiKeyId ?? null;
}
