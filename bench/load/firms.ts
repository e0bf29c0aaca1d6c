import { datajudFetcher } from '../../actors/contracts/datajud-fetcher.ts';
import { newId } from '../../actors/contracts/ids.ts';
import { courtTenant } from '../../actors/contracts/subjects.ts';
import type { SealingKeys } from '../../actors/notifier/webhook/seal.ts';
import { message } from '../../actors/runtime/message.ts';
import type { Outbox } from '../../actors/runtime/outbox.ts';
import { KEY_SCOPES } from '../../api/auth/policy.ts';
import { hashSecret, newApiKey, visiblePrefix } from '../../api/auth/secrets.ts';
import type { Pool } from '../../db/pool.ts';
import { registerProcesses } from '../../db/processes/register.ts';
import { withTenant } from '../../db/tenant.ts';
import { type BenchFirm, inventedNumber } from '../api-firms.ts';
import { addEndpoint } from '../notify-firms.ts';

export interface LoadFirm extends BenchFirm {
  numbers: string[];
}

/** The types that the load makes; each firm has an endpoint for them. */
const TOLD = ['process.created', 'movement.*'];

/** Makes firms with a key, an endpoint and cases, and has the cases' court asked: what it tells comes by way of the workers. */
export async function makeLoadFirms(
  parts: { app: Pool; outbox: Outbox; keys: SealingKeys; receiver: string },
  count: { firms: number; cases: number },
): Promise<LoadFirm[]> {
  const made: LoadFirm[] = [];
  const firms = Array.from({ length: count.firms }, (_, f) => f);
  // A few at once.
  const take = async () => {
    for (let f = firms.shift(); f !== undefined; f = firms.shift()) {
      const numbers = Array.from({ length: count.cases }, (_, i) => inventedNumber(f * count.cases + i));
      made.push(await makeLoadFirm(parts, numbers));
    }
  };
  await Promise.all(Array.from({ length: 6 }, take));
  return made;
}

async function makeLoadFirm(
  { app, outbox, keys, receiver }: Parameters<typeof makeLoadFirms>[0],
  numbers: string[],
): Promise<LoadFirm> {
  const [tenant, key] = [newId('tenant'), newApiKey()];
  const processIds = await withTenant(app, tenant, async (tx) => {
    await tx.client.query('insert into tenants (tenant_id, name) values ($1, $1)', [tenant]);
    await tx.client.query(
      'insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes) values ($1, $2, $3, $4, $5, $6)',
      [tenant, newId('apiKey'), 'load', visiblePrefix(key), hashSecret(key), [...KEY_SCOPES]],
    );
    await addEndpoint(tx, keys, receiver, TOLD);
    const wanted = numbers.map((number, i) => ({
      number,
      label: `Construtora Ávila x Município ${i}`,
      tags: ['cível', `carteira ${i % 7}`],
      courtStatus: 'pending' as const,
    }));
    return (await registerProcesses(tx, wanted, {})).map((r) => r.processId);
  });
  const cases = numbers.map((number, i) => ({ number, processId: processIds[i] ?? '' }));
  const watch = { tenant, cases, beat: 'primary' as const, urgent: false };
  const court = courtTenant('tjsp');
  await outbox.withTenant(court, async (_tx, send) =>
    send(message(datajudFetcher, 'watch', { tenant: court }, watch)),
  );
  return { key, processIds, numbers };
}
