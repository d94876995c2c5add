CREATE TABLE "record_mark" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "record_mark_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"path" text NOT NULL,
	"part_from" integer NOT NULL,
	"part_to" integer NOT NULL,
	"kind" text NOT NULL,
	"agency_id" uuid,
	"leaves_out" boolean NOT NULL,
	"by" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "version_look" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"profile" text NOT NULL,
	"act" text NOT NULL,
	"person_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "version_look_meeting_id_person_id_digest_act_pk" PRIMARY KEY("meeting_id","person_id","digest","act")
);
--> statement-breakpoint
ALTER TABLE "final_record" ADD COLUMN "salt" text;--> statement-breakpoint
ALTER TABLE "final_record" ADD COLUMN "seal" text;--> statement-breakpoint
ALTER TABLE "final_record" ADD COLUMN "pdf_sha256" text;--> statement-breakpoint
ALTER TABLE "record_mark" ADD CONSTRAINT "record_mark_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_mark" ADD CONSTRAINT "record_mark_meeting_id_final_record_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."final_record"("meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_mark" ADD CONSTRAINT "record_mark_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_mark" ADD CONSTRAINT "record_mark_by_person_id_fk" FOREIGN KEY ("by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_look" ADD CONSTRAINT "version_look_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_look" ADD CONSTRAINT "version_look_meeting_id_final_record_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."final_record"("meeting_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version_look" ADD CONSTRAINT "version_look_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "record_mark_meeting_id_seq_index" ON "record_mark" USING btree ("meeting_id","seq");
--> statement-breakpoint
-- What was marked in a sealed record, taken back, looked at and approved can always be told: nothing here is ever changed.
GRANT SELECT, INSERT ON record_mark, version_look TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['record_mark', 'version_look'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
		EXECUTE format(
			'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change()', name
		);
	END LOOP;
END $$;
