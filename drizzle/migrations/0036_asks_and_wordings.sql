CREATE TABLE "meeting_ask" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"area_id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"document" text NOT NULL,
	"field" text NOT NULL,
	"pinned_from" text NOT NULL,
	"pinned_to" text NOT NULL,
	"to_agency" uuid,
	"to_person" uuid,
	"question" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"state" text DEFAULT 'OPEN' NOT NULL,
	"settled_by" uuid,
	"settled_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"command_id" text NOT NULL,
	CONSTRAINT "meeting_ask_meeting_id_asked_by_command_id_unique" UNIQUE("meeting_id","asked_by","command_id")
);
--> statement-breakpoint
CREATE TABLE "wording_template" (
	"area_id" uuid NOT NULL,
	"template_id" text NOT NULL,
	"version" integer NOT NULL,
	"item" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"words" text NOT NULL,
	"is_retired" boolean NOT NULL,
	"changed_by" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wording_template_area_id_template_id_version_pk" PRIMARY KEY("area_id","template_id","version")
);
--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_to_agency_agency_id_fk" FOREIGN KEY ("to_agency") REFERENCES "public"."agency"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_to_person_person_id_fk" FOREIGN KEY ("to_person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_ask" ADD CONSTRAINT "meeting_ask_settled_by_person_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wording_template" ADD CONSTRAINT "wording_template_area_id_area_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."area"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wording_template" ADD CONSTRAINT "wording_template_changed_by_person_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- What is asked stays as it was asked; the lock removes it.
GRANT SELECT, INSERT, DELETE, UPDATE (answer, answered_by, answered_at, state, settled_by, settled_at, version) ON meeting_ask TO mapp_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON wording_template TO mapp_app;
--> statement-breakpoint
ALTER TABLE public.meeting_ask
	ADD CONSTRAINT meeting_ask_state CHECK (state IN ('OPEN', 'RESOLVED', 'DROPPED')),
	ADD CONSTRAINT meeting_ask_settled CHECK ((state = 'OPEN') = (settled_by IS NULL AND settled_at IS NULL)),
	ADD CONSTRAINT meeting_ask_to CHECK (to_agency IS NULL OR to_person IS NULL);
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
	FOREACH name IN ARRAY ARRAY['meeting_ask', 'wording_template'] LOOP
		EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
		EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
		EXECUTE format(
			'CREATE POLICY own_area ON public.%I USING (area_id = nullif(current_setting(''mapp.area_id'', true), '''')::uuid)', name
		);
	END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON public.wording_template
	FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
--> statement-breakpoint
-- Whoever may see a question is told of it by every node (0008).
CREATE TRIGGER access_changes AFTER INSERT OR UPDATE ON public.meeting_ask
	FOR EACH ROW EXECUTE FUNCTION public.note_access_change();
--> statement-breakpoint
CREATE TRIGGER locked_is_final BEFORE INSERT OR UPDATE ON public.meeting_ask FOR EACH ROW
	EXECUTE FUNCTION public.refuse_change_within_locked_meeting();
--> statement-breakpoint
-- Questions and their answers are words that people typed (0034).
CREATE OR REPLACE FUNCTION public.typed_text() RETURNS TABLE (
	of_table text, of_column text, whose text, minuted boolean, key_of text, told text, belongs text
) LANGUAGE sql IMMUTABLE AS $$
	VALUES
	('meeting_event', 'data', 'ROOM', true, 't.version', 't.type', 't.meeting_id = $1'),
	('meeting', 'venue', 'ROOM', true, 't.id', '''''', 't.id = $1'),
	('agency_return', 'values', 'ROOM', false, 't.agency_id || '' '' || t.number', '''''', 't.meeting_id = $1'),
	('agency_return', 'texts', 'ROOM', false, 't.agency_id || '' '' || t.number', '''''', 't.meeting_id = $1'),
	('late_words', 'text', 'ROOM', false, 't.id', '''''', 't.meeting_id = $1'),
	('correction', 'says', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction', 'should_say', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction', 'why', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('correction_decision', 'reason', 'ROOM', false, 't.number', '''''', 't.meeting_id = $1'),
	('smb_feedback', 'text', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('smb_feedback_step', 'note', 'UNIT', false, 't.feedback_id || '' '' || t.version', '''''',
		't.feedback_id IN (SELECT f.id FROM public.smb_feedback f WHERE f.meeting_id = $1)'),
	('action', 'text', 'ROOM', true, 't.number', '''''', 't.meeting_id = $1'),
	('action', 'evidence', 'ROOM', true, 't.number', '''''', 't.meeting_id = $1'),
	('action_event', 'data', 'ROOM', false, 't.number || '' '' || t.version', 't.type',
		't.case_id = $2 AND t.number IN (SELECT a.number FROM public.action a WHERE a.case_id = $2 AND a.meeting_id = $1)'),
	('disclosure_to_make', 'recipient', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'content', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'method', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_to_make', 'conditions', 'ROOM', true, 't.id', '''''', 't.meeting_id = $1'),
	('disclosure_completion', 'reaction', 'ROOM', false, 't.id', '''''',
		't.to_make_id IN (SELECT d.id FROM public.disclosure_to_make d WHERE d.meeting_id = $1)'),
	('minutes_filing', 'system', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('minutes_filing', 'reference', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('minutes_filing', 'reason', 'ROOM', false, 't.version', '''''', 't.meeting_id = $1'),
	('absence_event', 'data', 'UNIT', false, 't.absence_id || '' '' || t.version', 't.type',
		't.absence_id IN (SELECT a.id FROM public.absence a WHERE a.meeting_id = $1)'),
	('quality_audit_event', 'data', 'UNIT', false, 't.audit_id || '' '' || t.version', 't.type',
		't.audit_id IN (SELECT q.id FROM public.quality_audit q WHERE q.meeting_id = $1)'),
	('copy_access', 'reason', 'UNIT', false, 't.copy_id || '' '' || t.version', '''''',
		't.copy_id IN (SELECT c.id FROM public.minutes_copy c WHERE c.meeting_id = $1)'),
	('exported_file', 'recipient', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('exported_file', 'purpose', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_bundle', 'recipient', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_bundle', 'purpose', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('request_step', 'step', 'UNIT', false, 't.request_id || '' '' || t.version', '''''',
		't.request_id IN (SELECT r.id FROM public.information_request r WHERE r.case_id = $2)'),
	('mapp_case', 'subject', 'UNIT', false, 't.id', '''''', 't.id = $2'),
	('mapp_case', 'facts', 'UNIT', false, 't.id', '''''', 't.id = $2'),
	('case_change', 'reason', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('case_change', 'before', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('case_change', 'after', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('level_change', 'criterion', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('level_change', 'rationale', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('imported_plan', 'plan', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('referral_section', 'values', 'UNIT', false, 't.referral_id || '' '' || t.section || '' '' || t.version', '''''',
		't.referral_id IN (SELECT r.id FROM public.referral r WHERE r.case_id = $2)'),
	('referral_event', 'data', 'UNIT', false, 't.referral_id || '' '' || t.version', 't.type',
		't.referral_id IN (SELECT r.id FROM public.referral r WHERE r.case_id = $2)'),
	('guest', 'request', 'ROOM', false, 't.id', '''''', 't.meeting_id = $1'),
	('guest', 'reason', 'ROOM', false, 't.id', '''''', 't.meeting_id = $1'),
	('emergency_access', 'reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('emergency_access', 'refusal', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('emergency_access', 'finding', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_share', 'asked_for', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_share', 'reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('case_share_event', 'says', 'UNIT', false, 't.share_id || '' '' || t.version', 't.type',
		't.share_id IN (SELECT s.id FROM public.case_share s WHERE s.case_id = $2)'),
	('meeting_ask', 'question', 'ROOM', false, 't.document || '' '' || t.id', '''''', 't.meeting_id = $1'),
	('meeting_ask', 'answer', 'ROOM', false, 't.document || '' '' || t.id', '''''', 't.meeting_id = $1'),
	('retention_hold', 'reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('retention_hold', 'end_reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('retention_review', 'reason', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('victim_name', 'name', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2'),
	('victim_name', 'also_known_as', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2')
$$;
