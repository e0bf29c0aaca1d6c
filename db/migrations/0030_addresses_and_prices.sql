CREATE TABLE "channel_prices" (
	"tenant_id" text NOT NULL,
	"currency" text NOT NULL,
	"prices" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "channel_prices_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "channel_links" ADD COLUMN "other_address" text;--> statement-breakpoint
CREATE INDEX "channel_links_other_address" ON "channel_links" USING btree ("connection_id","other_address") WHERE status = 'active' and other_address is not null;