/**
 * The versions of a locked record, and what each leaves out by its structure: one row for every text that a record can hold, so
 * that a new one cannot be forgotten (the table does not compile without it). What people have marked is left out besides.
 */
import type { AgencyType } from '../identity.ts';
import type { FinalRecord } from '../minutes/final-record.ts';
import { AGENCIES_OF, AUDIENCE_KINDS } from '../restricted/audiences.ts';
import { audienceFor } from '../restricted/restricted-words.ts';
import type { MarkKind } from './marks.ts';

export const PROFILES = ['FULL', 'AGENCY', 'EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'] as const;
export type Profile = (typeof PROFILES)[number];

/** For whom an agency's version is. */
export type ForAgency = { readonly id: string; readonly name: string; readonly type: AgencyType };

/** Why something is not in a version although nobody marked it. */
export const STRUCTURE_KINDS = ['SUMMARY', 'STAFF', 'WORKING', 'RESTRICTED', 'SEAL'] as const;
export type LeftOutKind = MarkKind | (typeof STRUCTURE_KINDS)[number];

type Known<T> = NonNullable<T>;
/** The place of every text in a record, with * for any number: "/items/*\/notes". */
export type TextPlace<T, At extends string = ''> = T extends string
	? At
	: T extends number | boolean | null | undefined
		? never
		: T extends readonly (infer Each)[]
			? number extends T['length']
				? TextPlace<Known<Each>, `${At}/*`>
				: { [N in keyof T & `${number}`]: TextPlace<Known<T[N]>, `${At}/${N}`> }[keyof T & `${number}`]
			: T extends object
				? { [N in keyof T & string]-?: TextPlace<Known<T[N]>, `${At}/${N}`> }[keyof T & string]
				: never;
export type RecordText = TextPlace<FinalRecord>;

/** Left out as this kind; null = stands. Of labelled facts some may stand by their label, or by how it begins up to a colon. */
type Left = LeftOutKind | null | { readonly only: readonly string[]; readonly else: LeftOutKind };
type Row = Readonly<Record<Exclude<Profile, 'FULL'>, Left>>;

const row = (AGENCY: Left, EXECUTIVE_SUMMARY: Left, SUBJECT_ACCESS: Left): Row => ({
	AGENCY,
	EXECUTIVE_SUMMARY,
	SUBJECT_ACCESS
});
const ALL = row(null, null, null);
const NOT_IN_SUMMARY = row(null, 'SUMMARY', null);
/** who did what at their work, by name */
const STAFF = row(null, 'SUMMARY', 'STAFF');
/** how the record came about */
const WORKING = row(null, 'SUMMARY', 'WORKING');
const only = (...labels: readonly string[]): Row => row(null, { only: labels, else: 'SUMMARY' }, null);

/** Whom a restricted note is for is told to those alone it is for. */
const TOLD = row('RESTRICTED', 'RESTRICTED', 'RESTRICTED');

