alter table public.process_search enable row level security;
--> statement-breakpoint
alter table public.process_search force row level security;
--> statement-breakpoint
create policy tenant_isolation on public.process_search to lux_app, lux_runtime
  using (tenant_id = (select public.current_tenant()))
  with check (tenant_id = (select public.current_tenant()));
--> statement-breakpoint
grant select, insert, update, delete on public.process_search to lux_app, lux_runtime;
--> statement-breakpoint
-- What somebody typed, as a question: the last word may be unfinished, so its lexeme is matched as a prefix.
create function public.pt_query(words text) returns tsquery
language sql immutable strict parallel safe
return (
  select (case when right(t, 1) = '''' then t || ':*' else t end)::tsquery
  from (select websearch_to_tsquery('portuguese', public.pt_fold(words))::text as t) as words);
--> statement-breakpoint
-- What a case is found by: '=' for every case of the firm, #tag, ~three digits in a row of its number, and the words of its text.
-- Before each lexeme stands the firm's own mark: a word of one firm is another entry of the index than the same word of another, so
-- that what a search costs depends on nobody else's cases.
create function public.process_marks(firm text, number text, tags text[], words tsvector) returns tsvector
language plpgsql immutable strict parallel safe
as $$
declare
  mark constant text := left(md5(firm), 8);
  lexemes text[] := array[mark || '='];
  tag text;
begin
  foreach tag in array tags loop
    lexemes := lexemes || (mark || '#' || tag);
  end loop;
  for i in 1 .. length(number) - 2 loop
    lexemes := lexemes || (mark || '~' || substr(number, i, 3));
  end loop;
  -- No word has a space in it, so one before a quotation mark is before a word.
  return array_to_tsvector(lexemes) || replace(' ' || words::text, ' ''', ' ''' || mark)::tsvector;
end $$;
--> statement-breakpoint
-- One lexeme of any text, as it is written in a tsquery.
create function public.written_lexeme(lexeme text) returns text
language sql immutable strict parallel safe
return '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''';
--> statement-breakpoint
create function public.keep_process_search() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
begin
  if tg_op = 'DELETE' or new.deleted_at is not null then
    delete from process_search where tenant_id = old.tenant_id and process_id = old.id;
  else
    insert into process_search (tenant_id, process_id, marks)
    values (new.tenant_id, new.id, process_marks(new.tenant_id, new.number, new.tags, new.search))
    on conflict (tenant_id, process_id) do update set marks = excluded.marks;
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger search_begins after insert on public.processes for each row
  when (new.deleted_at is null) execute function public.keep_process_search();
--> statement-breakpoint
create trigger search_follows after update of tags, search_text, deleted_at on public.processes for each row
  when (old.tags is distinct from new.tags or old.search is distinct from new.search or old.deleted_at is distinct from new.deleted_at)
  execute function public.keep_process_search();
--> statement-breakpoint
create trigger search_ends after delete on public.processes for each row execute function public.keep_process_search();
--> statement-breakpoint
-- Whoever writes movements counts them in the case afterwards, in the same transaction.
create function public.keep_last_importance() returns trigger
language plpgsql set search_path = public, pg_temp
as $$
begin
  new.last_importance := (
    select m.importance from movements m
    where m.tenant_id = new.tenant_id and m.process_id = new.id and m.status = 'active'
    order by m.occurred_at desc, m.id desc limit 1);
  return new;
end $$;
--> statement-breakpoint
create trigger importance_follows before update of movement_count on public.processes for each row
  execute function public.keep_last_importance();
--> statement-breakpoint
-- The cases of the bound firm with a tag, with words and with parts of a number, in no order, p_limit at the most. Perhaps a few
-- more than that: it answers where to look, and the caller looks under row-level security. Nothing about another firm can be asked:
-- the firm is the one that the transaction is bound to, and neither a row nor a word of any other is looked at.
create function auth.processes_marked(p_tag text, p_words text, p_numbers text[], p_limit int) returns setof text
language plpgsql stable rows 100 security definer set search_path = public, pg_temp set enable_seqscan = off
as $$
declare
  firm constant text := current_tenant();
  wanted tsquery := written_lexeme('=')::tsquery;
  fragment text;
  part tsquery;
begin
  if p_tag is not null then
    wanted := wanted && written_lexeme('#' || p_tag)::tsquery;
  end if;
  if p_words is not null then
    -- Nothing but words that are too small to look for: they are in no case.
    if numnode(pt_query(p_words)) = 0 then
      return;
    end if;
    wanted := wanted && pt_query(p_words);
  end if;
  foreach fragment in array p_numbers loop
    -- Part of the number, or a word such as a year.
    part := '';
    for i in 1 .. length(fragment) - 2 loop
      part := part && written_lexeme('~' || substr(fragment, i, 3))::tsquery;
    end loop;
    wanted := wanted && (part || plainto_tsquery('portuguese', fragment));
  end loop;
  -- Planned for this very question, with the firm's mark before each lexeme.
  return query execute 'select process_id from process_search where tenant_id = $1 and marks @@ $2 limit $3'
    using firm, regexp_replace(wanted::text, '''((?:[^'']|'''')*)''', '''' || left(md5(firm), 8) || '\1''', 'g')::tsquery, p_limit;
end $$;
--> statement-breakpoint
grant select on public.process_search to lux_auth;
--> statement-breakpoint
-- The function says whose rows it looks at: a policy that did would keep the index from it.
create policy searched on public.process_search for select to lux_auth using (true);
--> statement-breakpoint
revoke execute on function public.pt_query(text), public.written_lexeme(text), public.process_marks(text, text, text[], tsvector),
  public.keep_process_search(), public.keep_last_importance(), auth.processes_marked(text, text, text[], int) from public;
--> statement-breakpoint
grant execute on function public.pt_query(text) to lux_app, lux_runtime, lux_auth;
--> statement-breakpoint
grant execute on function public.process_marks(text, text, text[], tsvector) to lux_app, lux_runtime;
--> statement-breakpoint
grant execute on function public.written_lexeme(text) to lux_auth;
--> statement-breakpoint
grant execute on function auth.processes_marked(text, text, text[], int) to lux_app, lux_runtime;
--> statement-breakpoint
alter function auth.processes_marked(text, text, text[], int) owner to lux_auth;
--> statement-breakpoint
set local role lux_auth;
--> statement-breakpoint
-- With the condition of the relay's index.
create or replace function auth.events_after(p_xid xid8, p_position bigint, p_limit int)
returns setof public.events
language sql stable security definer set search_path = public, pg_temp
as $$
  select * from public.events e
  where (e.xid, e.position) > (p_xid, p_position) and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and e.position > 0
  order by e.xid, e.position limit p_limit
$$;
--> statement-breakpoint
reset role;
--> statement-breakpoint
-- The cases that are there already. The owner is bound by the policies as well, and has none: it lays them aside for this.
alter table public.processes no force row level security;
--> statement-breakpoint
alter table public.movements no force row level security;
--> statement-breakpoint
alter table public.process_search no force row level security;
--> statement-breakpoint
update public.processes p set last_importance = (
  select m.importance from public.movements m
  where m.tenant_id = p.tenant_id and m.process_id = p.id and m.status = 'active'
  order by m.occurred_at desc, m.id desc limit 1)
where p.movement_count > 0;
--> statement-breakpoint
insert into public.process_search (tenant_id, process_id, marks)
select tenant_id, id, public.process_marks(tenant_id, number, tags, search) from public.processes where deleted_at is null;
--> statement-breakpoint
alter table public.processes force row level security;
--> statement-breakpoint
alter table public.movements force row level security;
--> statement-breakpoint
alter table public.process_search force row level security;
