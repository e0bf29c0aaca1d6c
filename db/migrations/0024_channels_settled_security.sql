grant select on rt.platform_bots to lux_app;
--> statement-breakpoint
grant select, insert, update, delete on rt.platform_bots to lux_runtime;
--> statement-breakpoint
-- Every firm that a chat is linked at through one bot, newest first: who leaves, leaves all of them.
create function auth.links_by_address(p_connection text, p_address text)
returns table (tenant_id text, person_id text, id text, firm text, linked_by text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select l.tenant_id, l.person_id, l.id, coalesce(t.name, ''), l.opt_in ->> 'user' from public.channel_links l
  left join public.tenants t on t.tenant_id = l.tenant_id
  where l.connection_id = p_connection and l.address = p_address and l.status = 'active'
  order by l.opted_in_at desc nulls last limit 100
$$;
--> statement-breakpoint
revoke execute on function auth.links_by_address(text, text) from public;
--> statement-breakpoint
grant execute on function auth.links_by_address(text, text) to lux_runtime;
--> statement-breakpoint
alter function auth.links_by_address(text, text) owner to lux_auth;
