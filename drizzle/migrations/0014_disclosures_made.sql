CREATE TABLE "disclosure_completion" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"to_make_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"completed_on" date NOT NULL,
	"reaction" text NOT NULL,
	"undertaking_signed" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosure_to_make" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"disclosure_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"content" text NOT NULL,
	"method" text NOT NULL,
	"conditions" text NOT NULL,
	"deadline" date,
	CONSTRAINT "disclosure_to_make_meeting_id_disclosure_id_unique" UNIQUE("meeting_id","disclosure_id")
);
--> statement-breakpoint
ALTER TABLE "disclosure_completion" ADD CONSTRAINT "disclosure_completion_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_completion" ADD CONSTRAINT "disclosure_completion_to_make_id_disclosure_to_make_id_fk" FOREIGN KEY ("to_make_id") REFERENCES "public"."disclosure_to_make"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_completion" ADD CONSTRAINT "disclosure_completion_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_to_make" ADD CONSTRAINT "disclosure_to_make_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_to_make" ADD CONSTRAINT "disclosure_to_make_case_id_mapp_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."mapp_case"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_to_make" ADD CONSTRAINT "disclosure_to_make_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_to_make" ADD CONSTRAINT "disclosure_to_make_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosure_completion_to_make_id_index" ON "disclosure_completion" USING btree ("to_make_id");--> statement-breakpoint
CREATE INDEX "disclosure_to_make_person_id_index" ON "disclosure_to_make" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "disclosure_to_make_case_id_index" ON "disclosure_to_make" USING btree ("case_id");
--> statement-breakpoint
GRANT SELECT, INSERT ON disclosure_to_make, disclosure_completion TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['disclosure_to_make', 'disclosure_completion'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
		-- What was decided and what was told stays as it was: a correction is another entry.
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
