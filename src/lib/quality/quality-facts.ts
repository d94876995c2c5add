/**
 * What is known of how a locked meeting was run, criterion by criterion, each with where it comes from. It says what happened
 * and never how good it was: the auditor judges (domain.md 4.5). Agencies, times and counts; nobody's words.
 */
import { usedMs } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { didAttend, needsFinding, type Seat } from '../attendance/attendance.ts';
import { findingWord, mannerWord, participationWord } from '../attendance/attendance-words.ts';
import { heardPerson } from '../attendance/heard.ts';
import { takesPart } from '../attendance/participation.ts';
import { seatList } from '../attendance/seats.ts';
import { disclosureOutcomeWord } from '../decisions/decisions-words.ts';
import { invitedAgencies } from '../item-records/agencies-in-turn.ts';
import { choiceWord } from '../item-records/item-record-words.ts';
import { rowKeys, valuesAt } from '../item-records/item-records.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { lastSent } from '../returns/agency-return.ts';
import type { Action } from '../rmp/rmp.ts';
import { smartHints } from '../rmp/smart.ts';
import { londonTime, longDate } from '../time.ts';
import type { Criterion } from './quality-form.ts';

/** A fact beside a criterion. `source`: where this service knows it from. */
export type QualityFact = {
	readonly criterion: Criterion;
	readonly label: string;
	readonly value: string;
	readonly source: string;
};
/** One agenda item, planned and used in minutes; `used` null = it was passed over. */
export type ItemTime = { readonly title: string; readonly planned: number; readonly used: number | null };

export type QualitySources = {
	readonly meeting: Meeting;
	/** words of the plan's actions as locked, by number */
	readonly actions: Readonly<Record<string, { readonly text: string; readonly completionEvidence: string }>>;
	/** people whose words of this meeting are stored */
	readonly writers: ReadonlySet<string>;
	/** YYYY-MM-DD: by when minutes and papers were owed, and when they went out; null = not noted */
	readonly minutes: { readonly by: string; readonly on: string | null };
	readonly papers: { readonly by: string; readonly on: string | null };
	/** late when more than this after the planned start */
	readonly lateAfterMinutes: number;
	/** how far each absence of an agency has come, in words */
	readonly absences: readonly { readonly agencyName: string; readonly state: string }[];
};

const MINUTE_MS = 60_000;
const LOG = 'Log of the meeting';
const AGENDA = 'Agenda and its clock';
const REGISTER = 'Attendance register';
const ITEMS = 'What was recorded under the item';

const list = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join('\n'));

export const itemTimes = ({ agenda, endedAt }: Meeting): readonly ItemTime[] =>
	agenda.items.map((item) => ({
		title: itemTitle[item.code],
		planned: item.plannedMinutes,
		used: item.spans.length === 0 ? null : Math.round(usedMs(item, Date.parse(endedAt ?? '')) / MINUTE_MS)
	}));

const start = ({ meeting, lateAfterMinutes }: QualitySources): string => {
	const { scheduledStart } = meeting.convened;
	if (meeting.startedAt === null) return 'Not known';
	const late = Math.floor((Date.parse(meeting.startedAt) - Date.parse(scheduledStart)) / MINUTE_MS);
	const how =
		late > lateAfterMinutes
			? `${late} minutes after the planned start`
			: late > 0
				? `within ${lateAfterMinutes} minutes of it`
				: 'on time';
	return `Planned ${londonTime(scheduledStart)}, begun ${londonTime(meeting.startedAt)}: ${how}`;
};

/** Statement accepted before they were let in, who of those who took part. */
const statement = (here: readonly Seat[]): string => {
	const before = here.filter((seat) => seat.statement && (!seat.confirmed || seat.statement.at <= seat.confirmed.at));
	return before.length === here.length
		? `All ${here.length} who took part accepted it before they saw anything of the case`
		: `${before.length} of ${here.length} who took part accepted it before they were let in; the others again later, or outside this service`;
};

