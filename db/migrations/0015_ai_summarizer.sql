CREATE TABLE "ai_answers" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"task" text NOT NULL,
	"process_id" text,
	"job_id" text,
	"input" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"input_hash" text,
	"body" jsonb,
	"engine" text,
	"model" text,
	"prompt_version" text,
	"fallback" text,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "ai_answers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_batches" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"provider_id" text NOT NULL,
	"model" text NOT NULL,
	"answers" integer NOT NULL,
	"state" text DEFAULT 'in_progress' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"collected_at" timestamp (3) with time zone,
	CONSTRAINT "ai_batches_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_budgets" (
	"tenant_id" text NOT NULL,
	"month" text NOT NULL,
	"cap_micros" bigint NOT NULL,
	"cap_tokens" bigint NOT NULL,
	"reserved_micros" bigint DEFAULT 0 NOT NULL,
	"reserved_tokens" bigint DEFAULT 0 NOT NULL,
	"spent_micros" bigint DEFAULT 0 NOT NULL,
	"spent_tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "ai_budgets_tenant_id_month_pk" PRIMARY KEY("tenant_id","month")
);
--> statement-breakpoint
CREATE TABLE "ai_calls" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"answer_id" text NOT NULL,
	"task" text NOT NULL,
	"model" text NOT NULL,
	"month" text NOT NULL,
	"state" text DEFAULT 'reserved' NOT NULL,
	"reserved_micros" bigint NOT NULL,
	"reserved_tokens" integer NOT NULL,
	"spent_micros" bigint,
	"input_tokens" integer,
	"cache_write_tokens" integer,
	"cache_read_tokens" integer,
	"output_tokens" integer,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "ai_calls_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "ai_settings" (
	"tenant_id" text NOT NULL,
	"external_models" boolean DEFAULT false NOT NULL,
	"notices" boolean DEFAULT false NOT NULL,
	"nightly" boolean DEFAULT false NOT NULL,
	"monthly_micros" bigint,
	"changed_by" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ai_settings_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "job_drafts" (
	"tenant_id" text NOT NULL,
	"job_id" text NOT NULL,
	"text" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_drafts_tenant_id_job_id_pk" PRIMARY KEY("tenant_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "court"."writings" (
	"hash" text PRIMARY KEY NOT NULL,
	"model" text NOT NULL,
	"draft" json NOT NULL,
	"usage" json NOT NULL,
	"took_ms" integer NOT NULL,
	"written_on" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "ai_answers_of_process" ON "ai_answers" USING btree ("tenant_id","process_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ai_answers_same" ON "ai_answers" USING btree ("tenant_id","input_hash");--> statement-breakpoint
CREATE INDEX "ai_calls_month" ON "ai_calls" USING btree ("tenant_id","month");