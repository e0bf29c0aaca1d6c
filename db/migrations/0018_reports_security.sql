do $$
declare name text;
begin
  foreach name in array array['reports', 'report_files', 'report_templates', 'report_template_versions', 'report_schedules', 'firm_files'] loop
    execute format('alter table public.%I enable row level security', name);
    execute format('alter table public.%I force row level security', name);
    execute format('create policy tenant_isolation on public.%I to lux_app, lux_runtime
      using (tenant_id = (select public.current_tenant()))
      with check (tenant_id = (select public.current_tenant()))', name);
    execute format('grant select, insert, update, delete on public.%I to lux_app, lux_runtime', name);
  end loop;
end $$;
--> statement-breakpoint
-- A version of a template is what old reports are made from again.
revoke update, delete on public.report_template_versions from lux_app, lux_runtime;
