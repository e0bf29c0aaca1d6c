import type { AnyElysia } from 'elysia';
import { aiQuestions } from './ai/ask-routes.ts';
import { ai } from './ai/routes.ts';
import { apiKeys } from './api-keys/routes.ts';
import { casePages } from './case-page/routes.ts';
import { channelPrices } from './channel-prices/routes.ts';
import { channels } from './channels/routes.ts';
import { checks } from './checks/routes.ts';
import { courts } from './courts/routes.ts';
import { datajudAccess } from './datajud-access/routes.ts';
import type { ApiDeps } from './deps.ts';
import { downloads } from './downloads/routes.ts';
import { escalationPolicy } from './escalation/routes.ts';
import { events } from './events/routes.ts';
import { frontend } from './frontend/routes.ts';
import { glossary } from './glossary/routes.ts';
import { health } from './health/routes.ts';
import { imports } from './imports/routes.ts';
import { inbox } from './inbox/routes.ts';
import { jobs } from './jobs/routes.ts';
import { messagePages } from './message-page/routes.ts';
import { movements } from './movements/routes.ts';
import { notices } from './notifications/notice-routes.ts';
import { notifications } from './notifications/routes.ts';
import { oneTimeLinks } from './one-time-links/routes.ts';
import { people } from './people/routes.ts';
import { problemPages } from './problems/routes.ts';
import { processes } from './processes/routes.ts';
import { reportFiles } from './report-files/routes.ts';
import { reportSchedules } from './report-schedules/routes.ts';
import { reportTemplates } from './report-templates/routes.ts';
import { reports } from './reports/routes.ts';
import { sessions } from './sessions/routes.ts';
import { subscriptions } from './subscriptions/routes.ts';
import { templates } from './templates/routes.ts';
import { tenants } from './tenants/routes.ts';
import { webhookDeliveries } from './webhooks/delivery-routes.ts';
import { webhooks } from './webhooks/routes.ts';

/** Every part of the API. A new one is a folder with a `routes.ts`, and a line here. */
export function modules(deps: ApiDeps): AnyElysia[] {
  return [
    health(deps),
    problemPages(deps),
    tenants(deps),
    sessions(deps),
    apiKeys(deps),
    processes(deps),
    movements(deps),
    checks(deps),
    aiQuestions(deps),
    ai(deps),
    glossary(deps),
    imports(deps),
    jobs(deps),
    events(deps),
    courts(deps),
    datajudAccess(deps),
    webhooks(deps),
    webhookDeliveries(deps),
    reports(deps),
    reportSchedules(deps),
    reportTemplates(deps),
    reportFiles(deps),
    downloads(deps),
    people(deps),
    channels(deps),
    subscriptions(deps),
    notifications(deps),
    notices(deps),
    inbox(deps),
    templates(deps),
    escalationPolicy(deps),
    channelPrices(deps),
    frontend(deps),
    oneTimeLinks(deps),
    casePages(deps),
    messagePages(deps),
  ];
}
