/**
 * The final minutes as data, from everything that is known of the meeting. Pure: the same meeting and texts give the same
 * record, byte for byte once written canonically. Words only, readable by somebody who was not there (domain.md 4.8).
 */
import { participationWord } from '../attendance/attendance-words.ts';
import type { CaseSummary } from '../cases/case.ts';
import type { DisclosureToMake } from '../decisions/disclosure-made.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { kindRow, meetingKindWord } from '../meeting/meeting-kinds.ts';
import { categoryWord, HANDLING, levelWord, MARKING } from '../meeting/meeting-words.ts';
import { putBackIn } from '../removed-words/removed-words.ts';
import { writersOf } from '../removed-words/words-of-others.ts';
import { asWorded } from '../rmp/acceptance.ts';
import type { PlanVersion } from '../rmp/plan-version.ts';
import { smbThemeWord } from '../smb/smb-words.ts';
import { duration, londonTime, longDate, longMoment, timeSpan } from '../time.ts';
import { LANGUAGE } from '../welsh/language.ts';
import type { FinalRecord } from './final-record.ts';
import { gates } from './gates.ts';
import type { Texts } from './minutes-fields.ts';
import { GLOSSARY } from './minutes-words.ts';
import { recordAttendance, recordPerson } from './record-attendance.ts';
import { type Author, type PutBackFor, writtenBy } from './record-authors.ts';
import { recordDisclosures, recordDisclosuresMade, recordLevel, recordOutcome } from './record-decisions.ts';
import { recordItems, subjectFacts } from './record-items.ts';
import { recordLicence } from './record-licence.ts';
import { recordPlan } from './record-plan.ts';

export type RecordSource = {
	/** with its case, frozen at the start */
	readonly meeting: Meeting & { readonly case: CaseSummary };
	readonly texts: Texts;
	readonly authors: { readonly plan: readonly Author[]; readonly minutes: readonly Author[] };
	/** the area's name */
	readonly area: string;
	/** ISO 8601 UTC */
	readonly lockedAt: string;
	readonly provenance: FinalRecord['provenance'];
	readonly keptApart?: NonNullable<FinalRecord['keptApart']>;
	/** none in a draft */
	readonly annex?: FinalRecord['annex'];
	readonly accuracyCheck?: FinalRecord['accuracyCheck'];
	readonly returns?: NonNullable<FinalRecord['returns']>;
	/** of earlier meetings of the case */
	readonly disclosuresMade?: readonly DisclosureToMake[];
	/** the plan this meeting began with, as it was adopted */
	readonly planBefore?: PlanVersion | null;
};

/** "NMS-2026-014/2" */
export const recordReference = (caseRef: string, seq: number): string => `${caseRef}/${seq}`;

const meetingFacts = (meeting: Meeting, summary: CaseSummary): FinalRecord['meeting'] => {
	const { convened, startedAt, endedAt } = meeting;
	const { participation } = meeting.attendance;
	const ran = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : null;
	const facts: FinalRecord['meeting'] = [
		['Case reference', summary.ref],
		['Meeting', `Meeting ${convened.seq}, ${meetingKindWord(convened)}`],
		['Level', levelWord[convened.level]],
		['Category', categoryWord[summary.category]],
		['Lead agency', summary.leadAgencyName],
		['Case manager', summary.caseManager],
		['Date', longDate(meetingOn(meeting))],
		['Time', startedAt && endedAt ? timeSpan(startedAt, endedAt) : startedAt ? `From ${londonTime(startedAt)}` : ''],
		['Length', ran === null ? '' : `${duration(ran)}, ${duration(convened.plannedMinutes * 60_000)} planned`],
		['Place', convened.venue],
		['Objective', convened.objective],
		['Extraordinary meeting', convened.extraordinary ? 'Yes' : ''],
		['Held after the normal limit because', convened.lateReason ?? ''],
		['Why this person chairs', convened.chairReason ?? ''],
		['Short notice', convened.shortNotice ? 'Yes: an accepted reason for absence' : ''],
		['Short notice because', convened.shortNotice ? (convened.noticeReason ?? '') : ''],
		[
			'Minimum participation',
			participation
				? [participationWord[participation.choice], participation.reason].filter((part) => part !== '').join(': ')
				: ''
		]
	];
	return facts.filter(([, value]) => value.trim() !== '');
};

