-- Only what is watched now shows: the condition that the index on a firm's numbers has. Without it the planner
-- hashed the whole watch list of a firm to read the courts of one case.
alter policy watched on court.checks using (
  exists (select 1 from public.processes p
    where p.tenant_id = (select public.current_tenant()) and p.number = checks.number and p.deleted_at is null
      and p.created_at <= checks.checked_at));
--> statement-breakpoint
alter policy watched on court.cases using (
  exists (select 1 from public.processes p
    where p.tenant_id = (select public.current_tenant()) and p.number = cases.number and p.deleted_at is null));
