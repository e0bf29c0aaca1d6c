CREATE TABLE "notification_processes" (
	"tenant_id" text NOT NULL,
	"process_id" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "notification_processes_tenant_id_process_id_position_pk" PRIMARY KEY("tenant_id","process_id","position")
);
--> statement-breakpoint
DROP INDEX "notifications_processes";--> statement-breakpoint
CREATE INDEX "notification_sends_unread" ON "notification_sends" USING btree ("tenant_id","person_id","notification_id") WHERE channel = 'inbox' and read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_failed" ON "notifications" USING btree ("tenant_id","position") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "notifications_unacknowledged" ON "notifications" USING btree ("tenant_id","person_id","position") WHERE needs_ack and acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","position") WHERE state = 'failed';