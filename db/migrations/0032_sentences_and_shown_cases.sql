ALTER TABLE "notification_sends" ADD COLUMN "added" jsonb;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "shown_cases" text[];--> statement-breakpoint
CREATE INDEX "processes_sealed" ON "processes" USING btree ("tenant_id","changed_at") WHERE secrecy > 0;