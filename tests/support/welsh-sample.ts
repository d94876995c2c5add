/** Records as the Welsh build makes and lays them out; imported through that build's plug-in. */
import { addendumWords } from '#lib/addenda/addendum-words.ts';
import { layOutAddendum } from '#lib/addenda/lay-out-addendum.ts';
import { leftBecauseWord } from '#lib/attendance/leaving-words.ts';
import type { CaseFacts } from '#lib/cases/case.ts';
import { viaCode, viaWords } from '#lib/cases/level-via.ts';
import { type CaseOrder, comingUp } from '#lib/cases/orders.ts';
import { correctionKindWord, settledWord } from '#lib/corrections/correction.ts';
import { recordPlaces } from '#lib/corrections/correction-places.ts';
import { OWN_USE } from '#lib/exports/exported-file.ts';
import { actionRows, handOffTexts } from '#lib/hand-off/hand-off-parts.ts';
import { readPlanRecord } from '#lib/import/plan-record.ts';
import { MAIL_KINDS, mailText, mailWords } from '#lib/mail/mail-kinds.ts';
import type { Meeting, MeetingEvent, Stamped } from '#lib/meeting/meeting.ts';
import { buildRecord } from '#lib/minutes/build-record.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import { recordAnnex } from '#lib/minutes/record-annex.ts';
import { recordCodes } from '#lib/minutes/record-codes.ts';
import { recordVersion } from '#lib/minutes/record-version.ts';
import { personChangeWords } from '#lib/people/people-admin.ts';
import { comparePlans, planInWords } from '#lib/rmp/plan-version.ts';
import { leaveOut } from '#lib/seal/make-version.ts';
import { sealReason } from '#lib/seal/seal-reason.ts';
import { leftOutLine, placeholder, versionTitle } from '#lib/seal/version-words.ts';
import { COMPLETE, TEXTS } from './complete-meeting.ts';
import { sampleRecord } from './sample-record.ts';
import { CASE, fold, PEOPLE, REVIEW, STARTED } from './scenario.ts';

const record = { ...sampleRecord(), language: 'cy' as const };
export const document = layOutMinutes(record, 'a'.repeat(64)).document;
export const typed: readonly string[] = record.items.flatMap(({ notes }) => (notes === '' ? [] : [notes])).slice(0, 3);

const HAPPENED: readonly MeetingEvent[] = [
	...COMPLETE,
	{ type: 'introduced', personId: 'manager', canCommitResources: true, interest: 'Taught his brother' },
	{ type: 'contribution-judged', personId: 'manager', contribution: 'LIMITED', comment: 'Came for the end' },
	{ type: 'chair-handed-over', chair: PEOPLE.manager, reason: 'Line dropped' },
	{ type: 'minutes-submitted' },
	{ type: 'minutes-returned', comment: 'Tidy item 9' }
];
/** Dates and orders of a kind, as somebody who reads English sent them. */
const SHPO: CaseOrder = {
	...{ kind: 'SHPO', type: 'Sexual Harm Prevention Order (SHPO)', made: '2024-05-31', expires: '2034-05-30', terms: '' }
};
const CHOSEN: Pick<CaseFacts, 'dates' | 'orders'> = {
	dates: [{ kind: 'CRD', label: 'Conditional release', on: '2026-11-30' }],
	orders: [SHPO]
};
const LOCKED_AT = '2026-12-18T09:00:00.000Z';
const log: readonly Stamped[] = HAPPENED.map((event, n) => ({ version: n + 1, at: STARTED, by: 'chair', event }));
const meeting = {
	...fold(HAPPENED),
	...{ case: { ...CASE, facts: { ...CASE.facts, ...CHOSEN } }, startedAt: STARTED, endedAt: '2026-12-17T11:34:00.000Z' }
} satisfies Meeting;
const nameOf = () => ({ name: PEOPLE.chair.name, agencyName: PEOPLE.chair.agencyName });
/** the scenario's review with nothing missing, as it is frozen by this build */
export const built: FinalRecord = buildRecord({
	meeting,
	texts: TEXTS,
	authors: { plan: [], minutes: [] },
	area: 'Northmere and Saltby (fictional)',
	lockedAt: LOCKED_AT,
	provenance: { events: 40, planUpdates: 7, minutesUpdates: 5, carriedFrom: 'NMS-2026-014/1', previousSha256: 'ab' },
	planBefore: planInWords(fold(REVIEW).rmp, TEXTS.plan),
	annex: recordAnnex(meeting, {
		writers: [{ field: 'R1.contingency', person: '', agency: '', first: STARTED, last: LOCKED_AT, changes: 2 }],
		...{ facts: log, nameOf, presence: new Map(), departureMinutes: 5, logs: [] }
	})
});
const person = { name: PEOPLE.social.name, agency: PEOPLE.social.agencyName, role: '' };
const [place] = recordPlaces(built);
const addendum = layOutAddendum(
	{
		...{ schema: 'mapp-meeting-addendum/1', marking: built.marking, handling: built.handling, language: 'cy' },
		...{ area: built.area, title: addendumWords.title(1, built.title), reference: built.reference, meetingId: 'm' },
		...{ number: 1, sealedAt: LOCKED_AT, recordSha256: 'ab'.repeat(32), previousSha256: 'cd'.repeat(32) },
		...{ kind: correctionKindWord.WRONG, sensitivity: 'VICTIM', author: person, askedAt: STARTED },
		...{ about: place?.text ?? '', says: '', text: '1', reason: '2' },
		decision: { outcome: settledWord.ADDED, reason: '', by: person }
	},
	'ef'.repeat(32)
).document;

