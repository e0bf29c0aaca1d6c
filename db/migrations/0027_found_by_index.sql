CREATE TABLE "process_search" (
	"tenant_id" text NOT NULL,
	"process_id" text NOT NULL,
	"marks" "tsvector" NOT NULL,
	CONSTRAINT "process_search_tenant_id_process_id_pk" PRIMARY KEY("tenant_id","process_id")
);
--> statement-breakpoint
DROP INDEX "notifications_failed";--> statement-breakpoint
DROP INDEX "webhook_deliveries_failed";--> statement-breakpoint
DROP INDEX "events_relay";--> statement-breakpoint
DROP INDEX "processes_recent";--> statement-breakpoint
DROP INDEX "processes_changed";--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "last_importance" text;--> statement-breakpoint
ALTER TABLE "processes" ADD COLUMN "court" text GENERATED ALWAYS AS (coalesce(tribunal, substr(number, 14, 3))) STORED;--> statement-breakpoint
CREATE INDEX "process_search_marks" ON "process_search" USING gin ("marks") WITH (gin_pending_list_limit=256);--> statement-breakpoint
CREATE INDEX "events_of_type" ON "events" USING btree ("tenant_id","type","xid","position");--> statement-breakpoint
CREATE INDEX "jobs_unsettled" ON "jobs" USING btree ("tenant_id","state","created_at","id") WHERE state <> 'succeeded';--> statement-breakpoint
CREATE INDEX "jobs_of_type" ON "jobs" USING btree ("tenant_id","type","created_at","id");--> statement-breakpoint
CREATE INDEX "notices_unsent" ON "notices" USING btree ("tenant_id","outcome","created_at","person_id","event_id","channel") WHERE outcome <> 'sent';--> statement-breakpoint
CREATE INDEX "notification_sends_channel" ON "notification_sends" USING btree ("tenant_id","channel","notification_id");--> statement-breakpoint
CREATE INDEX "notifications_state" ON "notifications" USING btree ("tenant_id","state","position");--> statement-breakpoint
CREATE INDEX "notifications_since" ON "notifications" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "processes_importance" ON "processes" USING btree ("tenant_id","last_importance","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_court" ON "processes" USING btree ("tenant_id","court","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_paused" ON "processes" USING btree ("tenant_id","created_at","id") WHERE status = 'paused' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_unfound" ON "processes" USING btree ("tenant_id","court_status","created_at","id") WHERE court_status <> 'found' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_closed" ON "processes" USING btree ("tenant_id","created_at","id") WHERE closed and deleted_at is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_undelivered" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","state","position") WHERE state in ('failed', 'aborted');--> statement-breakpoint
CREATE INDEX "webhook_deliveries_type" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","event_type","position");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_process" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","process_id","position");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_since" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","created_at");--> statement-breakpoint
CREATE INDEX "events_relay" ON "events" USING btree ("xid","position") WHERE position > 0;--> statement-breakpoint
CREATE INDEX "processes_recent" ON "processes" USING btree ("tenant_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_changed" ON "processes" USING btree ("tenant_id","changed_at","id") WHERE deleted_at is null;