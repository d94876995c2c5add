CREATE TABLE "action_event" (
	"area_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"number" text NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"actor_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "action_event_case_id_number_version_pk" PRIMARY KEY("case_id","number","version"),
	CONSTRAINT "action_event_case_id_number_command_id_unique" UNIQUE("case_id","number","command_id")
);
--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "first_due" date;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "slips" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "asked" text;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "reported_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "action" ADD COLUMN "high_risk" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_actor_id_person_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "action_event" ADD CONSTRAINT "action_event_case_id_number_action_case_id_number_fk" FOREIGN KEY ("case_id","number") REFERENCES "public"."action"("case_id","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "action_area_id_owner_agency_id_index" ON "action" USING btree ("area_id","owner_agency_id");--> statement-breakpoint
ALTER TABLE "action" ADD CONSTRAINT "action_id_unique" UNIQUE("id");--> statement-breakpoint
-- What was said of an action, by whom and when, can always be told: nothing here is ever changed.
GRANT SELECT, INSERT ON action_event TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.action_event ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE public.action_event FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON public.action_event USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.action_event
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
