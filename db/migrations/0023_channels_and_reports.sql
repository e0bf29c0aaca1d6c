CREATE TABLE "notification_processes" (
	"tenant_id" text NOT NULL,
	"process_id" text NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "notification_processes_tenant_id_process_id_position_pk" PRIMARY KEY("tenant_id","process_id","position")
);
--> statement-breakpoint
CREATE TABLE "court"."provider_limits" (
	"account" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" bigint NOT NULL,
	"paused_until" bigint NOT NULL,
	"told_per_minute" double precision,
	"under_way" jsonb NOT NULL,
	"models" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rt"."platform_bots" (
	"connection_id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"username" text NOT NULL,
	"version" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "notifications_processes";--> statement-breakpoint
ALTER TABLE "ai_calls" ADD COLUMN "price" text;--> statement-breakpoint
ALTER TABLE "channel_connections" ADD COLUMN "bot_name" text;--> statement-breakpoint
ALTER TABLE "channel_connections" ADD COLUMN "secrets_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_links" ADD COLUMN "opt_out" jsonb;--> statement-breakpoint
ALTER TABLE "notification_sends" ADD COLUMN "form" text;--> statement-breakpoint
ALTER TABLE "report_schedules" ADD COLUMN "deliver_to" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "deliver_to" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "notification_sends_template" ON "notification_sends" USING btree ("tenant_id","person_id","link_id") WHERE form = 'template';--> statement-breakpoint
CREATE INDEX "notification_sends_unread" ON "notification_sends" USING btree ("tenant_id","person_id","notification_id") WHERE channel = 'inbox' and read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_failed" ON "notifications" USING btree ("tenant_id","position") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "notifications_unacknowledged" ON "notifications" USING btree ("tenant_id","person_id","position") WHERE needs_ack and acknowledged_at is null;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","position") WHERE state = 'failed';