alter table public.channel_prices enable row level security;
--> statement-breakpoint
alter table public.channel_prices force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.channel_prices to lux_app, lux_runtime
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update, delete on public.channel_prices to lux_app, lux_runtime;
--> statement-breakpoint
-- All that a chat is linked to, by either of its names; the newest first. Who knows both names of a link and is told another pair is
-- somebody else: a number that changed hands. Older versions go on to ask by one name.
create function auth.links_by_address(p_connection text, p_address text, p_alias text)
returns table (tenant_id text, person_id text, id text, firm text, linked_by text, lacks_alias boolean)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.tenant_id, l.person_id, l.id, coalesce(t.name, ''), l.opt_in ->> 'user', l.other_address is null
  from public.channel_links l
  left join public.tenants t on t.tenant_id = l.tenant_id
  where l.connection_id = p_connection and l.status = 'active'
    and (l.address in (p_address, p_alias) or l.other_address in (p_address, p_alias))
    and (p_alias is null or l.other_address is null
      or (l.address in (p_address, p_alias) and l.other_address in (p_address, p_alias)))
  order by l.opted_in_at desc nulls last limit 100
$$;
--> statement-breakpoint
revoke execute on function auth.links_by_address(text, text, text) from public;
--> statement-breakpoint
grant execute on function auth.links_by_address(text, text, text) to lux_runtime;
--> statement-breakpoint
alter function auth.links_by_address(text, text, text) owner to lux_auth;
