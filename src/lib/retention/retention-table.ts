/**
 * Everything this service holds, by kind: which tables it stands in, from when its clock runs, how long, why, and what happens at
 * the end. Every table of the schema stands in exactly one row (tests/house/retention-table.test.ts). Numbers are the area's.
 */
import type { AreaConfig } from '../cases/area-config.ts';

export const RETENTION_KINDS = [
	'CASE',
	'DRAFTS',
	'CHAIR_NOTES',
	'ASKS',
	'MAIL',
	'ARCHIVES',
	'SIGN_IN',
	'PEOPLE',
	'AREA',
	'BOARD',
	'AUDIT',
	'DESTRUCTIONS',
	'RECORDINGS'
] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export type RetentionRow = {
	/** what it is, as people call it */
	readonly what: string;
	/** of the database; none where the service never holds such a thing */
	readonly tables: readonly string[];
	/** from when the clock runs */
	readonly from: string;
	readonly howLong: (config: AreaConfig) => string;
	/** a law, a guidance or practice; "Proposed by this service" where the number is ours (domain.md 0.1, D) */
	readonly source: string;
	/** a decision of two people, the clock alone, or nothing */
	readonly end: 'BY_DECISION' | 'BY_CLOCK' | 'REDUCED_BY_CLOCK' | 'KEPT';
	readonly atEnd: string;
};

const OURS = 'Proposed by this service. No national figure is known';

