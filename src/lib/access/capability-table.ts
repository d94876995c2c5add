/**
 * Who may do what: the one table (domain.md 7). Ten roles and case relations, the Board's chair and the guest beside them, by
 * capability. What has no cell is refused. Commands, predicates, pages and the page /access all read these rows; a test takes
 * every command and every form of the build and fails for one without a row. The table says what a role or a relation can
 * allow; whether somebody has the relation to this very case or meeting is looked up where the case is (case-access.ts,
 * admission.ts), and vetting, statement and exclusion are asked there besides.
 */
import type { Role } from './roles.ts';

/** The columns. Chair, representatives, case manager and guest are what somebody is to one meeting or case. */
export const COLUMNS = [
	'coordinator',
	'administrator',
	'chair',
	'core',
	'invited',
	'manager',
	'board',
	'boardChair',
	'layAdviser',
	'auditor',
	'system',
	'guest'
] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * How far it reaches: every case of the area; meetings they chair; meetings they are invited to, in their window; cases they
 * manage; what is theirs by name; what is their agency's; the meetings of a sample under a licence; aggregate numbers with
 * small ones withheld; settings and accounts without any case; technical events of the audit.
 */
export type Scope =
	| 'area'
	| 'meetings'
	| 'invited'
	| 'cases'
	| 'own'
	| 'agency'
	| 'sampled'
	| 'numbers'
	| 'settings'
	| 'technical';
export type Cells = Partial<Readonly<Record<Column, Scope>>>;

export const HEADINGS = [
	'See the case list',
	'Create or accept a referral',
	'Schedule and invite',
	'Read papers',
	'Write own agency’s return',
	'Edit the live narrative',
	'Edit the risk management plan',
	'Adopt the plan, decide',
	'Disclosure decision',
	'Attendance facts',
	'Chair’s finding',
	'Approve and lock minutes',
	'Distribute and export',
	'Update action progress',
	'Board’s report',
	'Audit log and quality audits',
	'Manage users and settings',
	'Emergency access',
	'Own account'
] as const;
export type Heading = (typeof HEADINGS)[number];

export type Capability = {
	readonly heading: Heading;
	/** after "may" */
	readonly may: string;
	readonly cells: Cells;
	/** where the row comes from */
	readonly source: 'domain.md 7' | 'ours';
	/** commands and forms of the build that this row answers for */
	readonly acts: readonly string[];
};

const UNIT = { coordinator: 'area', administrator: 'area' } as const satisfies Cells;
/** Whoever has a seat; the unit's people when they sit there too. */
const SEATED = {
	coordinator: 'invited',
	administrator: 'invited',
	chair: 'meetings',
	core: 'invited',
	invited: 'invited',
	manager: 'invited'
} as const satisfies Cells;
/** Chair and minute taker; an administrator takes the minutes. */
const RECORDER = { administrator: 'meetings', chair: 'meetings' } as const satisfies Cells;
const CHAIR = { chair: 'meetings' } as const satisfies Cells;
const FOR_AGENCY = { core: 'agency', invited: 'agency', manager: 'agency' } as const satisfies Cells;
const EVERYBODY = Object.fromEntries(COLUMNS.map((column) => [column, 'own'])) as Record<Column, 'own'>;
const STAFF = Object.fromEntries(COLUMNS.flatMap((one) => (one === 'guest' ? [] : [[one, 'own']]))) as Cells;

const row = (heading: Heading, may: string, cells: Cells, acts: readonly string[] = []): Capability => ({
	...{ heading, may, cells, acts },
	source: 'domain.md 7'
});
/** Not in domain.md 7: what the build needs besides, by the same principle. */
const ours = (heading: Heading, may: string, cells: Cells, acts: readonly string[] = []): Capability => ({
	...row(heading, may, cells, acts),
	source: 'ours'
});

