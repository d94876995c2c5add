/**
 * Every kind of thing an audit row can be about, once: how it is called, and by what it belongs to a case. Somebody to whom a
 * case is closed sees no row of it, so a new kind of thing gets a line here that says how its case is found.
 */

/**
 * By what a row finds its case when it names no meeting: the thing is a case or a meeting itself, is kept in a table that
 * names either, or belongs to no case. `OF_ITS_MEETING`: it always names its meeting in the row.
 */
export type CaseOfObject =
	| 'NONE'
	| 'CASE'
	| 'MEETING'
	| 'OF_ITS_MEETING'
	| 'REFERRAL'
	| 'REQUEST'
	| 'DISCLOSURE'
	| 'FILE'
	| 'BUNDLE'
	| 'SHARE'
	| 'EMERGENCY'
	| 'COPY'
	| 'FEEDBACK'
	| 'MAIL';

export const AUDIT_OBJECTS = {
	// Of no case
	account: ['account', 'NONE'],
	agency: ['agency', 'NONE'],
	'agency-sign-in': ['sign-in of an agency', 'NONE'],
	area: ['area', 'NONE'],
	'area-number': ['setting', 'NONE'],
	'audit-log': ['audit', 'NONE'],
	'audit-sample': ['sample of meetings', 'NONE'],
	'board-figure': ['figure for the Board', 'NONE'],
	'board-pack': ['report to the Board', 'NONE'],
	'people-import': ['list of people', 'NONE'],
	person: ['person', 'NONE'],
	statement: ['statement', 'NONE'],
	wording: ['recurring wording', 'NONE'],

	// Of a case
	case: ['case', 'CASE'],
	'case-bundle': ['bundle of a case', 'BUNDLE'],
	'case-share': ['share of a case', 'SHARE'],
	disclosure: ['disclosure', 'DISCLOSURE'],
	'emergency-access': ['emergency access', 'EMERGENCY'],
	'exported-file': ['file', 'FILE'],
	'information-request': ['request', 'REQUEST'],
	referral: ['referral', 'REFERRAL'],

	// Of a meeting
	absence: ['absence', 'OF_ITS_MEETING'],
	action: ['action', 'OF_ITS_MEETING'],
	addendum: ['addendum', 'OF_ITS_MEETING'],
	ask: ['question about a text', 'OF_ITS_MEETING'],
	'chair-notes': ['private notes of a chair', 'OF_ITS_MEETING'],
	document: ['document', 'OF_ITS_MEETING'],
	'final-minutes': ['final minutes', 'MEETING'],
	guest: ['guest', 'OF_ITS_MEETING'],
	'late-words': ['words typed after the lock', 'OF_ITS_MEETING'],
	mail: ['message', 'MAIL'],
	meeting: ['meeting', 'MEETING'],
	'minutes-copy': ['copy of the minutes', 'COPY'],
	'quality-audit': ['look at the quality of a meeting', 'OF_ITS_MEETING'],
	redaction: ['redaction', 'OF_ITS_MEETING'],
	'restricted-note': ['restricted note', 'OF_ITS_MEETING'],
	'room-screen': ['screen on the wall', 'OF_ITS_MEETING'],
	'smb-feedback': ['feedback to the Board', 'FEEDBACK']
} as const satisfies Readonly<Record<string, readonly [string, CaseOfObject]>>;

export type AuditObject = keyof typeof AUDIT_OBJECTS;
export const isAuditObject = (name: string): name is AuditObject => Object.hasOwn(AUDIT_OBJECTS, name);
/** Kinds of things in the order of their words. */
export const AUDIT_OBJECT_NAMES = (Object.keys(AUDIT_OBJECTS) as AuditObject[]).sort((one, other) =>
	AUDIT_OBJECTS[one][0].localeCompare(AUDIT_OBJECTS[other][0], 'en')
);
/** Also for a kind of thing of an earlier version of the service. */
export const auditObjectWord = (name: string): string => (isAuditObject(name) ? AUDIT_OBJECTS[name][0] : name);
/** Kinds of things that find their case in this way. */
export const objectsOf = (way: CaseOfObject): readonly AuditObject[] =>
	AUDIT_OBJECT_NAMES.filter((name) => AUDIT_OBJECTS[name][1] === way);
