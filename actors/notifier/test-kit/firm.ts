import { appendEvents, type NewEvent, newEvent } from '../../../db/events/append.ts';
import { createJob } from '../../../db/jobs/create.ts';
import type { Job } from '../../../db/jobs/job.ts';
import { readJob } from '../../../db/jobs/read.ts';
import type { WebhookFilters } from '../../../db/schema/webhook-endpoints.ts';
import { readTenant, type TenantTx, withTenant } from '../../../db/tenant.ts';
import { createEndpoint } from '../../../db/webhooks/create.ts';
import type { Payload } from '../../contracts/contract.ts';
import type { EventData, Importance } from '../../contracts/events.ts';
import { newId } from '../../contracts/ids.ts';
import { notifier } from '../../contracts/notifier.ts';
import { message } from '../../runtime/message.ts';
import type { Harness } from '../../runtime/test-kit/harness.ts';
import { type SealingKeys, seal } from '../webhook/seal.ts';
import { newSecret, newSigningKeyPair } from '../webhook/sign.ts';

export interface EndpointOptions {
  url: string;
  eventTypes?: string[];
  filters?: WebhookFilters;
  ratePerSecond?: number;
  includeSealed?: boolean;
  status?: string;
}

export interface Delivery {
  id: string;
  eventId: string;
  processId: string | null;
  sequence: number | null;
  state: string;
  attempts: number;
  nextAttemptAt: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  body: string | null;
}

/** A firm whose cases move at the word of a test. */
export type Firm = ReturnType<typeof createFirm>;

export function createFirm(harness: Harness, keys: SealingKeys) {
  const tenant = newId('tenant');
  const versions = new Map<string, number>();
  let cases = 0;
  const write = <T>(work: (tx: TenantTx) => Promise<T>) => withTenant(harness.app, tenant, work);
  const read = <T>(work: (tx: TenantTx) => Promise<T>) => readTenant(harness.app, tenant, work);

  const firm = {
    tenant,
    write,
    read,
    async endpoint(options: EndpointOptions) {
      const id = newId('webhook');
      const owner = { tenantId: tenant, endpointId: id };
      const secret = newSecret();
      const pair = newSigningKeyPair();
      await write(async (tx) => {
        await createEndpoint(
          tx,
          {
            id,
            url: options.url,
            description: null,
            eventTypes: options.eventTypes ?? [],
            filters: options.filters ?? {},
            ratePerSecond: options.ratePerSecond ?? null,
            secret: { sealed: seal(keys, owner, secret), expiresAt: null },
            signingKey: {
              sealed: seal(keys, owner, pair.privateKey),
              publicKey: pair.publicKey,
              expiresAt: null,
            },
          },
          {},
        );
        await tx.client.query(
          'update webhook_endpoints set include_sealed = $3, status = $4 where tenant_id = $1 and id = $2',
          [tenant, id, options.includeSealed ?? false, options.status ?? 'active'],
        );
      });
      return { id, owner, secret, publicKey: pair.publicKey };
    },
    async process(facts: { tags?: string[]; tribunal?: string; secrecy?: number } = {}) {
      const id = newId('process');
      const number = String(++cases).padStart(20, '0');
      await write((tx) =>
        tx.client.query(
          `insert into processes (tenant_id, id, number, tags, tribunal, secrecy, changed_at, version)
           values ($1, $2, $3, $4, $5, $6, now(), 1)`,
          [tenant, id, number, facts.tags ?? [], facts.tribunal ?? 'TJSP', facts.secrecy ?? 0],
        ),
      );
      return id;
    },
    /** The next movement of a case, not yet appended. */
    movement(processId: string, importance: Importance = 'medium', tribunal = 'TJSP'): NewEvent {
      const version = (versions.get(processId) ?? 0) + 1;
      versions.set(processId, version);
      const name = `Andamento ${version}`;
      const words = { code: version, name, description: name, occurredAt: new Date().toISOString() };
      const movement = { id: newId('movement'), tribunal, importance, ...words, version };
      return newEvent('movement.detected', {
        aggregate: 'process',
        aggregateId: processId,
        version,
        data: {
          process: { id: processId, number: '0', label: null },
          movement,
        } as unknown as EventData['movement.detected'],
      });
    },
    /** Appends events and tells the notifier of them in the same commit. Answers their ids. */
    async happen(...events: NewEvent[]): Promise<string[]> {
      const eventIds = events.map(({ id }) => id);
      await harness.outbox.withTenant(tenant, async (tx, send) => {
        await appendEvents(tx, events);
        send(message(notifier, 'notify', { tenant }, { eventIds }));
      });
      return eventIds;
    },
    /** Tells the lane of an endpoint to send what is due. */
    async poke(webhookId: string) {
      await harness.send(notifier, 'deliver', { tenant, key: webhookId }, {});
    },
    /** Lets deliveries, and what happened to them, be so many days older. */
    async age(webhookId: string, days: number) {
      await write(async ({ client }) => {
        await client.query(
          `update webhook_deliveries set created_at = created_at - make_interval(days => $2),
             finished_at = finished_at - make_interval(days => $2), next_attempt_at = next_attempt_at - make_interval(days => $2)
           where endpoint_id = $1`,
          [webhookId, days],
        );
        await client.query(
          'update webhook_endpoints set deleted_at = deleted_at - make_interval(days => $2) where id = $1',
          [webhookId, days],
        );
      });
    },
    async order(
      type: 'test' | 'resend',
      order: Omit<Payload<typeof notifier, 'resend'>, 'jobId'>,
    ): Promise<string> {
      const job = await write((tx) => createJob(tx, { type: `webhook.${type}` }));
      const jobId = job.job.id;
      await harness.send(notifier, type, { tenant, key: order.webhookId }, { ...order, jobId }, { jobId });
      return jobId;
    },
    job: (jobId: string): Promise<Job | undefined> => read((tx) => readJob(tx, jobId)),
    async deliveries(webhookId: string): Promise<Delivery[]> {
      const { rows } = await read((tx) =>
        tx.client.query<Delivery>(
          `select id, event_id as "eventId", process_id as "processId", sequence, state, attempts, next_attempt_at as "nextAttemptAt",
             last_status as "lastStatus", last_error as "lastError", body
           from webhook_deliveries where endpoint_id = $1 order by position`,
          [webhookId],
        ),
      );
      return rows;
    },
    async attempts(webhookId: string) {
      const { rows } = await read((tx) =>
        tx.client.query('select * from webhook_attempts where endpoint_id = $1 order by attempted_at, id', [
          webhookId,
        ]),
      );
      return rows;
    },
    async endpointRow(webhookId: string) {
      const { rows } = await read((tx) =>
        tx.client.query('select * from webhook_endpoints where id = $1', [webhookId]),
      );
      return rows[0];
    },
    async events(type: string) {
      const { rows } = await read((tx) =>
        tx.client.query('select * from events where type = $1 order by position', [type]),
      );
      return rows;
    },
  };
  return firm;
}