export const CAPABILITIES = {
	'know-cases': row('See the case list', 'see cases and their pages', { ...UNIT, manager: 'cases' }, ['search-cases']),
	'know-meetings': row(
		'See the case list',
		'see that a meeting takes place: when and where, before the statement nothing of the case',
		{ ...SEATED, ...UNIT, guest: 'invited' }
	),
	'keep-register': ours('See the case list', 'open a case and keep its facts', UNIT, [
		'open-case',
		'amend-person',
		'amend-offence',
		'amend-orders',
		'amend-risk',
		'amend-management',
		'look',
		'take'
	]),
	'decide-on-case': ours(
		'See the case list',
		'change category, level and status of a case, and restrict it to people named',
		{ coordinator: 'area' },
		[
			...['change-category', 'change-level', 'change-status', 'restrict-case', 'lift-restriction'],
			...['name-for-case', 'unname-for-case']
		]
	),
	'exclude-people': ours('See the case list', 'keep the list of people who may not know of a case', UNIT, [
		'exclude-person',
		'end-exclusion'
	]),
	'share-case': ours(
		'See the case list',
		'share a case with another area, answer what another area shares, and end either',
		{ coordinator: 'area' },
		['share-case', 'accept-share', 'decline-share', 'end-share']
	),
	'accept-referral': row('Create or accept a referral', 'accept or reject a referral', { coordinator: 'area' }, [
		'decide-referral',
		'ask-for-information',
		'transfer-referral',
		'resolve-challenge'
	]),
	refer: row(
		'Create or accept a referral',
		'refer a person, or record a referral that came another way',
		{ administrator: 'area', ...FOR_AGENCY },
		['begin-referral', 'save-referral-section', 'submit-referral', 'withdraw-referral', 'challenge-decision']
	),
	convene: row('Schedule and invite', 'convene, move and cancel meetings, approve substitutes', UNIT, [
		...['convene-meeting', 'reschedule-meeting', 'cancel-meeting', 'name-substitute', 'approve-substitute'],
		...['refuse-substitute', 'note-meeting-step']
	]),
	'convene-professionals': ours(
		'Schedule and invite',
		'convene a meeting of professionals at Level 1',
		{ ...UNIT, manager: 'agency' },
		['convene-professionals-meeting']
	),
	'invite-people': row(
		'Schedule and invite',
		'invite somebody, or hand the chair over',
		{ ...UNIT, chair: 'meetings' },
		['invite-person', 'hand-over-chair']
	),
	'ask-guest': ours(
		'Schedule and invite',
		'ask for a guest of an agency of the meeting, make their code and end them',
		{ ...SEATED, ...UNIT },
		['ask-guest', 'end-guest', 'make-guest-code', 'send-guest-link', 'view-guests']
	),
	'decide-guest': ours(
		'Schedule and invite',
		'decide on a guest that somebody else asked for',
		{ coordinator: 'area', chair: 'meetings' },
		['approve-guest', 'refuse-guest']
	),
	'hand-on-guest-link': ours('Schedule and invite', 'hand a guest’s link on where mail does not reach', UNIT, [
		'make-guest-link'
	]),
	'come-in-as-guest': ours(
		'Schedule and invite',
		'come into the one meeting by link and code, while it runs',
		{ guest: 'own' },
		['come-in-as-guest']
	),
	'answer-invitation': ours(
		'Schedule and invite',
		'answer an invitation, name a substitute, introduce oneself',
		{ ...SEATED, guest: 'own' },
		['answer-invitation', 'nominate-substitute', 'introduce']
	),
	'send-mail-again': ours('Schedule and invite', 'look after the messages that wait', UNIT, [
		'retry-mail',
		'pass-on-mail'
	]),
	'read-papers': row(
		'Read papers',
		'read the papers of a meeting, after its statement',
		{ ...UNIT, chair: 'meetings', core: 'invited', invited: 'invited', manager: 'invited', guest: 'invited' },
		['accept-statement']
	),
	'make-restricted-note': ours(
		'Read papers',
		'write a restricted note for the people it names, and read one that names them',
		SEATED,
		['make-restricted-note', 'change-restricted-audience', 'record-victim-name']
	),
	'ask-about-text': ours(
		'Edit the live narrative',
		'ask about a text while the minutes are written, answer, and settle a question',
		SEATED,
		['ask-about-text', 'answer-ask', 'settle-ask']
	),
	'write-return': row(
		'Write own agency’s return',
		'write and send the return of their agency',
		{ ...SEATED, ...FOR_AGENCY, chair: 'agency', coordinator: 'agency', administrator: 'agency', guest: 'agency' },
		['save-return', 'send-return']
	),
	'write-return-for': row(
		'Write own agency’s return',
		'write down what an agency sent another way, under its name and their own',
		UNIT,
		['send-return-for']
	),
	'run-meeting': row('Edit the live narrative', 'run the meeting: start, items, breaks, notes', RECORDER, [
		...[
			'settle-late-words',
			'start-meeting',
			'pause-meeting',
			'resume-meeting',
			'open-item',
			'next-item',
			'present-statement'
		],
		...['check-previous-minutes', 'submit-minutes', 'set-record-language']
	]),
	'show-on-wall': ours('Edit the live narrative', 'show item and time on the screen of the room', RECORDER, [
		'open-room-screen',
		'close-room-screen'
	]),
	'keep-chair-notes': ours(
		'Edit the live narrative',
		'keep private notes of their own about a meeting they chair',
		CHAIR,
		['save-chair-notes', 'view-chair-notes']
	),
	'lead-meeting': ours('Edit the live narrative', 'end the meeting, skip and reorder items', CHAIR, [
		'end-meeting',
		'call-agency',
		'skip-item',
		'reorder-agenda'
	]),
	'take-part': row('Edit the live narrative', 'speak and record in the room', SEATED, [
		...['raise-hand', 'lower-hand', 'take-proposal', 'mark-indicator', 'record-item', 'record-dissent'],
		...['withdraw-dissent', 'put-back-words']
	]),
	'edit-plan': row('Edit the risk management plan', 'write in the plan while the meeting runs', SEATED, [
		...['add-risk', 'set-risk-values', 'move-risk', 'add-action', 'set-action-values', 'move-action'],
		...[
			'record-action-outcome',
			'accept-action',
			'record-licence-condition',
			'propose-order',
			'withdraw-order-proposal'
		]
	]),
	'tidy-plan': row('Edit the risk management plan', 'remove and restore rows of the plan', RECORDER, [
		...['remove-risk', 'restore-risk', 'remove-action', 'restore-action', 'decide-licence-condition'],
		'leave-out-words'
	]),
	'import-plan': ours('Edit the risk management plan', 'bring in the last plan from elsewhere', UNIT),
	adopt: row('Adopt the plan, decide', 'adopt the plan and decide', CHAIR, [
		...['record-level-decision', 'record-outcome', 'verify-actions', 'note-smb-feedback', 'withdraw-smb-feedback'],
		'override-gate'
	]),
	'decide-disclosure': row('Disclosure decision', 'decide on disclosure', CHAIR, [
		'record-disclosure-decision',
		'withdraw-disclosure-decision'
	]),
	'make-disclosure': ours(
		'Disclosure decision',
		'record that a disclosure was made, as its owner or for them',
		{ ...UNIT, chair: 'meetings', core: 'own', invited: 'own', manager: 'own' },
		['complete-disclosure']
	),
	'record-attendance': row('Attendance facts', 'let people in, put them out and keep the register', RECORDER, [
		'confirm-attendee',
		'remove-attendee',
		'record-attendance',
		'confirm-proposals'
	]),
	'follow-absence': ours('Attendance facts', 'tell an agency of its absence', UNIT, [
		'send-absence-notice',
		'set-agency-contact'
	]),
	'answer-absence': ours(
		'Attendance facts',
		'answer the notice of an absence for an agency',
		{ ...UNIT, ...FOR_AGENCY, board: 'agency', boardChair: 'agency' },
		['answer-absence-notice']
	),
	'reply-to-absence': ours(
		'Attendance facts',
		'reply for an agency when its absence was raised',
		{ coordinator: 'area', ...FOR_AGENCY, board: 'agency', boardChair: 'agency' },
		['reply-to-absence']
	),
	'settle-absence': ours('Attendance facts', 'raise or close an absence', { coordinator: 'area' }, [
		'raise-absence',
		'close-absence'
	]),
	'decide-challenge': ours(
		'Attendance facts',
		'decide whether an absence was counted rightly',
		{ coordinator: 'area', chair: 'meetings' },
		['decide-challenge']
	),
	find: row('Chair’s finding', 'record findings on contributions and participation', CHAIR, [
		'judge-contribution',
		'record-finding',
		'decide-participation'
	]),
	'lock-minutes': row('Approve and lock minutes', 'approve and lock the minutes', CHAIR, [
		'lock-minutes',
		'return-minutes',
		'open-accuracy-check'
	]),
	'correct-minutes': row('Approve and lock minutes', 'propose corrections to the draft', SEATED, [
		...['agree-draft', 'propose-correction', 'withdraw-correction', 'decide-correction'],
		'offer-late-words'
	]),
	'ask-addendum': row('Approve and lock minutes', 'ask for an addendum to locked minutes', { ...SEATED, ...UNIT }, [
		'ask-addendum'
	]),
	'decide-addendum': row('Approve and lock minutes', 'decide on an addendum', CHAIR, ['decide-addendum']),
	'file-minutes': ours('Approve and lock minutes', 'note where the minutes are filed', UNIT, [
		'file-minutes',
		'take-back-filing'
	]),
	'hand-off': ours(
		'Distribute and export',
		'copy parts of the record into other systems',
		{ ...UNIT, chair: 'meetings', manager: 'cases' },
		['note-hand-off']
	),
	distribute: row(
		'Distribute and export',
		'distribute copies, prepare versions and export the minutes',
		{ ...UNIT, chair: 'meetings' },
		[
			...['authorise-distribution', 'distribute-copies', 'change-copy-access', 'mark-record', 'approve-version'],
			...['export-minutes', 'export-for-request']
		]
	),
	'note-distributed': ours('Distribute and export', 'note that minutes went out another way', UNIT, [
		'distribute-minutes'
	]),
	'read-own-copy': row(
		'Distribute and export',
		'read their own numbered copy, and say what it was used for',
		{ ...SEATED, ...UNIT },
		['note-copy-use', 'take-copy']
	),
	'ask-for-information': ours(
		'Distribute and export',
		'ask for information from minutes for their agency',
		{ ...SEATED, ...UNIT },
		['open-request', 'close-request']
	),
	'keep-requests': ours('Distribute and export', 'keep the register of requests', UNIT, [
		'amend-request',
		'ask-originator',
		'note-originator-answer'
	]),
	'decide-request': ours(
		'Distribute and export',
		'decide on a request for information',
		{ coordinator: 'area', chair: 'meetings' },
		['decide-request']
	),
	'archive-case': ours('Distribute and export', 'make the archive of a case', UNIT, [
		'start-bundle',
		'cancel-bundle',
		'take-bundle'
	]),
	'hold-data': ours(
		'Audit log and quality audits',
		'place, look after and end a lawful hold',
		{ coordinator: 'area' },
		[...['hold-case', 'hold-area', 'review-case-hold', 'review-area-hold', 'end-case-hold', 'end-area-hold']]
	),
	'propose-destruction': ours(
		'Audit log and quality audits',
		'keep a case longer than its time, or propose that it is destroyed',
		{ coordinator: 'area' },
		['keep-case', 'propose-destruction']
	),
	'confirm-destruction': ours(
		'Audit log and quality audits',
		'confirm, as a second person, that a case is destroyed, or take the proposal back',
		UNIT,
		['destroy-case', 'withdraw-destruction']
	),
	'export-about-person': ours(
		'Distribute and export',
		'give a person everything held about them, under a decided request',
		UNIT,
		['export-subject']
	),
	'read-retention': ours(
		'Audit log and quality audits',
		'see until when things are kept, what is held and what was destroyed',
		UNIT
	),
	'report-action': row('Update action progress', 'report on an action', { ...UNIT, ...FOR_AGENCY }, [
		'report-action',
		'take-back-report'
	]),
	'verify-action': row('Update action progress', 'decide on a new date, or that an action is not needed', CHAIR, [
		'decide-new-date',
		'decide-no-need'
	]),
	'raise-action': ours('Update action progress', 'raise a late action', { coordinator: 'area' }, ['raise-action']),
	'publish-board-pack': row('Board’s report', 'publish the report', { coordinator: 'area' }, ['publish-board-pack']),
	'prepare-board-report': row('Board’s report', 'prepare the report', UNIT, ['enter-board-figure']),
	'answer-for-board': ours(
		'Board’s report',
		'answer what a meeting fed back to the Board',
		{ ...UNIT, boardChair: 'numbers' },
		['take-feedback-step']
	),
	'sit-on-board': row('Board’s report', 'read published figures, small numbers withheld', {
		board: 'numbers',
		boardChair: 'numbers',
		layAdviser: 'numbers'
	}),
	'see-board-report': row('Board’s report', 'see the Board’s pages', {
		...UNIT,
		board: 'numbers',
		boardChair: 'numbers',
		layAdviser: 'numbers'
	}),
	'read-audit': row(
		'Audit log and quality audits',
		'read the audit',
		{ coordinator: 'area', chair: 'meetings', auditor: 'area', system: 'technical' },
		['export-audit-log']
	),
	'draw-sample': ours(
		'Audit log and quality audits',
		'draw the sample of meetings that is looked at',
		{ coordinator: 'area', boardChair: 'numbers' },
		['draw-audit-sample']
	),
	'give-licence': ours(
		'Audit log and quality audits',
		'give and take back a licence to view an audited meeting',
		{ coordinator: 'area' },
		['choose-audited-meeting', 'give-licence', 'renew-licence', 'withdraw-licence']
	),
	'audit-meetings': row(
		'Audit log and quality audits',
		'view a sampled meeting for a time and audit it',
		{ auditor: 'sampled' },
		['accept-audit-statement', 'save-audit', 'submit-audit', 'correct-audit']
	),
	'answer-audit': ours('Audit log and quality audits', 'answer the audit of their meeting', CHAIR, ['answer-audit']),
	'keep-settings': row(
		'Manage users and settings',
		'keep agencies, the statement and the area’s numbers',
		{ coordinator: 'settings', system: 'settings' },
		['add-agency', 'set-statement-text', 'set-area-number']
	),
	'keep-wordings': ours('Manage users and settings', 'keep the recurring wording of the minutes', UNIT, [
		'keep-wording'
	]),
	'keep-agency-sign-in': ours(
		'Manage users and settings',
		'set how people of an agency sign in through its own provider',
		{ system: 'settings' },
		['set-agency-sign-in', 'try-agency-sign-in']
	),
	'manage-people': row(
		'Manage users and settings',
		'keep people, their roles, vetting and accounts',
		{ coordinator: 'settings', system: 'settings' },
		[
			...['add-person', 'make-first-sign-in', 'set-person-grade', 'change-person', 'give-role', 'take-role'],
			...['set-vetting', 'disable-account', 'enable-account', 'end-sessions', 'reset-second-factor']
		]
	),
	'clear-category-4': ours(
		'Manage users and settings',
		'give and take back the clearance for Category 4',
		{ coordinator: 'settings', system: 'settings' },
		['give-clearance', 'take-clearance']
	),
	'ask-emergency-access': row(
		'Emergency access',
		'ask for access to a case in an emergency, for at most a day',
		{ chair: 'own', manager: 'own' },
		['ask-emergency-access']
	),
	'end-emergency-access': ours(
		'Emergency access',
		'end an emergency access',
		{ coordinator: 'area', chair: 'own', manager: 'own' },
		['end-emergency-access']
	),
	'approve-emergency-access': row(
		'Emergency access',
		'approve or refuse emergency access, and review it afterwards',
		{ coordinator: 'area' },
		['approve-emergency-access', 'refuse-emergency-access', 'review-emergency-access']
	),
	'keep-account': ours('Own account', 'sign in and out, and see what they may do', EVERYBODY),
	'keep-sign-in': ours('Own account', 'keep their own password, second factor, devices and seats', STAFF, [
		...['remove-code-app', 'rename-passkey', 'remove-passkey', 'end-device', 'end-other-devices'],
		...['switch-seat', 'take-seat', 'decline-seat']
	])
} as const satisfies Record<string, Capability>;
export type CapabilityName = keyof typeof CAPABILITIES;
export const CAPABILITY_NAMES = Object.keys(CAPABILITIES) as readonly CapabilityName[];
export const capability = (name: CapabilityName): Capability => CAPABILITIES[name];

