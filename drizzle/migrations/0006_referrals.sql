CREATE TABLE "referral" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"ref" text NOT NULL,
	"from_agency_id" uuid NOT NULL,
	"begun_by" uuid NOT NULL,
	"begun_command" text NOT NULL,
	"case_id" uuid,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"received_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"late_referral" boolean DEFAULT false NOT NULL,
	"accepted_on" date,
	"initial_due" date,
	CONSTRAINT "referral_area_id_ref_unique" UNIQUE("area_id","ref"),
	CONSTRAINT "referral_area_id_begun_command_unique" UNIQUE("area_id","begun_command")
);
--> statement-breakpoint
CREATE TABLE "referral_event" (
	"area_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "referral_event_referral_id_version_pk" PRIMARY KEY("referral_id","version"),
	CONSTRAINT "referral_event_referral_id_command_id_unique" UNIQUE("referral_id","command_id")
);
--> statement-breakpoint
CREATE TABLE "referral_section" (
	"area_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"section" text NOT NULL,
	"version" integer NOT NULL,
	"values" jsonb NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "referral_section_referral_id_section_version_pk" PRIMARY KEY("referral_id","section","version")
);
--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_from_agency_id_agency_id_fk" FOREIGN KEY ("from_agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_begun_by_person_id_fk" FOREIGN KEY ("begun_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral" ADD CONSTRAINT "referral_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_event" ADD CONSTRAINT "referral_event_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_event" ADD CONSTRAINT "referral_event_referral_id_referral_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referral"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_event" ADD CONSTRAINT "referral_event_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_section" ADD CONSTRAINT "referral_section_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_section" ADD CONSTRAINT "referral_section_referral_id_referral_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referral"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_section" ADD CONSTRAINT "referral_section_saved_by_person_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "referral_case_id_index" ON "referral" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "referral_area_id_state_index" ON "referral" USING btree ("area_id","state");--> statement-breakpoint
-- A referral's head changes with its events; what was written and what happened stay as they were.
GRANT SELECT, INSERT, UPDATE ON referral TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON referral_section, referral_event TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['referral', 'referral_section', 'referral_event'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
	FOREACH name IN ARRAY ARRAY['referral_section', 'referral_event'] LOOP
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON referral FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
