CREATE TABLE "rt"."platform_bots" (
	"connection_id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"username" text NOT NULL,
	"version" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "channel_connections" ADD COLUMN "bot_name" text;--> statement-breakpoint
ALTER TABLE "channel_connections" ADD COLUMN "secrets_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_links" ADD COLUMN "opt_out" jsonb;--> statement-breakpoint
ALTER TABLE "notification_sends" ADD COLUMN "form" text;--> statement-breakpoint
CREATE INDEX "notification_sends_template" ON "notification_sends" USING btree ("tenant_id","person_id","link_id") WHERE form = 'template';