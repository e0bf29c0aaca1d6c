-- Never used: neither @@ nor @> is leakproof, so under row-level security they are asked of a firm's rows alone. Each cost every
-- registration and every movement some twenty entries.
DROP INDEX "processes_search";--> statement-breakpoint
DROP INDEX "processes_tags";--> statement-breakpoint
-- What is there is read as it is (db/compact-json.ts), and is compact with its next change.
ALTER TABLE "process_instances" ALTER COLUMN "history" SET DATA TYPE bytea USING convert_to("history"::text, 'UTF8');--> statement-breakpoint
ALTER TABLE "court"."documents" ALTER COLUMN "body" SET DATA TYPE bytea USING convert_to("body"::text, 'UTF8');--> statement-breakpoint
-- Compressed already: when it has to leave the row it leaves as it is.
ALTER TABLE "process_instances" ALTER COLUMN "history" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "court"."documents" ALTER COLUMN "body" SET STORAGE EXTERNAL;
