CREATE TABLE "ended_session" (
	"session_id" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "late_words" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"document" text NOT NULL,
	"field" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "node" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "node_presence" (
	"node_id" uuid NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"state" jsonb NOT NULL,
	CONSTRAINT "node_presence_node_id_meeting_id_pk" PRIMARY KEY("node_id","meeting_id")
);
--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "keeping_secret" "bytea";--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "late_words" ADD CONSTRAINT "late_words_settled_by_person_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_presence" ADD CONSTRAINT "node_presence_node_id_node_id_fk" FOREIGN KEY ("node_id") REFERENCES "public"."node"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "node_presence" ADD CONSTRAINT "node_presence_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ended_session_at_index" ON "ended_session" USING btree ("at");--> statement-breakpoint
CREATE INDEX "late_words_meeting_id_index" ON "late_words" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "node_presence_meeting_id_index" ON "node_presence" USING btree ("meeting_id");--> statement-breakpoint
-- Volatile: after a crash of the database every node writes its presence anew.
ALTER TABLE node_presence SET UNLOGGED;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON node, node_presence, ended_session TO mapp_app;
--> statement-breakpoint
-- What somebody offers stays as offered; only that it was dealt with is added.
GRANT SELECT, INSERT, UPDATE (settled_at, settled_by) ON late_words TO mapp_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['node_presence', 'late_words'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
-- Every node looks at this list twice a second and cuts the connections of what has ended (R12).
CREATE FUNCTION public.note_ended_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.ended_session (session_id) SELECT id FROM gone;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_end AFTER DELETE ON session
	REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION public.note_ended_session();
--> statement-breakpoint
-- A disabled account's sessions have ended too, though their rows still stand.
CREATE FUNCTION public.note_disabled_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO public.ended_session (session_id) SELECT id FROM public.session WHERE account_id = NEW.id;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER note_end AFTER UPDATE OF disabled_at ON account FOR EACH ROW
	WHEN (NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION public.note_disabled_account();
