CREATE TABLE "agency_return" (
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"values" jsonb NOT NULL,
	"texts" jsonb,
	CONSTRAINT "agency_return_meeting_id_agency_id_number_pk" PRIMARY KEY("meeting_id","agency_id","number")
);
--> statement-breakpoint
ALTER TABLE "agency_return" ADD CONSTRAINT "agency_return_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_return" ADD CONSTRAINT "agency_return_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_return" ADD CONSTRAINT "agency_return_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agency_return" ADD CONSTRAINT "agency_return_saved_by_person_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
GRANT SELECT, INSERT ON agency_return TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.agency_return ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE public.agency_return FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON public.agency_return USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
-- Every version that was sent stays as it was: a change is another version.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.agency_return FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE INSERT ON public.agency_return FOR EACH ROW
	EXECUTE FUNCTION public.refuse_change_within_locked_meeting();
