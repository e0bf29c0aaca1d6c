import { withTenant } from '../../db/tenant.ts';
import type { FixtureFirm } from '../two-tenants.fixtures.ts';
import type { Role, Scope } from './policy.ts';

/** What a request may come with: a token of a person of a role, or an API key. */
export type Caller = Role | 'key';

/**
 * Who may hold a scope: what the product promises, written down a second time, so that a slip in `policy.ts` fails. A new
 * scope needs a line.
 */
export const WHO: Record<Scope, readonly Caller[]> = {
  'tenant:read': ['owner', 'member', 'key'],
  'sessions:read': ['owner', 'member'],
  'sessions:write': ['owner', 'member'],
  'api-keys:read': ['owner', 'member', 'key'],
  'api-keys:write': ['owner'],
  'processes:read': ['owner', 'member', 'key'],
  'processes:write': ['owner', 'member', 'key'],
  'jobs:read': ['owner', 'member', 'key'],
  'jobs:write': ['owner', 'member', 'key'],
  'events:read': ['owner', 'member', 'key'],
  'courts:read': ['owner', 'member', 'key'],
  'datajud:read': ['owner', 'member', 'key'],
  'datajud:write': ['owner', 'key'],
  'webhooks:read': ['owner', 'member', 'key'],
  'webhooks:write': ['owner', 'member', 'key'],
  'people:read': ['owner', 'member', 'key'],
  'people:write': ['owner', 'member', 'key'],
  'notifications:read': ['owner', 'member', 'key'],
  'notifications:write': ['owner', 'member', 'key'],
  'ai:read': ['owner', 'member', 'key'],
  'ai:write': ['owner', 'member', 'key'],
};

/** What every operation asks for, by its operationId. A new operation needs a line: without one the matrix fails. */
export const OPERATIONS: Record<string, Scope | 'public'> = {
  isLive: 'public',
  isReady: 'public',
  readMetrics: 'public',
  listProblems: 'public',
  readProblem: 'public',
  signUp: 'public',
  signIn: 'public',
  refreshSession: 'public',
  readTenant: 'tenant:read',
  listSessions: 'sessions:read',
  signOut: 'sessions:write',
  endSession: 'sessions:write',
  createApiKey: 'api-keys:write',
  listApiKeys: 'api-keys:read',
  revokeApiKey: 'api-keys:write',
  createProcess: 'processes:write',
  listProcesses: 'processes:read',
  readProcess: 'processes:read',
  updateProcess: 'processes:write',
  deleteProcess: 'processes:write',
  refreshProcess: 'processes:write',
  listInstances: 'processes:read',
  listMovements: 'processes:read',
  listChecks: 'processes:read',
  createImport: 'processes:write',
  readImport: 'processes:read',
  listImportLines: 'processes:read',
  listJobs: 'jobs:read',
  readJob: 'jobs:read',
  cancelJob: 'jobs:write',
  followJob: 'jobs:read',
  listEvents: 'events:read',
  streamEvents: 'events:read',
  readEvent: 'events:read',
  listEventTypes: 'events:read',
  listCourts: 'courts:read',
  readCourt: 'courts:read',
  putDatajudAccess: 'datajud:write',
  readDatajudAccess: 'datajud:read',
  deleteDatajudAccess: 'datajud:write',
  createWebhook: 'webhooks:write',
  listWebhooks: 'webhooks:read',
  readWebhook: 'webhooks:read',
  updateWebhook: 'webhooks:write',
  deleteWebhook: 'webhooks:write',
  rotateWebhookSecret: 'webhooks:write',
  testWebhook: 'webhooks:write',
  resendDeliveries: 'webhooks:write',
  listDeliveries: 'webhooks:read',
  readDelivery: 'webhooks:read',
  listAttempts: 'webhooks:read',
  resendDelivery: 'webhooks:write',
  createPerson: 'people:write',
  listPeople: 'people:read',
  readPerson: 'people:read',
  updatePerson: 'people:write',
  erasePerson: 'people:write',
  listLinks: 'people:read',
  createLink: 'people:write',
  endLink: 'people:write',
  createSubscription: 'people:write',
  previewSubscription: 'people:read',
  listSubscriptions: 'people:read',
  readSubscription: 'people:read',
  updateSubscription: 'people:write',
  deleteSubscription: 'people:write',
  listNotifications: 'notifications:read',
  readNotification: 'notifications:read',
  acknowledgeNotification: 'notifications:write',
  resendNotification: 'notifications:write',
  listNotices: 'notifications:read',
  readNotificationStatistics: 'notifications:read',
  readInbox: 'notifications:read',
  streamInbox: 'notifications:read',
  markRead: 'notifications:write',
  listTemplates: 'notifications:read',
  listTemplateVersions: 'notifications:read',
  addTemplate: 'notifications:write',
  previewTemplate: 'notifications:read',
  readEscalationPolicy: 'notifications:read',
  replaceEscalationPolicy: 'notifications:write',
  showAcknowledgement: 'public',
  acknowledgeByLink: 'public',
  showUnsubscribe: 'public',
  unsubscribe: 'public',
  createSummary: 'ai:write',
  askQuestion: 'ai:write',
  weighRisk: 'ai:write',
  classify: 'ai:write',
  listAnswers: 'ai:read',
  readAnswer: 'ai:read',
  readAiUsage: 'ai:read',
  readAiSettings: 'ai:read',
  changeAiSettings: 'ai:write',
  searchGlossary: 'ai:read',
  readTerm: 'ai:read',
  explainTerm: 'ai:write',
};

/** What has to be there of a firm for an operation that names nothing in its path. */
export const BEFORE: Record<string, (firm: FixtureFirm) => Promise<unknown>> = {
  readDatajudAccess: giveDatajudKey,
  deleteDatajudAccess: giveDatajudKey,
  createSubscription: addPersonOfExample,
};

/** The one that the document's examples name. */
function addPersonOfExample({ pool, tenantId }: FixtureFirm): Promise<unknown> {
  return withTenant(pool, tenantId, ({ client }) =>
    client.query(
      `insert into people (tenant_id, id, name) values ($1, 'per_01kb0v5zq8e3n9t2h4x6m7r8sa', 'Ana') on conflict do nothing`,
      [tenantId],
    ),
  );
}

function giveDatajudKey({ pool, tenantId }: FixtureFirm): Promise<unknown> {
  return withTenant(pool, tenantId, ({ client }) =>
    client.query(
      `insert into datajud_accesses (tenant_id, sealed_key, requests_per_minute, requests_per_day) values ($1, 'sealed', 1, 1)
       on conflict do nothing`,
      [tenantId],
    ),
  );
}
