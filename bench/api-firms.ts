import { checkDigits } from '../actors/contracts/cnj-number.ts';
import { newId } from '../actors/contracts/ids.ts';
import { KEY_SCOPES } from '../api/auth/policy.ts';
import { hashSecret, newApiKey, visiblePrefix } from '../api/auth/secrets.ts';
import type { DatabaseUrls } from '../db/bootstrap.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { registerProcesses } from '../db/processes/register.ts';
import { type TenantTx, withTenant } from '../db/tenant.ts';

export interface BenchFirm {
  key: string;
  processIds: string[];
}

/** The n-th case number of TJSP that nobody has. */
export function inventedNumber(n: number): string {
  const parts = {
    sequence: String(n % 10_000_000).padStart(7, '0'),
    year: String(2001 + Math.floor(n / 10_000_000)),
    segment: '8',
    court: '26',
    origin: '0001',
  };
  return `${parts.sequence}${checkDigits(parts)}${parts.year}${parts.segment}${parts.court}${parts.origin}`;
}

/** Firms with cases as they are after some weeks: found at their court and in two graus, checked, with a summary. */
export async function makeFirms(urls: DatabaseUrls, firms: number, casesEach: number): Promise<BenchFirm[]> {
  const onError = console.error;
  const app = createPool({ url: urls.app, name: 'bench-seed', max: 2, onError });
  const runtime = createPool({ url: urls.runtime, name: 'bench-seed', max: 2, onError });
  const made: BenchFirm[] = [];
  for (let f = 0; f < firms; f++) made.push(await makeFirm(app, f * casesEach, casesEach));
  const numbers = Array.from({ length: firms * casesEach }, (_, n) => inventedNumber(n));
  await runtime.query(KNOWN_COURTS, [numbers]);
  const owner = createPool({ url: urls.owner, name: 'bench-seed', max: 1, onError });
  // As autovacuum would have done by the time the first of them is read.
  await owner.query('vacuum analyze');
  await Promise.all([app.end(), runtime.end(), owner.end()]);
  return made;
}

async function makeFirm(pool: Pool, from: number, count: number): Promise<BenchFirm> {
  const [tenantId, key] = [newId('tenant'), newApiKey()];
  const processIds = await withTenant(pool, tenantId, async (tx) => {
    const { client } = tx;
    await client.query('insert into tenants (tenant_id, name) values ($1, $2)', [tenantId, `Firma ${from}`]);
    await client.query(
      'insert into api_keys (tenant_id, id, name, prefix, secret_hash, scopes) values ($1, $2, $3, $4, $5, $6)',
      [tenantId, newId('apiKey'), 'bench', visiblePrefix(key), hashSecret(key), [...KEY_SCOPES]],
    );
    return makeCases(tx, from, count);
  });
  return { key, processIds };
}

async function makeCases(tx: TenantTx, from: number, count: number): Promise<string[]> {
  const registrations = Array.from({ length: count }, (_, i) => ({
    number: inventedNumber(from + i),
    label: `Construtora Ávila x Município ${from + i}`,
    tags: ['cível', `carteira ${i % 7}`],
    courtStatus: 'pending' as const,
  }));
  const registered = await registerProcesses(tx, registrations, {});
  await tx.client.query(FOUND, [tx.tenantId]);
  await tx.client.query(GRAUS, [tx.tenantId, HEADER]);
  return registered.map((r) => r.processId);
}

const HEADER = JSON.stringify({
  class: { code: 7, name: 'Procedimento Comum Cível' },
  system: { code: 3, name: 'SAJ' },
  format: { code: 1, name: 'Eletrônico' },
  unit: { code: '8420', name: '1ª Vara Cível de Campinas', municipality: 3509502 },
  subjects: [
    { code: 10433, name: 'Indenização por Dano Moral' },
    { code: 7769, name: 'Obrigação de Fazer' },
  ],
  filedAt: '2021-03-01T13:00:00.000-03:00',
  secrecy: 0,
});

const FOUND = `
  update processes set court_status = 'found', tribunal = 'TJSP', class_name = 'Procedimento Comum Cível',
    subjects = '["Indenização por Dano Moral", "Obrigação de Fazer"]', unit_name = '1ª Vara Cível de Campinas',
    filed_at = '2021-03-01T16:00:00Z', movement_count = 50, last_movement_at = now() - interval '3 days', version = 4
  where tenant_id = $1`;
// A history of 50 movements beside it, as long as one is when it is stored: reading a case must not read that.
const GRAUS = `
  insert into process_instances (tenant_id, process_id, alias, grau, tribunal, header, history, content_hash,
    source_updated_at, updated_at)
  select tenant_id, id, 'tjsp', g.grau, 'TJSP', $2::jsonb,
    (select string_agg(sha256((id || n)::bytea), '') from generate_series(1, 30) n), md5(id),
    now() - interval '2 days', now() - interval '1 day'
  from processes cross join (values ('G1'), ('G2')) as g(grau) where tenant_id = $1`;
const KNOWN_COURTS = `
  insert into court.cases (alias, number, watchers, beat, next_check_at, next_full_at, interval_seconds,
    last_checked_at, last_changed_at, last_result, indexed_at)
  select c.alias, n.number, 1, c.beat, now() + interval '6 hours', now() + interval '7 days', 21600,
    now() - interval '1 hour', now() - interval '3 days', c.result, now() - interval '2 days'
  from unnest($1::text[]) as n(number)
  cross join (values ('tjsp', 'primary', 'unchanged'), ('stj', 'superior', 'absent')) as c(alias, beat, result)`;
