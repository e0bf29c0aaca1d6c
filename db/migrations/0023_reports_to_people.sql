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
ALTER TABLE "ai_calls" ADD COLUMN "price" text;--> statement-breakpoint
ALTER TABLE "report_schedules" ADD COLUMN "deliver_to" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "deliver_to" text[] DEFAULT '{}' NOT NULL;