const agenciesHeard = ({ meeting, writers }: QualitySources): string =>
	list(
		invitedAgencies(meeting).map(({ agencyId, agencyName, seats }) => {
			const heard = seats.map(({ person }) => heardPerson(meeting.heard, person.personId));
			const called = heard.reduce((sum, one) => sum + one.called, 0);
			const recorded = heard.reduce((sum, one) => sum + one.recorded, 0);
			const asked = valuesAt(meeting.itemRecords, `AGENCY_INFO.${agencyId}`).heard;
			const what = [
				typeof asked === 'string' ? choiceWord('AGENCY_INFO', 'heard', asked) : '',
				called === 0 ? '' : called === 1 ? 'given the floor once' : `given the floor ${called} times`,
				seats.some(({ person }) => writers.has(person.personId)) ? 'wrote something' : '',
				recorded === 0 ? '' : recorded === 1 ? 'recorded 1 fact' : `recorded ${recorded} facts`,
				lastSent(meeting.returns, agencyId) ? 'sent a return' : ''
			].filter(Boolean);
			return `${agencyName}: ${what.length === 0 ? 'nothing noted' : what.join(', ')}`;
		}),
		'No agency was invited'
	);

/** Actions this meeting set, and which of the checks of the plan still say something. */
const smart = ({ meeting, actions }: QualitySources): { readonly set: readonly Action[]; readonly value: string } => {
	const set = meeting.rmp.actions.filter((one) => !one.removed && one.sinceMeeting === meeting.convened.seq);
	const here = new Set(
		seatList(meeting.attendance)
			.filter(takesPart)
			.map(({ person }) => person.agencyId)
	);
	const said = set.flatMap((action) => {
		const words = actions[action.number] ?? { text: '', completionEvidence: '' };
		const hints = smartHints(action, {
			...words,
			ownerIsHere: action.owner !== null && here.has(action.owner.agencyId),
			nextMeetingOn: meeting.decisions.level?.nextMeetingOn || null,
			meetingOn: meetingOn(meeting)
		});
		const letters = [...new Set(hints.map(({ letter }) => letter))];
		return letters.length === 0 ? [] : [`${action.number} (${letters.join(', ')})`];
	});
	const newActions = set.length === 1 ? '1 new action' : `${set.length} new actions`;
	const value =
		set.length === 0
			? 'No new action was set'
			: said.length === 0
				? `${newActions}; the checks have nothing to say`
				: `${newActions}; the checks ask about ${said.join(', ')}`;
	return { set, value };
};

const owed = ({ by, on }: QualitySources['minutes'], what: string): string => {
	if (on === null) return `${what} by ${longDate(by)}; not noted here`;
	return `${what} by ${longDate(by)}, done ${longDate(on)}: ${on <= by ? 'in time' : 'late'}`;
};

