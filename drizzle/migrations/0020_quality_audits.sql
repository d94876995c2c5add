CREATE TABLE "audit_sample" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"quarter" text NOT NULL,
	"manner" text NOT NULL,
	"seed" text NOT NULL,
	"reason" text NOT NULL,
	"asked" jsonb NOT NULL,
	"drawn_by" uuid NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "audit_sample_area_id_command_id_unique" UNIQUE("area_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "quality_audit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"sample_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"auditor_id" uuid,
	"view_from" timestamp with time zone,
	"view_until" timestamp with time zone,
	"overall" smallint,
	"submitted_on" date,
	CONSTRAINT "quality_audit_meeting_id_unique" UNIQUE("meeting_id")
);
--> statement-breakpoint
CREATE TABLE "quality_audit_event" (
	"area_id" uuid NOT NULL,
	"audit_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "quality_audit_event_audit_id_version_pk" PRIMARY KEY("audit_id","version"),
	CONSTRAINT "quality_audit_event_audit_id_command_id_unique" UNIQUE("audit_id","command_id")
);
--> statement-breakpoint
ALTER TABLE "audit_sample" ADD CONSTRAINT "audit_sample_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample" ADD CONSTRAINT "audit_sample_drawn_by_person_id_fk" FOREIGN KEY ("drawn_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit" ADD CONSTRAINT "quality_audit_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit" ADD CONSTRAINT "quality_audit_sample_id_audit_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."audit_sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit" ADD CONSTRAINT "quality_audit_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit" ADD CONSTRAINT "quality_audit_auditor_id_person_id_fk" FOREIGN KEY ("auditor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit_event" ADD CONSTRAINT "quality_audit_event_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit_event" ADD CONSTRAINT "quality_audit_event_audit_id_quality_audit_id_fk" FOREIGN KEY ("audit_id") REFERENCES "public"."quality_audit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_audit_event" ADD CONSTRAINT "quality_audit_event_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quality_audit_auditor_id_index" ON "quality_audit" USING btree ("auditor_id");--> statement-breakpoint
CREATE INDEX "quality_audit_area_id_submitted_on_index" ON "quality_audit" USING btree ("area_id","submitted_on");
--> statement-breakpoint
-- What was drawn, who was let in and what was written can always be told: nothing here is ever changed.
GRANT SELECT, INSERT ON audit_sample, quality_audit_event TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, version, auditor_id, view_from, view_until, overall, submitted_on)
	ON quality_audit TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['audit_sample', 'quality_audit', 'quality_audit_event'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['audit_sample', 'quality_audit_event'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- A meeting that was drawn stays drawn, whatever becomes of its audit.
CREATE TRIGGER stays BEFORE DELETE OR TRUNCATE ON public.quality_audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
