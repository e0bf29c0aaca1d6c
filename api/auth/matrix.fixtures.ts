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
  'reports:read': ['owner', 'member', 'key'],
  'reports:write': ['owner', 'member', 'key'],
  'webhooks:read': ['owner', 'member', 'key'],
  'webhooks:write': ['owner', 'member', 'key'],
  'ai:read': ['owner', 'member', 'key'],
  'ai:write': ['owner', 'member', 'key'],
  'ai-settings:write': ['owner', 'key'],
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
  createSummary: 'ai:write',
  askQuestion: 'ai:write',
  weighRisk: 'ai:write',
  classify: 'ai:write',
  listAnswers: 'ai:read',
  readAnswer: 'ai:read',
  readAiUsage: 'ai:read',
  readAiSettings: 'ai:read',
  changeAiSettings: 'ai-settings:write',
  searchGlossary: 'ai:read',
  readTerm: 'ai:read',
  explainTerm: 'ai:write',
  createReport: 'reports:write',
  listReports: 'reports:read',
  readReport: 'reports:read',
  renderReport: 'reports:write',
  deleteReport: 'reports:write',
  createReportSchedule: 'reports:write',
  listReportSchedules: 'reports:read',
  readReportSchedule: 'reports:read',
  updateReportSchedule: 'reports:write',
  deleteReportSchedule: 'reports:write',
  createReportTemplate: 'reports:write',
  listReportTemplates: 'reports:read',
  readReportTemplate: 'reports:read',
  listReportTemplateVersions: 'reports:read',
  previewReportTemplate: 'reports:read',
  updateReportTemplate: 'reports:write',
  deleteReportTemplate: 'reports:write',
  createReportFile: 'reports:write',
  listReportFiles: 'reports:read',
  readReportFile: 'reports:read',
  deleteReportFile: 'reports:write',
  // The link is the permission.
  download: 'public',
};

/** What has to be there of a firm for an operation that names nothing in its path. */
export const BEFORE: Record<string, (firm: FixtureFirm) => Promise<unknown>> = {
  readDatajudAccess: giveDatajudKey,
  deleteDatajudAccess: giveDatajudKey,
};

function giveDatajudKey({ pool, tenantId }: FixtureFirm): Promise<unknown> {
  return withTenant(pool, tenantId, ({ client }) =>
    client.query(
      `insert into datajud_accesses (tenant_id, sealed_key, requests_per_minute, requests_per_day) values ($1, 'sealed', 1, 1)
       on conflict do nothing`,
      [tenantId],
    ),
  );
}
