import { newId } from '../actors/contracts/ids.ts';
import { createAnswers } from '../db/ai/answers.ts';
import type { Pool } from '../db/pool.ts';
import { withTenant } from '../db/tenant.ts';

/** A PNG. */
const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A firm whose things another firm must not reach. */
export interface FixtureFirm {
  tenantId: string;
  userId: string;
  /** Family of a session of its owner. */
  sessionId: string;
  /** Access token of its owner. */
  token: string;
  pool: Pool;
  call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
}

/**
 * How to make a firm's own thing for a path parameter, by the parameter's name; answers its id. `made` holds what was made
 * for the parameters before it in the same path. A new path parameter needs an entry here.
 */
export const FIXTURES: Record<string, (firm: FixtureFirm, made: Record<string, string>) => Promise<string>> =
  {
    async apiKeyId(firm) {
      const { body } = await firm.call('POST', '/v1/api-keys', { name: 'x', scopes: ['events:read'] });
      return String(body.id);
    },
    async sessionId(firm) {
      return firm.sessionId;
    },
    async processId(firm) {
      const { body } = await firm.call('POST', '/v1/processes', { number: '0000001-17.2099.8.26.0001' });
      return String(body.id);
    },
    /** Of an import, which is a job that every operation on jobs takes. */
    async jobId(firm) {
      const { body } = await firm.call('POST', '/v1/imports', { processes: ['0000001-12.2099.8.19.0001'] });
      return String(body.id);
    },
    async answerId(firm) {
      const id = newId('answer');
      const row = {
        id,
        task: 'term' as const,
        processId: null,
        jobId: null,
        input: { term: 'citação' },
        createdBy: null,
      };
      await withTenant(firm.pool, firm.tenantId, (tx) => createAnswers(tx, [row]));
      return id;
    },
    async eventId(firm) {
      // Not from the feed: that waits for transactions of others which may be open.
      const { rows } = await withTenant(firm.pool, firm.tenantId, ({ client }) =>
        client.query<{ id: string }>('select id from events limit 1'),
      );
      if (!rows[0]) throw new Error('a firm that signed up has an event');
      return rows[0].id;
    },
    async webhookId(firm) {
      const { body } = await firm.call('POST', '/v1/webhooks', { url: 'https://example.com/lux' });
      return String(body.id);
    },
    async reportId(firm) {
      const { body } = await firm.call('POST', '/v1/reports', { kind: 'portfolio' });
      return String(body.subject);
    },
    async templateId(firm) {
      const { body } = await firm.call('POST', '/v1/report-templates', { name: 'x', body: {} });
      return String(body.id);
    },
    async scheduleId(firm) {
      const schedule = { name: 'x', kind: 'portfolio', trigger: { cron: '0 8 * * 1' } };
      const { body } = await firm.call('POST', '/v1/report-schedules', schedule);
      return String(body.id);
    },
    async fileId(firm) {
      const { body } = await firm.call('POST', '/v1/report-files', { name: 'x.png', content: ONE_PIXEL });
      return String(body.id);
    },
    async deliveryId(firm, { webhookId }) {
      const id = newId('delivery');
      await withTenant(firm.pool, firm.tenantId, ({ client }) =>
        client.query(
          `insert into webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, body)
           values ($1, $2, $3, $4, 'webhook.test', '{}')`,
          [firm.tenantId, id, webhookId, newId('event')],
        ),
      );
      return id;
    },
    async personId(firm) {
      return makePersonOf(firm);
    },
    async linkId(firm, { personId }) {
      const { body } = await firm.call('GET', `/v1/people/${personId}/links`);
      const [link] = body.data as { id: string }[];
      if (!link) throw new Error('a person with an e-mail address has a link');
      return link.id;
    },
    async connectionId(firm) {
      const id = newId('connection');
      await withTenant(firm.pool, firm.tenantId, ({ client }) =>
        client.query(
          "insert into channel_connections (tenant_id, id, channel, name, sealed) values ($1, $2, 'telegram', 'x', 'sealed')",
          [firm.tenantId, id],
        ),
      );
      return id;
    },
    async subscriptionId(firm) {
      const personId = await makePersonOf(firm);
      const { body } = await firm.call('POST', '/v1/subscriptions', { personId, name: 'Tudo' });
      return String(body.id);
    },
    async notificationId(firm) {
      const [id, personId] = [newId('notification'), await makePersonOf(firm)];
      await withTenant(firm.pool, firm.tenantId, async ({ client }) => {
        await client.query(
          `insert into notifications (tenant_id, id, person_id, kind, event_class, process_ids, event_ids)
           values ($1, $2, $3, 'single', 'critical', '{}', '{}')`,
          [firm.tenantId, id, personId],
        );
        await client.query(
          `insert into notification_sends (tenant_id, id, notification_id, person_id, channel, state)
           values ($1, $2, $3, $4, 'inbox', 'delivered')`,
          [firm.tenantId, newId('send'), id, personId],
        );
      });
      return id;
    },
  };

/** A person with an address of their own: no two of a firm may share one. */
async function makePersonOf(firm: FixtureFirm): Promise<string> {
  const email = `${newId('person')}@example.com`;
  const { body } = await firm.call('POST', '/v1/people', { name: 'Bia', email });
  return String(body.id);
}

/** Path parameters that name what is public: everybody gets the same answer. */
export const PUBLIC_THINGS: Record<string, string> = {
  alias: 'tjsp',
  term: 'citacao',
  token: 'WyJ0ZW5f.c2ln',
};
