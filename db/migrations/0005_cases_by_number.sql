ALTER TABLE "court"."cases" DROP CONSTRAINT "cases_alias_number_pk";--> statement-breakpoint
ALTER TABLE "court"."cases" ADD CONSTRAINT "cases_number_alias_pk" PRIMARY KEY("number","alias");