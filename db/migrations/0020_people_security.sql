do $$
declare name text;
begin
  foreach name in array array['people', 'channel_links', 'channel_connections', 'subscriptions', 'notices', 'notifications',
    'notification_sends', 'notification_ledger', 'notification_templates', 'escalation_policies']
  loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('create policy tenant_isolation on public.%I to lux_app, lux_runtime
      using (tenant_id = (select public.current_tenant()))
      with check (tenant_id = (select public.current_tenant()))', name);
    execute format('grant select, insert, update, delete on public.%I to lux_app, lux_runtime', name);
  end loop;
end $$;
--> statement-breakpoint
-- The ledger is proof: it is only added to.
revoke update, delete on public.notification_ledger from lux_app, lux_runtime;
--> statement-breakpoint
grant usage on all sequences in schema public to lux_app, lux_runtime;
--> statement-breakpoint
grant select on public.channel_links, public.channel_connections, public.notification_sends to lux_auth;
--> statement-breakpoint
create policy before_tenant_is_known on public.channel_links for select to lux_auth using (true);
--> statement-breakpoint
create policy before_tenant_is_known on public.channel_connections for select to lux_auth using (true);
--> statement-breakpoint
create policy before_tenant_is_known on public.notification_sends for select to lux_auth using (true);
--> statement-breakpoint
-- What adapters are told of all firms' connections; the secrets are sealed.
create function auth.channel_connections()
returns table (tenant_id text, id text, channel text, status text, settings jsonb, sealed text, version int)
language sql stable security definer set search_path = public, pg_temp
as $$ select c.tenant_id, c.id, c.channel, c.status, c.settings, c.sealed, c.version from public.channel_connections c $$;
--> statement-breakpoint
create function auth.connection_owner(p_connection text) returns text
language sql stable security definer set search_path = public, pg_temp
as $$ select c.tenant_id from public.channel_connections c where c.id = p_connection $$;
--> statement-breakpoint
-- Whose chat it is. One chat may be linked by people of several firms through the platform's own bot: the newest counts.
create function auth.link_by_address(p_connection text, p_address text)
returns table (tenant_id text, person_id text, id text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.tenant_id, l.person_id, l.id from public.channel_links l
  where l.connection_id = p_connection and l.address = p_address and l.status = 'active'
  order by l.opted_in_at desc nulls last limit 1
$$;
--> statement-breakpoint
create function auth.link_by_code(p_hash text)
returns table (tenant_id text, person_id text, id text, channel text, connection_id text, code_expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.tenant_id, l.person_id, l.id, l.channel, l.connection_id, l.code_expires_at from public.channel_links l
  where l.code_hash = p_hash and l.status = 'pending'
$$;
--> statement-breakpoint
create function auth.link_by_unsubscribe(p_token text) returns table (tenant_id text, person_id text, id text)
language sql stable security definer set search_path = public, pg_temp
as $$ select l.tenant_id, l.person_id, l.id from public.channel_links l where l.unsubscribe_token = p_token $$;
--> statement-breakpoint
create function auth.send_by_provider(p_connection text, p_provider text)
returns table (tenant_id text, person_id text, id text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select s.tenant_id, s.person_id, s.id from public.notification_sends s
  where s.connection_id = p_connection and s.provider_id = p_provider
  order by s.created_at desc limit 1
$$;
--> statement-breakpoint
revoke execute on function auth.channel_connections(), auth.connection_owner(text), auth.link_by_address(text, text),
  auth.link_by_code(text), auth.link_by_unsubscribe(text), auth.send_by_provider(text, text) from public;
--> statement-breakpoint
grant execute on function auth.channel_connections(), auth.connection_owner(text), auth.link_by_address(text, text),
  auth.link_by_code(text), auth.send_by_provider(text, text) to lux_runtime;
--> statement-breakpoint
grant execute on function auth.link_by_unsubscribe(text) to lux_app;
--> statement-breakpoint
alter function auth.channel_connections() owner to lux_auth;
--> statement-breakpoint
alter function auth.connection_owner(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.link_by_address(text, text) owner to lux_auth;
--> statement-breakpoint
alter function auth.link_by_code(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.link_by_unsubscribe(text) owner to lux_auth;
--> statement-breakpoint
alter function auth.send_by_provider(text, text) owner to lux_auth;