/** Run by the server alone, through no door: nobody's. */
export const NOBODYS_ACTS: readonly string[] = ['note-removed-words'];

/** Which role has a column. Relations are had by whoever can have a seat. */
const ROLES_OF: Readonly<Record<Column, readonly Role[]>> = {
	coordinator: ['MAPPA_COORDINATOR'],
	administrator: ['MAPPA_ADMINISTRATOR'],
	chair: ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR', 'AGENCY_REP'],
	core: ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR', 'AGENCY_REP'],
	invited: ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR', 'AGENCY_REP', 'VISITING_REP'],
	manager: ['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR', 'AGENCY_REP'],
	board: ['SMB_MEMBER', 'SMB_CHAIR'],
	boardChair: ['SMB_CHAIR'],
	layAdviser: ['LAY_ADVISER'],
	auditor: ['AUDITOR'],
	system: ['SYSTEM_ADMINISTRATOR'],
	guest: []
};
/** What is done for an agency takes the role of its representative; what is done at a meeting takes the seat. */
const rolesIn = (column: Column, scope: Scope): readonly Role[] =>
	scope === 'agency' && ['chair', 'core', 'invited', 'manager'].includes(column) ? ['AGENCY_REP'] : ROLES_OF[column];

const entries = (cells: Cells) => Object.entries(cells) as [Column, Scope][];
/** Roles that can do something at all; a relation is looked up besides. */
const ROLES_FOR = new Map<CapabilityName, ReadonlySet<Role>>(
	CAPABILITY_NAMES.map((name) => [
		name,
		new Set(entries(capability(name).cells).flatMap(([column, scope]) => [...rolesIn(column, scope)]))
	])
);
export const rolesFor = (name: CapabilityName): readonly Role[] => [...(ROLES_FOR.get(name) ?? [])];

