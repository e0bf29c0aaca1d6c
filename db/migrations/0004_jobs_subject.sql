ALTER TABLE "jobs" ADD COLUMN "subject" text;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_open" ON "jobs" USING btree ("tenant_id","type","subject") WHERE state in ('queued', 'running');