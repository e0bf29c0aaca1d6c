-- The links of which a chat has one name and contradicts the other: its number belongs to somebody else now, at whichever firm.
create function auth.links_contradicted(p_connection text, p_address text, p_alias text)
returns table (tenant_id text)
language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct l.tenant_id
  from public.channel_links l
  where l.connection_id = p_connection and l.status = 'active' and l.other_address is not null
    and (l.address in (p_address, p_alias) or l.other_address in (p_address, p_alias))
    and not (l.address in (p_address, p_alias) and l.other_address in (p_address, p_alias))
$$;
--> statement-breakpoint
revoke execute on function auth.links_contradicted(text, text, text) from public;
--> statement-breakpoint
grant execute on function auth.links_contradicted(text, text, text) to lux_runtime;
--> statement-breakpoint
alter function auth.links_contradicted(text, text, text) owner to lux_auth;