type WithRoles = { readonly roles: readonly Role[] };
/** Whether one of the person's roles can do it; for a relation that still has to be looked up. */
export const mayAtAll = ({ roles }: WithRoles, name: CapabilityName): boolean =>
	roles.some((role) => ROLES_FOR.get(name)?.has(role) === true);

/** Columns that are a role's own, whatever the case. */
const OWN_COLUMN: Readonly<Record<Role, readonly Column[]>> = {
	MAPPA_COORDINATOR: ['coordinator'],
	MAPPA_ADMINISTRATOR: ['administrator'],
	AGENCY_REP: [],
	SMB_MEMBER: ['board'],
	SMB_CHAIR: ['board', 'boardChair'],
	LAY_ADVISER: ['layAdviser'],
	AUDITOR: ['auditor'],
	SYSTEM_ADMINISTRATOR: ['system'],
	VISITING_REP: []
};
const OWN_ROLES_FOR = new Map<CapabilityName, ReadonlySet<Role>>(
	CAPABILITY_NAMES.map((name) => {
		const cells: Cells = capability(name).cells;
		const isOwn = (role: Role) => OWN_COLUMN[role].some((column) => cells[column] !== undefined);
		return [name, new Set((Object.keys(OWN_COLUMN) as Role[]).filter(isOwn))];
	})
);
/** Whether a role of the person does it by itself, with no relation to a meeting or case. */
export const mayByRole = ({ roles }: WithRoles, name: CapabilityName): boolean =>
	roles.some((role) => OWN_ROLES_FOR.get(name)?.has(role) === true);

const ROW_OF = new Map(CAPABILITY_NAMES.flatMap((name) => capability(name).acts.map((act) => [act, name] as const)));
/** The row that answers for a command or form; null = there is none, so nobody may. */
export const rowOf = (act: string): CapabilityName | null => ROW_OF.get(act) ?? null;
/** The same, for tables whose every command must have one. @throws when no row answers for it */
export const rowForAct = (act: string): CapabilityName => {
	const name = rowOf(act);
	if (name === null) throw new Error(`no row of the capability table answers for ${act}`);
	return name;
};
/** The columns that may run a command, and how far. */
export const cellsForAct = (act: string): Cells => {
	const name = rowOf(act);
	return name === null ? {} : capability(name).cells;
};

/** What a person's roles reach of a row: each column that one of them has, or can have at a meeting, and how far. */
export const reachOf = ({ roles }: WithRoles, name: CapabilityName): readonly (readonly [Column, Scope])[] =>
	entries(capability(name).cells).filter(([column, scope]) =>
		rolesIn(column, scope).some((role) => roles.includes(role))
	);
