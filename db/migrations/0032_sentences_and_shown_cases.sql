ALTER TABLE "notification_sends" ADD COLUMN "added" jsonb;--> statement-breakpoint
ALTER TABLE "reports" ADD COLUMN "shown_cases" text[] DEFAULT '{}' NOT NULL;