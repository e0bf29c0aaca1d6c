do $$
declare name text;
begin
  foreach name in array array['ai_answers', 'ai_calls', 'ai_budgets', 'ai_settings', 'ai_batches', 'job_drafts'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('create policy tenant_isolation on public.%I to lux_app, lux_runtime
      using (tenant_id = (select public.current_tenant()))
      with check (tenant_id = (select public.current_tenant()))', name);
    execute format('grant select, insert, update, delete on public.%I to lux_runtime', name);
    execute format('grant select on public.%I to lux_app', name);
  end loop;
end $$;
--> statement-breakpoint
-- The API asks and sets; it answers nothing and books nothing.
grant insert on public.ai_answers to lux_app;
--> statement-breakpoint
grant insert, update on public.ai_settings to lux_app;
--> statement-breakpoint
-- What models wrote about public content is of no firm, and no firm's role may look whether it is there.
grant select, insert, update, delete on court.writings to lux_runtime;
