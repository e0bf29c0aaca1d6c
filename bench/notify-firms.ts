import { randomBytes } from 'node:crypto';
import pino from 'pino';
import type { EventData } from '../actors/contracts/events.ts';
import { newId } from '../actors/contracts/ids.ts';
import { notifier } from '../actors/contracts/notifier.ts';
import { parseSealingKeys, type SealingKeys, seal } from '../actors/notifier/webhook/seal.ts';
import { newSecret, newSigningKeyPair } from '../actors/notifier/webhook/sign.ts';
import { message } from '../actors/runtime/message.ts';
import { openBroker } from '../actors/runtime/nats/connection.ts';
import { createRoad } from '../actors/runtime/nats/road.ts';
import { createOutbox } from '../actors/runtime/outbox.ts';
import { appendEvents, type NewEvent, newEvent } from '../db/events/append.ts';
import { createPool } from '../db/pool.ts';
import { type TenantTx, withTenant } from '../db/tenant.ts';
import { createEndpoint } from '../db/webhooks/create.ts';
import type { BenchContext } from './bench.ts';

export interface NotifyFirm {
  /** Commits movements of one of the firm's cases, with these event ids, and tells the notifier. */
  move(eventIds: readonly string[]): Promise<void>;
}

const CASES = 10;
const PARAGRAPH = 'Expedição de certidão de publicação no Diário de Justiça Eletrônico Nacional. ';

/** Firms with ten cases and two endpoints each, and the environment of the worker that serves them. */
export async function notifyFirms(context: BenchContext) {
  const [urls, nats] = [await context.database(), await context.nats()];
  const sealingKeys = `k1:${randomBytes(32).toString('base64')}`;
  const keys = parseSealingKeys(sealingKeys);
  const log = pino({ level: 'error' }, process.stderr);
  const pool = createPool({ url: urls.app, name: 'bench', max: 20, onError: console.error });
  const broker = openBroker({ url: nats.urls.api, name: 'bench', inboxPrefix: '_INBOX_api', log });
  await new Promise<void>((resolve) => broker.onConnected(resolve));
  const outbox = createOutbox({ pool, road: createRoad(broker), maxWaiting: 100_000 });
  context.onEnd(() => Promise.all([broker.close(), pool.end()]));

  async function firm(url: string): Promise<NotifyFirm> {
    const tenant = newId('tenant');
    const cases = Array.from({ length: CASES }, (_, i) => ({
      id: newId('process'),
      version: 0,
      number: `${i}`,
    }));
    await withTenant(pool, tenant, async (tx) => {
      for (const { id, number } of cases) await addCase(tx, id, number.padStart(20, '0'));
      for (const eventTypes of [[], ['movement.*']]) await addEndpoint(tx, keys, url, eventTypes);
    });
    let turn = 0;
    return {
      move(eventIds) {
        const events = eventIds.map((id): NewEvent => {
          const one = cases[turn++ % CASES] as (typeof cases)[number];
          return { ...movement(one.id, ++one.version), id };
        });
        return outbox.withTenant(tenant, async (tx, send) => {
          await appendEvents(tx, events);
          send(message(notifier, 'notify', { tenant }, { eventIds: [...eventIds] }));
        });
      },
    };
  }

  const environment = {
    DATABASE_APP_URL: urls.app,
    DATABASE_RUNTIME_URL: urls.runtime,
    NATS_WORKER_URL: nats.urls.worker,
    // Read by every worker, used by another one.
    DATAJUD_URL: 'http://127.0.0.1:9',
    DATAJUD_KEY: 'none',
    SEALING_KEYS: sealingKeys,
    WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8',
    WEBHOOK_ALLOW_HTTP: 'true',
    PUBLIC_URL: 'http://127.0.0.1',
    LOG_LEVEL: 'error',
  };
  return { firm, environment, servers: { urls, nats } };
}

/** An endpoint with a secret and a key of its own, as the API makes them. */
export async function addEndpoint(
  tx: TenantTx,
  keys: SealingKeys,
  url: string,
  eventTypes: string[],
): Promise<void> {
  const id = newId('webhook');
  const owner = { tenantId: tx.tenantId, endpointId: id };
  const { publicKey, privateKey } = newSigningKeyPair();
  const secret = { sealed: seal(keys, owner, newSecret()), expiresAt: null };
  const signingKey = { sealed: seal(keys, owner, privateKey), publicKey, expiresAt: null };
  const settings = { url, description: null, eventTypes, filters: {}, ratePerSecond: null };
  await createEndpoint(tx, { id, ...settings, secret, signingKey }, {});
}

async function addCase(tx: TenantTx, id: string, number: string): Promise<void> {
  await tx.client.query(
    `insert into processes (tenant_id, id, number, tribunal, changed_at, version) values ($1, $2, $3, 'TJSP', now(), 1)`,
    [tx.tenantId, id, number],
  );
}

/** About as long as real ones are. */
function movement(processId: string, version: number): NewEvent {
  const data = {
    process: { id: processId, number: '00000000000000000000', label: 'Silva × Banco' },
    movement: {
      id: newId('movement'),
      tribunal: 'TJSP',
      importance: 'medium',
      description: PARAGRAPH.repeat(5),
    },
  };
  return newEvent('movement.detected', {
    aggregate: 'process',
    aggregateId: processId,
    version,
    data: data as unknown as EventData['movement.detected'],
  });
}