const proceedings = (meeting: Meeting): readonly string[] => [
	...meeting.pauses.map(
		({ from, to, reason }) => `Paused ${to ? timeSpan(from, to) : `from ${londonTime(from)}`}: ${reason}`
	),
	...meeting.handovers.map(
		({ from, to, at, reason }) => `${longMoment(at)}: ${from.name} handed the chair over to ${to.name}. ${reason}`
	),
	...meeting.agenda.reorders.map(
		({ at, reason }) => `${longMoment(at)}: the order of the agenda was changed. ${reason}`
	),
	...meeting.returned.map(({ at, comment }) => `${longMoment(at)}: the chair returned the draft. ${comment}`)
];

/** Warnings the chair passed over that still stand; one that was put right since has nothing to explain. */
const overrides = (meeting: Meeting, texts: Texts, lockedAt: string): FinalRecord['overrides'] =>
	gates(meeting, texts, [], lockedAt).flatMap(({ message, overridden }) =>
		overridden ? [{ gate: message, reason: overridden.reason, at: longMoment(overridden.at) }] : []
	);

/** The final record of a meeting as it would read if locked at `lockedAt`. */
export const buildRecord = (source: RecordSource): FinalRecord => {
	const { texts, authors, area, lockedAt, provenance, disclosuresMade = [], planBefore = null } = source;
	const { keptApart = { told: [], root: '' }, returns = [], annex, accuracyCheck } = source;
	const meeting = asWorded(source.meeting, authors.plan);
	const summary = source.meeting.case;
	const { seq, level } = meeting.convened;
	const on = meetingOn(meeting);
	const until = Date.parse(meeting.endedAt ?? lockedAt);
	const putBackFor: PutBackFor = (author, say) => {
		const removal = putBackIn(meeting.removedWords, author.field, author);
		return removal ? writersOf(meeting, removal, (person) => person[say]) : '';
	};
	return {
		schema: 'mapp-meeting-final-minutes/4',
		marking: MARKING,
		handling: HANDLING,
		language: LANGUAGE,
		area,
		title: `Minutes of the Level ${level} ${kindRow(level).called} on ${longDate(on)}`,
		reference: recordReference(summary.ref, seq),
		meetingId: meeting.id,
		lockedAt,
		chair: recordPerson(meeting.chair),
		minuteTaker: recordPerson(meeting.minuteTaker),
		meeting: meetingFacts(meeting, summary),
		subject: subjectFacts(summary).filter(([, value]) => value.trim() !== ''),
		attendance: recordAttendance(meeting),
		items: recordItems(meeting, summary, texts.minutes, writtenBy(authors.minutes, on, putBackFor), until),
		returns,
		...recordPlan(meeting, texts.plan, writtenBy(authors.plan, on, putBackFor), planBefore),
		licence: recordLicence(meeting),
		disclosuresMade: recordDisclosuresMade(disclosuresMade),
		disclosures: recordDisclosures(meeting),
		level: recordLevel(meeting) ?? recordOutcome(meeting),
		smb: meeting.smb.map(({ theme, agencyName, text }) => ({
			theme: smbThemeWord[theme],
			agency: agencyName ?? '',
			text
		})),
		overrides: overrides(meeting, texts, lockedAt),
		keptApart,
		...(accuracyCheck ? { accuracyCheck } : {}),
		proceedings: proceedings(meeting),
		provenance,
		...(annex ? { annex } : {}),
		glossary: GLOSSARY
	};
};