export const RETENTION_TABLE: Readonly<Record<RetentionKind, RetentionRow>> = {
	CASE: {
		what: 'A case: its meetings, minutes, plans, actions, notes, returns, copies, requests and files that left',
		tables: [
			...['mapp_case', 'case_change', 'case_exclusion', 'case_named_person', 'case_search_term', 'level_change'],
			...['referral', 'referral_section', 'referral_event', 'meeting', 'meeting_event', 'invitation', 'meeting_step'],
			...['document', 'document_snapshot', 'restricted_note', 'restricted_audience', 'victim_name', 'sealed_apart'],
			...['agency_return', 'presence_note', 'absence', 'absence_event', 'action', 'action_event', 'smb_feedback'],
			...['smb_feedback_step', 'report_facts', 'minutes_distribution', 'distribution_authority', 'minutes_copy'],
			...['copy_access', 'copy_use', 'exported_file', 'information_request', 'request_step', 'quality_audit'],
			...['quality_audit_event', 'final_record', 'record_mark', 'version_look', 'disclosure_to_make'],
			...['disclosure_completion', 'late_words', 'correction', 'correction_decision', 'addendum', 'minutes_filing'],
			...['hand_off_copy', 'imported_plan', 'retention_hold', 'retention_review', 'emergency_access', 'guest'],
			...['redaction', 'case_share', 'case_share_event', 'case_share_person']
		],
		from: 'The end of the case. Where every record was filed elsewhere: the last filing',
		howLong: ({ retentionYears, unitCopyMonths }) =>
			`Until the person’s ${retentionYears}th birthday. A copy of what is filed elsewhere: ${unitCopyMonths} months`,
		source:
			'Common practice: the national record is looked at again at the 100th birthday. The time of the copy is proposed by this service',
		end: 'BY_DECISION',
		atEnd:
			'Looked at first: still needed, or destroyed whole. A co-ordinator proposes it, a second person of the unit confirms it, and a signed certificate is made'
	},
	DRAFTS: {
		what: 'How minutes, plans, notes and returns were written: every change, by whom, and what was taken out again',
		tables: ['document_update', 'document_client', 'document_key_ending'],
		from: 'The lock of the meeting',
		howLong: ({ draftsKeptWorkingDays }) => `${draftsKeptWorkingDays} working days`,
		source: OURS,
		end: 'REDUCED_BY_CLOCK',
		atEnd: 'The last state stays with the case, as the sealed record has it'
	},
	ASKS: {
		what: 'Questions pinned to the texts of a meeting while its minutes are written, and their answers',
		tables: ['meeting_ask'],
		from: 'The question',
		howLong: () => 'Until the lock of the meeting',
		source: OURS,
		end: 'BY_CLOCK',
		atEnd: 'Nothing of it stays: the lock removes them, and they are in no record, print or export'
	},
	CHAIR_NOTES: {
		what: 'A chair’s private notes about a meeting, which their writer alone can read. Never part of any record',
		tables: ['chair_note'],
		from: 'The lock of the meeting, or the day it was called off for',
		howLong: ({ draftsKeptWorkingDays }) => `${draftsKeptWorkingDays} working days`,
		source: OURS,
		end: 'BY_CLOCK',
		atEnd: 'Nothing of it stays'
	},
	MAIL: {
		what: 'Mails of the service: to whom, when, that something waits. They name nobody and hold no words of a case',
		tables: ['outbox'],
		from: 'When it was sent, passed on or given up',
		howLong: ({ mailKeptMonths }) => `${mailKeptMonths} months`,
		source: OURS,
		end: 'BY_CLOCK',
		atEnd: 'Nothing of it stays'
	},
	ARCHIVES: {
		what: 'An archive of a case while it is made and until it is fetched',
		tables: ['case_bundle'],
		from: 'When it was begun',
		howLong: () => 'An hour, or until it is fetched',
		source: OURS,
		end: 'BY_CLOCK',
		atEnd: 'Nothing of it stays'
	},
	SIGN_IN: {
		what: 'Sessions, failed sign-ins, who is connected just now',
		tables: [
			...['session', 'ended_session', 'session_end', 'sign_in_attempt', 'sign_in_challenge', 'node', 'node_presence'],
			'agency_sign_in_begun',
			'wall_screen',
			'permitted_erasure'
		],
		from: 'The end of the session, the last failed try',
		howLong: () => 'Hours',
		source: OURS,
		end: 'BY_CLOCK',
		atEnd: 'Nothing of it stays'
	},
	PEOPLE: {
		what: 'The people who use the service, their agencies, and with what they sign in',
		tables: [
			...['person', 'account', 'agency', 'agency_contact', 'people_import', 'first_sign_in', 'passkey', 'totp_secret'],
			...['recovery_code', 'person_change', 'seat_offer', 'agency_sign_in', 'agency_link']
		],
		from: 'The day somebody stops working with the area',
		howLong: () => 'As long as a record names them',
		source: 'Minutes say who was there: Criminal Justice Act 2003 s.325, Data Protection Act 2018 s.39',
		end: 'KEPT',
		atEnd: 'The account is closed at once. Name, agency and role stay with the records that name them'
	},
	AREA: {
		what: 'The area itself: its numbers, its statement of confidentiality and its recurring wording, as each was in force',
		tables: ['area', 'area_name', 'area_number', 'statement', 'wording_template'],
		from: 'When it came into force',
		howLong: () => 'As long as the area uses the service',
		source: 'A record is read by the numbers of its day',
		end: 'KEPT',
		atEnd: 'There is nobody’s data in it'
	},
	BOARD: {
		what: 'Figures of the Board as entered and published, and which meetings were drawn to be audited',
		tables: ['board_figure', 'board_pack', 'audit_sample'],
		from: 'When they were published',
		howLong: () => 'As long as the area uses the service',
		source: 'Published figures stay as they were published, also when a case behind them is destroyed',
		end: 'KEPT',
		atEnd: 'Small numbers are withheld in them; they name nobody'
	},
	AUDIT: {
		what: 'Who did, saw, gave out and destroyed what. No content and no names of victims',
		tables: ['audit_event', 'audit_chain', 'audit_checkpoint'],
		from: 'The act',
		howLong: ({ auditKeptYears }) => `${auditKeptYears} years`,
		source: 'Data Protection Act 2018 s.62. The time is proposed by this service',
		end: 'BY_CLOCK',
		atEnd:
			'It outlives the case it is about. The oldest part goes, after it was checked, and a signed checkpoint takes its place, so that what follows can still be checked'
	},
	DESTRUCTIONS: {
		what: 'What was proposed for destruction, decided and destroyed, and the certificates',
		tables: ['destruction', 'destruction_certificate', 'destroyed_by_clock'],
		from: 'The destruction',
		howLong: () => 'As long as the area uses the service',
		source: 'Data Protection Act 2018 s.62: erasure is logged',
		end: 'KEPT',
		atEnd: 'A case is known in it by a digest of its reference alone'
	},
	RECORDINGS: {
		what: 'Sound or pictures of a meeting',
		tables: [],
		from: 'The meeting',
		howLong: () => 'Never held',
		source: 'This service records neither sound nor pictures',
		end: 'KEPT',
		atEnd:
			'There is nothing to destroy. Where an area records a meeting elsewhere, it destroys that when the minutes are locked'
	}
};

/** The kind of what a table holds; null for a table that nobody has placed yet. */
export const kindOfTable = (table: string): RetentionKind | null =>
	RETENTION_KINDS.find((kind) => RETENTION_TABLE[kind].tables.includes(table)) ?? null;