/** everything that is made of it, and how it is called */
export const made: readonly unknown[] = [
	built,
	layOutMinutes(built, 'a'.repeat(64), {
		...{
			version: { title: versionTitle('EXECUTIVE_SUMMARY', ''), leftOut: [leftOutLine({ kind: 'VICTIM', count: 2 })] }
		},
		sealed: { subject: '-', demonstration: true, certificate: 'a'.repeat(64), recordKey: 'b'.repeat(64) }
	}).document,
	layOutMinutes(built, 'a'.repeat(64), { version: { title: '', leftOut: [], profile: 'EXECUTIVE_SUMMARY' } }).document,
	addendum,
	handOffTexts(built, 'ab'.repeat(32), [], { STATUTORY: 8000, CASE_SYSTEM: 8000 }).map(({ title, text }) => [
		title,
		text
	]),
	actionRows(built),
	placeholder('HEALTH'),
	[leftBecauseWord, sealReason, OWN_USE]
];
/** what is stored as codes, as this build words it */
export const worded: readonly string[] = [
	...['meeting:2', 'meeting 2', 'cyfarfod 2', 'referral:R-2026-001', 'referral R-2026-001'].map(viaWords),
	viaWords(viaCode({ writtenBy: 'Bramble Thistlewood', on: '2026-12-01' })),
	viaWords('telephone call'),
	...(['ROLE', 'ACCOUNT', 'SESSIONS', 'VETTING', 'NAME'] as const).map((part) =>
		personChangeWords(
			part,
			{ ROLE: 'MAPPA_COORDINATOR', ACCOUNT: 'DISABLED', SESSIONS: '2', VETTING: '2026-12-01' }[part as 'ROLE'] ?? 'NONE'
		)
	),
	personChangeWords('ACCOUNT', 'In use'),
	...comingUp({ ...CHOSEN, orders: [{ ...SHPO, expires: '2026-11-01' }] }, '2026-11-29', 13).map(({ what }) => what)
];
/** what people typed, or what they and places are called */
export const said: unknown = [HAPPENED, TEXTS, CASE, PEOPLE, REVIEW, built.area, log];
/** every mail about a meeting, with the day by which something is owed */
export const mails = MAIL_KINDS.map((kind) => {
	const meeting = { scheduledStart: STARTED, plannedMinutes: 90, revision: 2, by: '2026-12-14' };
	const words = mailWords(kind, { meeting }, 'm');
	return { kind, subject: words.subject, text: mailText(words, '') };
});
export const codes = recordCodes(built);
export const imported = readPlanRecord(JSON.stringify(built), () => null);
export const changed = comparePlans(recordVersion(built), planInWords(meeting.rmp, TEXTS.plan));
/** how many values of the record the summary leaves standing */
export const standing = leaveOut(built, { proposals: [], marks: [] }, 'EXECUTIVE_SUMMARY').flatMap(({ leaf, kinds }) =>
	kinds.every((kind) => kind === null) && leaf.value !== '' ? [leaf.path] : []
);