export const RECORD_TEXTS: Readonly<Record<RecordText, Row>> = {
	'/schema': ALL,
	'/nonce': row('SEAL', 'SEAL', 'SEAL'),
	'/marking': ALL,
	'/handling': ALL,
	'/language': ALL,
	'/area': ALL,
	'/title': ALL,
	'/reference': ALL,
	'/meetingId': ALL,
	'/lockedAt': ALL,
	// The chair answers for every version.
	'/chair/name': ALL,
	'/chair/agency': ALL,
	'/chair/role': ALL,
	'/minuteTaker/name': STAFF,
	'/minuteTaker/agency': ALL,
	'/minuteTaker/role': ALL,
	'/meeting/*/0': ALL,
	'/meeting/*/1': only(
		...['Case reference', 'Meeting', 'Level', 'Category', 'Lead agency', 'Date', 'Time', 'Length', 'Place']
	),
	'/subject/*/0': ALL,
	'/subject/*/1': only(
		...['Name', 'Also known as', 'Date of birth', 'CRN', 'Prison number', 'PNC ID', 'ViSOR or MAPPS reference']
	),
	'/attendance/*/name': STAFF,
	'/attendance/*/agency': ALL,
	'/attendance/*/role': NOT_IN_SUMMARY,
	'/attendance/*/status': ALL,
	'/attendance/*/mode': NOT_IN_SUMMARY,
	'/attendance/*/capacity': NOT_IN_SUMMARY,
	'/attendance/*/substituteFor': STAFF,
	'/attendance/*/timing': WORKING,
	'/attendance/*/seniority': WORKING,
	'/attendance/*/contribution': WORKING,
	'/attendance/*/statementAccepted': WORKING,
	'/attendance/*/reason': WORKING,
	'/attendance/*/finding': WORKING,
	'/attendance/*/note': WORKING,
	'/attendance/*/connected/*': WORKING,
	'/attendance/*/missed/*': WORKING,
	'/attendance/*/interest': WORKING,
	'/items/*/code': ALL,
	'/items/*/title': ALL,
	'/items/*/notes': NOT_IN_SUMMARY,
	'/items/*/skippedBecause': NOT_IN_SUMMARY,
	'/items/*/facts/*/0': only('Risk of serious harm:'),
	'/items/*/facts/*/1': only('Risk of serious harm:'),
	'/items/*/dissent/*/agency': NOT_IN_SUMMARY,
	'/items/*/dissent/*/text': NOT_IN_SUMMARY,
	'/items/*/lastWrittenBy': STAFF,
	'/returns/*/agency': ALL,
	'/returns/*/sent': STAFF,
	'/returns/*/for': WORKING,
	'/returns/*/answer': NOT_IN_SUMMARY,
	'/returns/*/known': NOT_IN_SUMMARY,
	'/returns/*/relevance': NOT_IN_SUMMARY,
	'/returns/*/proposed/*': NOT_IN_SUMMARY,
	'/returns/*/attendance': WORKING,
	'/risks/*/key': ALL,
	'/risks/*/title': ALL,
	'/risks/*/status': ALL,
	'/risks/*/pillar': ALL,
	'/risks/*/orientation': ALL,
	'/risks/*/controlType': ALL,
	'/risks/*/risk': NOT_IN_SUMMARY,
	'/risks/*/evidence': NOT_IN_SUMMARY,
	'/risks/*/responseSoFar': NOT_IN_SUMMARY,
	'/risks/*/contingency': NOT_IN_SUMMARY,
	'/risks/*/positiveIndicators': NOT_IN_SUMMARY,
	'/risks/*/negativeIndicators': NOT_IN_SUMMARY,
	'/risks/*/leastRestrictiveReason': NOT_IN_SUMMARY,
	'/risks/*/noActionReason': NOT_IN_SUMMARY,
	'/risks/*/evidenceBasis': NOT_IN_SUMMARY,
	'/risks/*/victims/*': row(null, 'VICTIM', 'VICTIM'),
	'/risks/*/conditions/*': NOT_IN_SUMMARY,
	'/risks/*/indicators/*/side': NOT_IN_SUMMARY,
	'/risks/*/indicators/*/text': NOT_IN_SUMMARY,
	'/risks/*/indicators/*/mark': NOT_IN_SUMMARY,
	'/risks/*/indicators/*/on': NOT_IN_SUMMARY,
	'/risks/*/indicators/*/source': NOT_IN_SUMMARY,
	'/risks/*/trend': NOT_IN_SUMMARY,
	'/risks/*/changed': NOT_IN_SUMMARY,
	'/risks/*/actions/*': ALL,
	'/risks/*/lastWrittenBy/*': WORKING,
	'/removed/*/row': NOT_IN_SUMMARY,
	'/removed/*/reason': NOT_IN_SUMMARY,
	'/actions/*/number': ALL,
	'/actions/*/text': ALL,
	'/actions/*/completionEvidence': NOT_IN_SUMMARY,
	'/actions/*/risks/*': ALL,
	'/actions/*/owner/name': STAFF,
	'/actions/*/owner/agency': ALL,
	'/actions/*/owner/role': NOT_IN_SUMMARY,
	'/actions/*/supporters/*/name': STAFF,
	'/actions/*/supporters/*/agency': ALL,
	'/actions/*/supporters/*/role': NOT_IN_SUMMARY,
	'/actions/*/by': ALL,
	'/actions/*/pillar': ALL,
	'/actions/*/orientation': ALL,
	'/actions/*/status': ALL,
	'/actions/*/evidence': NOT_IN_SUMMARY,
	'/actions/*/controlType': NOT_IN_SUMMARY,
	'/actions/*/victims/*': row(null, 'VICTIM', 'VICTIM'),
	'/actions/*/changed': NOT_IN_SUMMARY,
	'/actions/*/reported/*/told': NOT_IN_SUMMARY,
	'/actions/*/reported/*/by': STAFF,
	'/actions/*/slips': NOT_IN_SUMMARY,
	'/actions/*/verified': NOT_IN_SUMMARY,
	'/actions/*/accepted': STAFF,
	'/previousActions/*/number': NOT_IN_SUMMARY,
	'/previousActions/*/text': NOT_IN_SUMMARY,
	'/previousActions/*/completionEvidence': NOT_IN_SUMMARY,
	'/previousActions/*/risks/*': NOT_IN_SUMMARY,
	'/previousActions/*/owner/name': STAFF,
	'/previousActions/*/owner/agency': NOT_IN_SUMMARY,
	'/previousActions/*/owner/role': NOT_IN_SUMMARY,
	'/previousActions/*/supporters/*/name': STAFF,
	'/previousActions/*/supporters/*/agency': NOT_IN_SUMMARY,
	'/previousActions/*/supporters/*/role': NOT_IN_SUMMARY,
	'/previousActions/*/by': NOT_IN_SUMMARY,
	'/previousActions/*/pillar': NOT_IN_SUMMARY,
	'/previousActions/*/orientation': NOT_IN_SUMMARY,
	'/previousActions/*/status': NOT_IN_SUMMARY,
	'/previousActions/*/evidence': NOT_IN_SUMMARY,
	'/previousActions/*/controlType': NOT_IN_SUMMARY,
	'/previousActions/*/victims/*': row(null, 'VICTIM', 'VICTIM'),
	'/previousActions/*/changed': NOT_IN_SUMMARY,
	'/previousActions/*/reported/*/told': NOT_IN_SUMMARY,
	'/previousActions/*/reported/*/by': STAFF,
	'/previousActions/*/slips': NOT_IN_SUMMARY,
	'/previousActions/*/verified': NOT_IN_SUMMARY,
	'/previousActions/*/accepted': STAFF,
	'/licence/*/title': NOT_IN_SUMMARY,
	'/licence/*/outcome': NOT_IN_SUMMARY,
	'/licence/*/fields/*/0': NOT_IN_SUMMARY,
	'/licence/*/fields/*/1': NOT_IN_SUMMARY,
	'/licence/*/decidedAt': NOT_IN_SUMMARY,
	'/licence/*/present/*': STAFF,
	'/disclosuresMade/*/title': NOT_IN_SUMMARY,
	'/disclosuresMade/*/outcome': NOT_IN_SUMMARY,
	'/disclosuresMade/*/fields/*/0': NOT_IN_SUMMARY,
	'/disclosuresMade/*/fields/*/1': NOT_IN_SUMMARY,
	'/disclosuresMade/*/decidedAt': NOT_IN_SUMMARY,
	'/disclosuresMade/*/present/*': STAFF,
	'/disclosures/*/title': NOT_IN_SUMMARY,
	'/disclosures/*/outcome': NOT_IN_SUMMARY,
	'/disclosures/*/fields/*/0': NOT_IN_SUMMARY,
	'/disclosures/*/fields/*/1': NOT_IN_SUMMARY,
	'/disclosures/*/decidedAt': NOT_IN_SUMMARY,
	'/disclosures/*/present/*': STAFF,
	'/level/title': ALL,
	'/level/outcome': ALL,
	'/level/fields/*/0': ALL,
	'/level/fields/*/1': only('Tests met', 'Next meeting'),
	'/level/decidedAt': ALL,
	'/level/present/*': STAFF,
	'/smb/*/theme': WORKING,
	'/smb/*/agency': WORKING,
	'/smb/*/text': WORKING,
	'/overrides/*/gate': WORKING,
	'/overrides/*/reason': WORKING,
	'/overrides/*/at': WORKING,
	'/keptApart/told/*/item': TOLD,
	'/keptApart/told/*/for': TOLD,
	'/keptApart/root': ALL,
	'/accuracyCheck/until': WORKING,
	'/accuracyCheck/refusals/*/about': WORKING,
	'/accuracyCheck/refusals/*/reason': WORKING,
	'/proceedings/*': WORKING,
	'/provenance/carriedFrom': ALL,
	'/provenance/previousSha256': ALL,
	// An agency reads who else wrote; nobody outside does.
	'/annex/written/*/text': WORKING,
	'/annex/written/*/person': STAFF,
	'/annex/written/*/agency': WORKING,
	'/annex/written/*/when': WORKING,
	'/annex/recorded/*/fact': WORKING,
	'/annex/recorded/*/person': STAFF,
	'/annex/recorded/*/agency': WORKING,
	'/annex/recorded/*/when': WORKING,
	'/annex/connected/*/person': STAFF,
	'/annex/connected/*/agency': WORKING,
	'/annex/connected/*/stretches/*': WORKING,
	'/annex/decisions/*/title': WORKING,
	'/annex/decisions/*/person': STAFF,
	'/annex/decisions/*/agency': WORKING,
	'/annex/decisions/*/at': WORKING,
	'/annex/logs/*/log': ALL,
	'/annex/logs/*/sha256': ALL,
	'/glossary/*/0': ALL,
	'/glossary/*/1': ALL
};

