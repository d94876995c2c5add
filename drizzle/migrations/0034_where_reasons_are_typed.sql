-- Reasons that people write about a case or a meeting, in tables that are newer than the list (0029).
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
	('retention_hold', 'reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('retention_hold', 'end_reason', 'UNIT', false, 't.id', '''''', 't.case_id = $2'),
	('retention_review', 'reason', 'UNIT', false, 't.version', '''''', 't.case_id = $2'),
	('victim_name', 'name', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2'),
	('victim_name', 'also_known_as', 'VICTIMS', false, 't.code || '' '' || t.version', '''''', 't.case_id = $2')
$$;
--> statement-breakpoint
-- What has ended stays as it was, but for words that must not be held at all.
CREATE OR REPLACE FUNCTION public.refuse_change_of_what_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF public.is_redacting() THEN RETURN NEW; END IF;
	RAISE EXCEPTION 'it has ended, or was decided' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.keep_steps_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF public.is_redacting() THEN RETURN NEW; END IF;
	IF (OLD.granted_at IS NOT NULL AND (OLD.granted_at, OLD.granted_by, OLD.until) IS DISTINCT FROM (NEW.granted_at, NEW.granted_by, NEW.until))
		OR (OLD.refused_at IS NOT NULL AND (OLD.refused_at, OLD.refused_by, OLD.refusal) IS DISTINCT FROM (NEW.refused_at, NEW.refused_by, NEW.refusal))
		OR (OLD.ended_at IS NOT NULL AND (OLD.ended_at, OLD.ended_by) IS DISTINCT FROM (NEW.ended_at, NEW.ended_by))
		OR (OLD.reviewed_at IS NOT NULL AND (OLD.reviewed_at, OLD.reviewed_by, OLD.finding) IS DISTINCT FROM (NEW.reviewed_at, NEW.reviewed_by, NEW.finding))
	THEN
		RAISE EXCEPTION 'a step of an emergency access stays as it was taken';
	END IF;
	RETURN NEW;
END $$;
