CREATE SCHEMA "court";
--> statement-breakpoint
CREATE SCHEMA "rt";
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"aggregate" text NOT NULL,
	"aggregate_id" text NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"origin" text DEFAULT 'new' NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"causation_id" text,
	"correlation_id" text,
	"data" jsonb NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "events_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "import_lines" (
	"tenant_id" text NOT NULL,
	"job_id" text NOT NULL,
	"line" integer NOT NULL,
	"input" text NOT NULL,
	"label" text,
	"tags" text[],
	"outcome" text NOT NULL,
	"number" text,
	"process_id" text,
	"message" text,
	"fix" text,
	CONSTRAINT "import_lines_tenant_id_job_id_line_pk" PRIMARY KEY("tenant_id","job_id","line")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress" jsonb,
	"result" jsonb,
	"error" jsonb,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"cancel_requested_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "movements" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"process_id" text NOT NULL,
	"alias" text NOT NULL,
	"grau" text NOT NULL,
	"code" integer NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"complements" jsonb NOT NULL,
	"unit_name" text,
	"importance" text NOT NULL,
	"group" text NOT NULL,
	"origin" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"detected_at" timestamp (3) with time zone NOT NULL,
	"amended_at" timestamp (3) with time zone,
	CONSTRAINT "movements_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "process_instances" (
	"tenant_id" text NOT NULL,
	"process_id" text NOT NULL,
	"alias" text NOT NULL,
	"grau" text NOT NULL,
	"tribunal" text NOT NULL,
	"header" jsonb NOT NULL,
	"history" jsonb NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	"secrecy" integer DEFAULT 0 NOT NULL,
	"content_hash" text NOT NULL,
	"source_updated_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "process_instances_tenant_id_process_id_alias_grau_pk" PRIMARY KEY("tenant_id","process_id","alias","grau")
);
--> statement-breakpoint
CREATE TABLE "processes" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"number" text NOT NULL,
	"label" text,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"court_status" text DEFAULT 'pending' NOT NULL,
	"tribunal" text,
	"class_name" text,
	"subjects" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"unit_name" text,
	"filed_at" timestamp (3) with time zone,
	"secrecy" integer DEFAULT 0 NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	"movement_count" integer DEFAULT 0 NOT NULL,
	"last_movement_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer NOT NULL,
	"search_text" text DEFAULT '' NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (to_tsvector('portuguese', pt_fold(search_text))) STORED,
	CONSTRAINT "processes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"family_id" text NOT NULL,
	"refresh_hash" text NOT NULL,
	"user_agent" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"spent_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"plan" text DEFAULT 'professional' NOT NULL,
	"time_zone" text DEFAULT 'America/Sao_Paulo' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"password_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "users_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_attempts" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"delivery_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"attempted_at" timestamp (3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"status" integer,
	"outcome" text NOT NULL,
	"error" text,
	"response_headers" jsonb,
	"response_body" text,
	CONSTRAINT "webhook_attempts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"event_id" text NOT NULL,
	"event_type" text NOT NULL,
	"process_id" text,
	"sequence" bigint,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"body" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"resend" boolean DEFAULT false NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_deliveries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"event_types" text[] NOT NULL,
	"filters" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"disabled_reason" text,
	"secrets" jsonb NOT NULL,
	"signing_keys" jsonb NOT NULL,
	"rate_per_second" integer,
	"failing_since" timestamp (3) with time zone,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "webhook_endpoints_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_sequences" (
	"tenant_id" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"process_id" text NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" text NOT NULL,
	CONSTRAINT "webhook_sequences_tenant_id_endpoint_id_process_id_pk" PRIMARY KEY("tenant_id","endpoint_id","process_id")
);
--> statement-breakpoint
CREATE TABLE "court"."budgets" (
	"quota" text PRIMARY KEY NOT NULL,
	"per_minute" integer NOT NULL,
	"per_day" integer NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	"used_today" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "court"."cases" (
	"alias" text NOT NULL,
	"number" text NOT NULL,
	"watchers" integer DEFAULT 0 NOT NULL,
	"beat" text DEFAULT 'primary' NOT NULL,
	"next_check_at" timestamp (3) with time zone NOT NULL,
	"next_full_at" timestamp (3) with time zone NOT NULL,
	"interval_seconds" integer NOT NULL,
	"urgent_since" timestamp (3) with time zone,
	"last_checked_at" timestamp (3) with time zone,
	"last_changed_at" timestamp (3) with time zone,
	"last_result" text,
	"indexed_at" timestamp (3) with time zone,
	"change_rate" real DEFAULT 0 NOT NULL,
	"closed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "cases_alias_number_pk" PRIMARY KEY("alias","number")
);
--> statement-breakpoint
CREATE TABLE "court"."checks" (
	"number" text NOT NULL,
	"alias" text NOT NULL,
	"request_id" text NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"result" text NOT NULL,
	"source_updated_at" timestamp (3) with time zone,
	CONSTRAINT "checks_number_request_id_alias_pk" PRIMARY KEY("number","request_id","alias")
);
--> statement-breakpoint
CREATE TABLE "court"."courts" (
	"alias" text PRIMARY KEY NOT NULL,
	"breaker_state" text DEFAULT 'closed' NOT NULL,
	"breaker" jsonb,
	"breaker_until" timestamp (3) with time zone,
	"status_batch" integer NOT NULL,
	"document_batch" integer NOT NULL,
	"last_request_at" timestamp (3) with time zone,
	"last_success_at" timestamp (3) with time zone,
	"last_failure_at" timestamp (3) with time zone,
	"last_error" text,
	"last_latency_ms" integer,
	"newest_indexed_at" timestamp (3) with time zone,
	"lag_seconds" integer,
	"lag_samples" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "court"."documents" (
	"alias" text NOT NULL,
	"number" text NOT NULL,
	"grau" text NOT NULL,
	"content_hash" text NOT NULL,
	"body" json NOT NULL,
	"source_updated_at" timestamp (3) with time zone,
	"indexed_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"fetched_at" timestamp (3) with time zone NOT NULL,
	"request_id" text NOT NULL,
	CONSTRAINT "documents_alias_number_grau_pk" PRIMARY KEY("alias","number","grau")
);
--> statement-breakpoint
CREATE TABLE "court"."requests" (
	"id" text PRIMARY KEY NOT NULL,
	"alias" text NOT NULL,
	"mode" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"outcome" text NOT NULL,
	"http_status" integer,
	"numbers" integer NOT NULL,
	"hits" integer,
	"took_ms" integer,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "court"."watchers" (
	"alias" text NOT NULL,
	"number" text NOT NULL,
	"tenant_id" text NOT NULL,
	"process_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "watchers_alias_number_tenant_id_pk" PRIMARY KEY("alias","number","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "rt"."actor_states" (
	"kind" text NOT NULL,
	"tenant" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"version" integer NOT NULL,
	"state" json NOT NULL,
	"revision" bigint DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "actor_states_kind_tenant_key_pk" PRIMARY KEY("kind","tenant","key")
);
--> statement-breakpoint
CREATE TABLE "rt"."adoptions" (
	"id" text PRIMARY KEY NOT NULL,
	"adopted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rt"."dead_letters" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"partition" smallint NOT NULL,
	"tenant" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"type" text NOT NULL,
	"payload" json NOT NULL,
	"attempts" smallint NOT NULL,
	"reason" text NOT NULL,
	"error" text NOT NULL,
	"position" bigint,
	"job_id" text,
	"cause" text,
	"trace" text,
	"sent_at" timestamp (3) with time zone,
	"died_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rt"."kinds" (
	"kind" text PRIMARY KEY NOT NULL,
	"partitions" smallint NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"pause_reason" text
);
--> statement-breakpoint
CREATE TABLE "rt"."leases" (
	"kind" text NOT NULL,
	"partition" smallint NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "leases_kind_partition_pk" PRIMARY KEY("kind","partition")
);
--> statement-breakpoint
CREATE TABLE "rt"."messages" (
	"position" bigint PRIMARY KEY GENERATED BY DEFAULT AS IDENTITY (sequence name "rt"."messages_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"partition" smallint NOT NULL,
	"tenant" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"type" text NOT NULL,
	"payload" json NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"retry_at" timestamp (3) with time zone,
	"last_error" text,
	"due_at" timestamp (3) with time zone,
	"reminder" text,
	"job_id" text,
	"cause" text,
	"trace" text,
	"sent_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rt"."rate_windows" (
	"subject" text NOT NULL,
	"window" bigint NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "rate_windows_subject_window_pk" PRIMARY KEY("subject","window")
);
--> statement-breakpoint
CREATE TABLE "rt"."relays" (
	"name" text PRIMARY KEY NOT NULL,
	"xid" text DEFAULT '0' NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rt"."workers" (
	"kind" text NOT NULL,
	"owner" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workers_kind_owner_pk" PRIMARY KEY("kind","owner")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_secret" ON "api_keys" USING btree ("secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "events_stream" ON "events" USING btree ("tenant_id","aggregate_id","version");--> statement-breakpoint
CREATE INDEX "events_feed" ON "events" USING btree ("tenant_id","xid","position");--> statement-breakpoint
CREATE INDEX "events_relay" ON "events" USING btree ("xid","position");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "jobs_recent" ON "jobs" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "movements_timeline" ON "movements" USING btree ("tenant_id","process_id","occurred_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "processes_number" ON "processes" USING btree ("tenant_id","number") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "processes_recent" ON "processes" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "processes_changed" ON "processes" USING btree ("tenant_id","changed_at","id");--> statement-breakpoint
CREATE INDEX "processes_search" ON "processes" USING gin ("search");--> statement-breakpoint
CREATE INDEX "processes_tags" ON "processes" USING gin ("tags");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_refresh" ON "sessions" USING btree ("refresh_hash");--> statement-breakpoint
CREATE INDEX "sessions_family" ON "sessions" USING btree ("tenant_id","family_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "webhook_attempts_delivery" ON "webhook_attempts" USING btree ("tenant_id","delivery_id","attempt");--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_event" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","event_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","next_attempt_at","position") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_held" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","process_id","position") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("tenant_id","endpoint_id","position");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_recent" ON "webhook_endpoints" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "cases_due" ON "court"."cases" USING btree ("alias","next_check_at") WHERE watchers > 0;--> statement-breakpoint
CREATE INDEX "cases_urgent" ON "court"."cases" USING btree ("alias","urgent_since") WHERE urgent_since is not null;--> statement-breakpoint
CREATE INDEX "requests_recent" ON "court"."requests" USING btree ("alias","asked_at");--> statement-breakpoint
CREATE INDEX "watchers_tenant" ON "court"."watchers" USING btree ("tenant_id","alias");--> statement-breakpoint
CREATE INDEX "adoptions_age" ON "rt"."adoptions" USING btree ("adopted_at");--> statement-breakpoint
CREATE INDEX "dead_letters_recent" ON "rt"."dead_letters" USING btree ("kind","tenant","died_at");--> statement-breakpoint
CREATE INDEX "messages_mailbox" ON "rt"."messages" USING btree ("kind","partition","tenant","key","position") WHERE due_at is null;--> statement-breakpoint
CREATE INDEX "messages_due" ON "rt"."messages" USING btree ("kind","partition","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "messages_reminder" ON "rt"."messages" USING btree ("kind","tenant","key","reminder") WHERE due_at is not null and reminder is not null;