/** "/items/3/notes" -> "/items/*\/notes"; of labelled facts (pairs) the place in the pair stays. */
const placeOf = (path: string): Row | null => {
	const any = path.replace(/\/(?:0|[1-9]\d*)(?=\/|$)/g, '/*');
	const pair = /\/([01])$/.exec(path);
	const candidates = pair ? [`${any.slice(0, -1)}${pair[1]}`, any] : [any];
	for (const place of candidates) if (Object.hasOwn(RECORD_TEXTS, place)) return RECORD_TEXTS[place as RecordText];
	return null;
};

/**
 * What a version does by its structure with the text at one place; a place that the table does not know is left out.
 * @param textAt the record's text at another place
 */
export function leftOutByStructure(
	path: string,
	profile: Profile,
	forAgency: ForAgency | null,
	textAt: (path: string) => string
): LeftOutKind | null {
	if (profile === 'FULL') return null;
	const place = placeOf(path);
	if (!place) return 'WORKING';
	if (place === TOLD && profile === 'AGENCY' && forAgency)
		return isToldFor(textAt(path.replace(/[^/]+$/, 'for')), forAgency) ? null : 'RESTRICTED';
	const left = place[profile];
	if (left === null || typeof left === 'string') return left;
	const label = textAt(path.replace(/1$/, '0'));
	const stands = left.only.some((one) => label === one || (one.endsWith(':') && label.startsWith(one)));
	return stands ? null : left.else;
}

const isToldFor = (told: string, { type }: ForAgency): boolean =>
	AUDIENCE_KINDS.some((kind) => audienceFor[kind] === told && AGENCIES_OF[kind].includes(type));