/** Every fact, in the order of the criteria. */
export const qualityFacts = (from: QualitySources): readonly QualityFact[] => {
	const { meeting, absences, papers, minutes } = from;
	const { attendance, decisions, convened, itemRecords, rmp } = meeting;
	const seats = seatList(attendance).filter(({ substitute }) => substitute === null);
	const here = seats.filter(takesPart);
	const introduced = here.filter(({ introduction }) => introduction !== null).length;
	const resources = here.filter(
		({ introduction, record }) => introduction?.canCommitResources ?? record?.canCommitResources
	).length;
	const skipped = meeting.agenda.items.filter(({ status }) => status === 'SKIPPED');
	const planned = meeting.agenda.items.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0);
	const used = itemTimes(meeting).reduce((sum, one) => sum + (one.used ?? 0), 0);
	const victims = rowKeys(itemRecords, 'VICTIMS').length;
	const risksToVictims = rmp.risks.filter((row) => !row.removed && row.victims.length > 0).length;
	const safety = rmp.actions.filter((row) => !row.removed && row.pillar === 'VICTIM_SAFETY').length;
	const characteristics = valuesAt(itemRecords, 'EQUALITY_HRA').characteristics;
	const considered = Array.isArray(characteristics) ? (characteristics as readonly string[]) : [];
	const absent = seats.filter(({ record }) => record !== null && needsFinding(record.status));
	const found = absent.filter(({ finding }) => finding !== null);
	const actions = smart(from);
	const came = seats.filter(({ record }) => record !== null && didAttend(record.status)).length;
	const fact = (criterion: Criterion, label: string, value: string, source: string): QualityFact => ({
		...{ criterion, label, value, source }
	});
	return [
		fact('START', 'Start', start(from), LOG),
		fact('OBJECTIVES', 'Objective on the record', convened.objective.trim() === '' ? 'None' : 'Yes', 'Invitation'),
		fact(
			'INTRODUCTIONS',
			'Introductions',
			`${introduced} of ${here.length} who took part introduced themselves here; ${resources} can commit resources`,
			'Introductions in the room'
		),
		fact('STATEMENT', 'Accepted', statement(here), LOG),
		fact(
			'STATEMENT',
			'Presented',
			attendance.statementManner ? mannerWord[attendance.statementManner] : 'Not noted',
			LOG
		),
		fact('TIME', 'All items', `${used} minutes used, ${planned} planned, table below`, AGENDA),
		fact(
			'TIME',
			'Passed over',
			list(
				skipped.map(({ code }) => itemTitle[code]),
				'No item'
			),
			AGENDA
		),
		fact('TIME', 'Pauses', meeting.pauses.length === 1 ? '1 pause' : `${meeting.pauses.length} pauses`, LOG),
		fact('EVERYONE', 'Took part', `${came} of ${seats.length} invited`, REGISTER),
		fact(
			'EVERYONE',
			'Minimum participation',
			attendance.participation ? participationWord[attendance.participation.choice] : 'Not decided',
			LOG
		),
		fact('EVERYONE', 'Each agency', agenciesHeard(from), 'Log, stored words and returns'),
		fact(
			'DISSENT',
			'Recorded',
			list(
				decisions.dissent.map(({ item, agencyName }) => `${agencyName}, under ${itemTitle[item]}`),
				'None'
			),
			'Different views on the record'
		),
		fact('VICTIMS', 'Under the item', victims === 1 ? '1 victim by code' : `${victims} victims by code`, ITEMS),
		fact(
			'VICTIMS',
			'In the plan',
			`${risksToVictims === 1 ? '1 risk naming a victim' : `${risksToVictims} risks naming a victim`}, ${safety === 1 ? '1 action for victim safety' : `${safety} actions for victim safety`}`,
			'Risk Management Plan'
		),
		fact(
			'DIVERSITY',
			'Characteristics considered',
			list(
				considered.map((code) => choiceWord('EQUALITY_HRA', 'characteristics', code)),
				'None recorded'
			),
			ITEMS
		),
		fact(
			'DISCLOSURE',
			'Decisions',
			list(
				decisions.disclosures.map(({ outcome }) => disclosureOutcomeWord[outcome]),
				'None recorded'
			),
			'Disclosure decisions'
		),
		fact('ACTIONS', 'Checks of the plan', actions.value, 'Specific, measurable, achievable, relevant, time-bound'),
		fact(
			'FOLLOW_UP',
			'Chair’s findings',
			absent.length === 0
				? 'Nobody owed one'
				: `${found.length} of ${absent.length} made: ${found.map(({ finding }) => (finding ? findingWord[finding.finding] : '')).join(', ')}`,
			REGISTER
		),
		fact(
			'FOLLOW_UP',
			'Absences of agencies',
			list(
				absences.map(({ agencyName, state }) => `${agencyName}: ${state}`),
				'None was opened'
			),
			'Absences'
		),
		fact('PAPERS', 'Papers', owed(papers, 'Due'), 'Steps noted by the MAPPA unit'),
		fact('PAPERS', 'Minutes', owed(minutes, 'Out'), 'Distribution noted by the MAPPA unit')
	];
};
