CREATE TABLE "guest" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"agency_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role_title" text NOT NULL,
	"email" text NOT NULL,
	"capacity" text NOT NULL,
	"request" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason" text DEFAULT '' NOT NULL,
	"person_id" uuid,
	"secret_hash" text,
	"link_made_at" timestamp with time zone,
	"code_hash" text,
	"code_made_at" timestamp with time zone,
	"wrong_codes" smallint DEFAULT 0 NOT NULL,
	"binding_hash" text,
	"bound_at" timestamp with time zone,
	"tried_elsewhere_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "guest_person_id_unique" UNIQUE("person_id"),
	CONSTRAINT "guest_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_agency_id_agency_id_fk" FOREIGN KEY ("agency_id") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest" ADD CONSTRAINT "guest_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guest_meeting_id_index" ON "guest" USING btree ("meeting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "guest_once_per_meeting" ON "guest" USING btree ("meeting_id","email") WHERE "guest"."state" in ('ASKED', 'APPROVED');
--> statement-breakpoint
ALTER TABLE guest
	ADD CONSTRAINT guest_state CHECK (state IN ('ASKED', 'APPROVED', 'REFUSED', 'ENDED')),
	-- Nothing that opens a door outlives the guest.
	ADD CONSTRAINT guest_keys CHECK (state = 'APPROVED' OR (secret_hash IS NULL AND code_hash IS NULL AND binding_hash IS NULL)),
	ADD CONSTRAINT guest_end CHECK ((state = 'ENDED') = (ended_at IS NOT NULL)),
	ADD CONSTRAINT guest_person CHECK (state <> 'APPROVED' OR person_id IS NOT NULL);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (
	state, decided_by, decided_at, reason, person_id, secret_hash, link_made_at, code_hash, code_made_at, wrong_codes,
	binding_hash, bound_at, tried_elsewhere_at, ended_at
) ON guest TO mapp_app;
--> statement-breakpoint
ALTER TABLE guest ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE guest FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY own_area ON guest USING (area_id = nullif(current_setting('mapp.area_id', true), '')::uuid);
--> statement-breakpoint
-- A guest's account goes with them; nobody else's ever does.
GRANT DELETE ON account TO mapp_app;
--> statement-breakpoint
CREATE FUNCTION public.only_guests_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF OLD.kind <> 'GUEST' THEN
		RAISE EXCEPTION 'an account is disabled, never removed' USING ERRCODE = 'restrict_violation';
	END IF;
	RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER only_guests_go BEFORE DELETE ON account FOR EACH ROW EXECUTE FUNCTION public.only_guests_go();
--> statement-breakpoint
-- Whatever ended a guest, what opened their door goes in the same statement.
CREATE FUNCTION public.forget_guest_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.secret_hash := NULL;
	NEW.code_hash := NULL;
	NEW.binding_hash := NULL;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER forget_keys BEFORE UPDATE ON guest FOR EACH ROW
	WHEN (NEW.state IN ('REFUSED', 'ENDED')) EXECUTE FUNCTION public.forget_guest_keys();
--> statement-breakpoint
-- Their sessions first: every node cuts what is connected by them (note_end), then the account itself.
CREATE FUNCTION public.end_guest_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.session WHERE account_id IN (
		SELECT id FROM public.account WHERE person_id = NEW.person_id AND kind = 'GUEST');
	DELETE FROM public.account WHERE person_id = NEW.person_id AND kind = 'GUEST';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_account AFTER UPDATE ON guest FOR EACH ROW
	WHEN (NEW.state = 'ENDED' AND OLD.state = 'APPROVED') EXECUTE FUNCTION public.end_guest_account();
--> statement-breakpoint
-- A guest ends with their meeting, whichever way it does.
CREATE FUNCTION public.end_guests_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.guest SET state = 'ENDED', ended_at = now()
		WHERE meeting_id = NEW.id AND state IN ('ASKED', 'APPROVED');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_guests AFTER UPDATE OF phase ON meeting FOR EACH ROW
	WHEN (OLD.phase IN ('CONVENED', 'LIVE') AND NEW.phase NOT IN ('CONVENED', 'LIVE'))
	EXECUTE FUNCTION public.end_guests_of_meeting();
--> statement-breakpoint
-- The hours of another day are other hours: whoever is inside by the old ones comes again.
CREATE FUNCTION public.end_guest_sessions_of_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.session WHERE account_id IN (
		SELECT a.id FROM public.account a JOIN public.guest g ON g.person_id = a.person_id
		WHERE g.meeting_id = NEW.id AND a.kind = 'GUEST');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_guest_sessions AFTER UPDATE OF scheduled_start, planned_minutes ON meeting FOR EACH ROW
	WHEN (OLD.scheduled_start <> NEW.scheduled_start OR OLD.planned_minutes <> NEW.planned_minutes)
	EXECUTE FUNCTION public.end_guest_sessions_of_meeting();
--> statement-breakpoint
-- And with their seat.
CREATE FUNCTION public.end_guest_of_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	UPDATE public.guest SET state = 'ENDED', ended_at = now()
		WHERE meeting_id = NEW.meeting_id AND person_id = NEW.person_id AND state = 'APPROVED';
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER end_guest AFTER UPDATE OF removed_at ON invitation FOR EACH ROW
	WHEN (NEW.removed_at IS NOT NULL AND OLD.removed_at IS NULL) EXECUTE FUNCTION public.end_guest_of_seat();
--> statement-breakpoint
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON guest FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
