CREATE TABLE "channel_connections" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"channel" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"reason" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sealed" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "channel_connections_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "channel_links" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"channel" text NOT NULL,
	"connection_id" text,
	"address" text,
	"address_name" text,
	"status" text DEFAULT 'pending' NOT NULL,
	"reason" text,
	"code_hash" text,
	"code_expires_at" timestamp (3) with time zone,
	"opt_in" jsonb,
	"opted_in_at" timestamp (3) with time zone,
	"opted_out_at" timestamp (3) with time zone,
	"window_until" timestamp (3) with time zone,
	"unsubscribe_token" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "channel_links_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "escalation_policies" (
	"tenant_id" text NOT NULL,
	"steps" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "escalation_policies_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"event_id" text NOT NULL,
	"channel" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"batch" text,
	"release_at" timestamp (3) with time zone,
	"notification_id" text,
	"process_id" text,
	"dedup_key" text NOT NULL,
	"event_class" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notices_tenant_id_person_id_event_id_channel_pk" PRIMARY KEY("tenant_id","person_id","event_id","channel")
);
--> statement-breakpoint
CREATE TABLE "notification_ledger" (
	"tenant_id" text NOT NULL,
	"notification_id" text NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notification_ledger_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"send_id" text,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"provider_id" text,
	"cost" jsonb,
	CONSTRAINT "notification_ledger_tenant_id_notification_id_position_pk" PRIMARY KEY("tenant_id","notification_id","position")
);
--> statement-breakpoint
CREATE TABLE "notification_sends" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"notification_id" text NOT NULL,
	"person_id" text NOT NULL,
	"channel" text NOT NULL,
	"link_id" text,
	"connection_id" text,
	"address" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"handed" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"sealed" boolean DEFAULT false NOT NULL,
	"provider_id" text,
	"error_code" text,
	"error_detail" text,
	"cost" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	CONSTRAINT "notification_sends_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_templates" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"language" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"body" text,
	"html" text,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_templates_tenant_id_name_language_version_pk" PRIMARY KEY("tenant_id","name","language","version")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "notifications_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"event_class" text NOT NULL,
	"process_ids" text[] NOT NULL,
	"event_ids" text[] NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"content" jsonb,
	"needs_ack" boolean DEFAULT false NOT NULL,
	"ack_token" text,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" text,
	"acknowledged_how" text,
	"root_id" text,
	"step" smallint,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text,
	"name" text NOT NULL,
	"email" text,
	"role" text DEFAULT 'member' NOT NULL,
	"oab_numbers" text[] DEFAULT '{}'::text[] NOT NULL,
	"language" text DEFAULT 'pt-BR' NOT NULL,
	"time_zone" text DEFAULT 'America/Sao_Paulo' NOT NULL,
	"working_hours" jsonb,
	"quiet_hours" jsonb,
	"summary_hour" text DEFAULT '08:00' NOT NULL,
	"summary_day" smallint DEFAULT 1 NOT NULL,
	"digest_by" text DEFAULT 'case' NOT NULL,
	"digest_minutes" integer DEFAULT 30 NOT NULL,
	"preferences" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sealed_channels" text[] DEFAULT '{}'::text[] NOT NULL,
	"muted_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"erased_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "people_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"include" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"exclude" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"channels" text[] DEFAULT '{}'::text[] NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "subscriptions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "channel_connections_id" ON "channel_connections" USING btree ("id");--> statement-breakpoint
CREATE INDEX "channel_connections_channel" ON "channel_connections" USING btree ("tenant_id","channel","created_at");--> statement-breakpoint
CREATE INDEX "channel_links_person" ON "channel_links" USING btree ("tenant_id","person_id");--> statement-breakpoint
CREATE INDEX "channel_links_address" ON "channel_links" USING btree ("connection_id","address") WHERE status = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "channel_links_code" ON "channel_links" USING btree ("code_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_links_unsubscribe" ON "channel_links" USING btree ("unsubscribe_token");--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("tenant_id","person_id","release_at") WHERE outcome in ('held', 'digested');--> statement-breakpoint
CREATE INDEX "notices_act" ON "notices" USING btree ("tenant_id","person_id","dedup_key");--> statement-breakpoint
CREATE INDEX "notices_recent" ON "notices" USING btree ("tenant_id","created_at","person_id","event_id","channel");--> statement-breakpoint
CREATE INDEX "notices_process" ON "notices" USING btree ("tenant_id","process_id","created_at");--> statement-breakpoint
CREATE INDEX "notification_sends_message" ON "notification_sends" USING btree ("tenant_id","notification_id");--> statement-breakpoint
CREATE INDEX "notification_sends_due" ON "notification_sends" USING btree ("tenant_id","person_id","next_attempt_at") WHERE next_attempt_at is not null;--> statement-breakpoint
CREATE INDEX "notification_sends_provider" ON "notification_sends" USING btree ("connection_id","provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE INDEX "notification_sends_time" ON "notification_sends" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_recent" ON "notifications" USING btree ("tenant_id","position");--> statement-breakpoint
CREATE INDEX "notifications_person" ON "notifications" USING btree ("tenant_id","person_id","position");--> statement-breakpoint
CREATE INDEX "notifications_processes" ON "notifications" USING gin ("process_ids");--> statement-breakpoint
CREATE INDEX "notifications_chain" ON "notifications" USING btree ("tenant_id","root_id") WHERE root_id is not null;--> statement-breakpoint
CREATE INDEX "people_recent" ON "people" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_user" ON "people" USING btree ("tenant_id","user_id") WHERE user_id is not null and erased_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "people_email" ON "people" USING btree ("tenant_id",lower("email")) WHERE erased_at is null;--> statement-breakpoint
CREATE INDEX "subscriptions_recent" ON "subscriptions" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_person" ON "subscriptions" USING btree ("tenant_id","person_id");