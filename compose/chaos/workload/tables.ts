/**
 * The books of the harness, in the product's database and under its row-level security. `effects` has no key: what takes
 * effect twice is there twice. `sent` is how far each sender has come, written in the transaction that sends.
 */
export const TABLES = `
  create schema chaos;
  grant usage on schema chaos to lux_app, lux_runtime;
  create table chaos.effects (
    at bigint generated always as identity, tenant_id text not null, key text not null, cause text not null,
    sender text not null, seq integer not null, cents integer not null, noted_at timestamptz not null default clock_timestamp());
  create index on chaos.effects (cause);
  create table chaos.sent (tenant_id text not null, sender text primary key, seq integer not null);
  alter table chaos.effects enable row level security;
  alter table chaos.effects force row level security;
  alter table chaos.sent enable row level security;
  alter table chaos.sent force row level security;
  create policy own_rows on chaos.effects to lux_app, lux_runtime
    using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
  create policy own_rows on chaos.sent to lux_app, lux_runtime
    using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
  grant select, insert on chaos.effects to lux_runtime;
  grant select, insert, update on chaos.sent to lux_app`;
