/**
 * What still stands between a meeting and its lock (domain.md 8.3). One pure function, read live in the room, on the
 * close page and by the lock itself. `E` must be put right; `W` is a warning the chair may answer with a printed reason.
 */
import type { AgendaItem, ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { mustBeRecorded, needsFinding, type Seat } from '../attendance/attendance.ts';
import { takesPart } from '../attendance/participation.ts';
import { seatList } from '../attendance/seats.ts';
import { disclosureProblems } from '../decisions/disclosure-rules.ts';
import { levelProblems } from '../decisions/level-rules.ts';
import type { Meeting, Override } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { roshGroupWord } from '../meeting/meeting-words.ts';
import { liveRisks, openActions, planQuality, type QualityFinding } from '../rmp/plan-quality.ts';
import { type Action, actionField, type Risk, type RiskField, riskField } from '../rmp/rmp.ts';
import { pillarWord, riskFieldWord } from '../rmp/rmp-words.ts';
import { dueProblem, vagueWords } from '../rmp/smart.ts';
import { namesSubject } from '../smb/subject-name.ts';
import { minutesField, type Texts } from './minutes-fields.ts';

export const GATE_KIND = {
	V10: 'E',
	V11: 'E',
	V12: 'E',
	V13: 'W',
	V14: 'W',
	V15: 'E',
	V16: 'E',
	V17: 'W',
	V18: 'W',
	V19: 'E',
	V20: 'E',
	V21: 'E',
	V22: 'E',
	V24: 'E',
	V25: 'E',
	V26: 'E',
	V28: 'E',
	V29: 'E'
} as const satisfies Record<string, 'E' | 'W'>;
export type GateRule = keyof typeof GATE_KIND;

export type Gate = {
	/** stable while the same thing is missing: "V11:R2:negativeIndicators" */
	readonly id: string;
	readonly rule: GateRule;
	readonly kind: 'E' | 'W';
	readonly item: ItemCode;
	/** one sentence that says what to do */
	readonly message: string;
	/** an anchor in the room ("#R2.negativeIndicators"), or a path ("/meetings/…/register#person-…") */
	readonly href: string;
	readonly overridden: Override | null;
};

/** The rule a gate id belongs to; null when there is no such rule. */
export const gateRule = (id: string): GateRule | null => {
	const rule = id.split(':')[0] ?? '';
	return Object.hasOwn(GATE_KIND, rule) ? (rule as GateRule) : null;
};

type Found = Omit<Gate, 'kind' | 'overridden' | 'rule'>;
const found = (id: string, item: ItemCode, message: string, href: string): Found => ({ id, item, message, href });
const textOf = (texts: Readonly<Record<string, string>>, name: string): string =>
	Object.hasOwn(texts, name) ? (texts[name] ?? '').trim() : '';
const itemHref = (code: ItemCode): string => `#item-${code}`;

/** V11: the six parts a row cannot do without. */
const RISK_PARTS: readonly RiskField[] = [
	'risk',
	'evidence',
	'responseSoFar',
	'contingency',
	'positiveIndicators',
	'negativeIndicators'
];

const riskGates = (meeting: Meeting, plan: Texts['plan']): readonly Found[] => {
	const actions = openActions(meeting.rmp);
	const rowGates = (row: Risk): readonly Found[] => {
		const { key } = row;
		const gates = RISK_PARTS.filter((field) => textOf(plan, riskField(key, field)) === '').map((field) =>
			found(`V11:${key}:${field}`, 'RMP', `${key}: write "${riskFieldWord[field]}"`, `#${riskField(key, field)}`)
		);
		const under = actions.filter((action) => action.riskKeys.includes(key));
		if (under.length === 0 && textOf(plan, riskField(key, 'noActionReason')) === '')
			gates.push(
				found(
					`V12:${key}`,
					'RMP',
					`${key}: add an action, or write why no new action is needed`,
					`#${riskField(key, 'noActionReason')}`
				)
			);
		const isRestrictive = [row, ...under].some((value) => value.orientation === 'RESTRICTIVE');
		if (isRestrictive && textOf(plan, riskField(key, 'leastRestrictiveReason')) === '')
			gates.push(
				found(
					`V15:${key}`,
					'RMP',
					`${key}: write why the restriction is the least restrictive one that protects`,
					`#${riskField(key, 'leastRestrictiveReason')}`
				)
			);
		if (!row.reviewed)
			gates.push(
				found(`V28:${key}:reviewed`, 'RMP', `${key}: set its status to show that it was reviewed`, `#${key}.status`)
			);
		return gates;
	};
	return liveRisks(meeting.rmp).flatMap(rowGates);
};

const QUALITY: { [K in QualityFinding['kind']]: (finding: Extract<QualityFinding, { kind: K }>) => Found } = {
	'group-without-risk': ({ group }) =>
		found(
			`V13:${group}`,
			'RMP',
			`${roshGroupWord[group]}: the risk of serious harm is high or very high, but no risk row speaks of it`,
			itemHref('RMP')
		),
	'pillar-unused': ({ pillar }) =>
		found(`V14:pillar:${pillar}`, 'RMP', `No action belongs to "${pillarWord[pillar]}"`, itemHref('RMP')),
	'only-restrictive': () =>
		found(
			'V14:only-restrictive',
			'RMP',
			'Every action restricts. Look for something that helps the person change, or that protects',
			itemHref('RMP')
		),
	'victim-without-safety-action': ({ code }) =>
		found(
			`V14:victim:${code.replace(/[^A-Za-z0-9_.-]/g, '-')}`,
			'RMP',
			`${code} has no victim safety action`,
			itemHref('RMP')
		)
};
const qualityGates = (meeting: Meeting, plan: Texts['plan']): readonly Found[] => {
	const findings = planQuality(meeting.rmp, plan, meeting.case?.facts ?? null);
	return findings.map((finding) => (QUALITY[finding.kind] as (one: QualityFinding) => Found)(finding));
};

const actionGates = (meeting: Meeting, plan: Texts['plan']): readonly Found[] => {
	const risks = new Set(liveRisks(meeting.rmp).map((row) => row.key));
	const agenciesHere = new Set(
		seatList(meeting.attendance)
			.filter(takesPart)
			.map((seat) => seat.person.agencyId)
	);
	const dates = { meetingOn: meetingOn(meeting), nextMeetingOn: meeting.decisions.level?.nextMeetingOn || null };
	const rowGates = (row: Action): readonly Found[] => {
		const { number } = row;
		const gates: Found[] = [];
		const gate = (id: string, message: string, part: string) =>
			gates.push(found(id, 'ACTIONS', `${number}: ${message}`, `#${number}.${part}`));
		const text = textOf(plan, actionField(number, 'text'));
		if (text === '') gate(`V16:${number}:text`, 'write what is to be done', 'text');
		if (row.owner === null) gate(`V16:${number}:owner`, 'choose one owner', 'owner');
		if (!row.riskKeys.some((key) => risks.has(key)))
			gate(`V16:${number}:risk`, 'choose the risk it is for', 'riskKeys');
		if (row.due === null && row.standing === null)
			gate(`V16:${number}:due`, 'give a deadline or a standing check', 'due');
		// A date carried over from the last meeting was checked then, and may have passed.
		const isNew = row.sinceMeeting === meeting.convened.seq;
		const odd = row.due !== null && isNew ? dueProblem(row.due, dates) : null;
		if (odd) gate(`V17:${number}:due`, odd, 'due');
		if (isNew) for (const { id, message } of vagueWords(text, row)) gate(`V17:${number}:${id}`, message, 'text');
		if (row.owner && !agenciesHere.has(row.owner.agencyId) && !row.ownerAccepted)
			gate(
				`V18:${number}`,
				`${row.owner.agencyName} is not taking part. Record that they accept, or choose another owner`,
				'ownerAccepted'
			);
		return gates;
	};
	const withoutOutcome = meeting.rmp.actions.filter(
		(row) => !row.removed && row.sinceMeeting < meeting.convened.seq && row.outcome === null
	);
	return [
		...openActions(meeting.rmp).flatMap(rowGates),
		...withoutOutcome.map((row) =>
			found(`V19:${row.number}`, 'ACTIONS_PREV', `${row.number}: record what became of it`, `#${row.number}.outcome`)
		)
	];
};

const decisionGates = (meeting: Meeting): readonly Found[] => {
	const { disclosures, level } = meeting.decisions;
	const gates: Found[] = [];
	if (disclosures.length === 0)
		gates.push(
			found(
				'V20',
				'DISCLOSURE',
				'Record a decision on disclosure, also when it is not to disclose',
				itemHref('DISCLOSURE')
			)
		);
	for (const decision of disclosures)
		for (const { field, message } of disclosureProblems(decision, meetingOn(meeting)))
			gates.push(
				found(
					`${field === 'presumptionRebuttedReason' ? 'V22' : 'V21'}:${decision.id}:${field}`,
					'DISCLOSURE',
					message,
					itemHref('DISCLOSURE')
				)
			);
	if (level === null) gates.push(found('V24', 'LEVEL', 'Record the decision on the level', itemHref('LEVEL')));
	else {
		const category = meeting.case?.category ?? null;
		const context = { level: meeting.convened.level, category, meetingOn: meetingOn(meeting) };
		for (const { field, message } of levelProblems(level, context))
			gates.push(found(`V24:${field}`, 'LEVEL', message, itemHref('LEVEL')));
	}
	return gates;
};

const attendanceGates = (meeting: Meeting): readonly Found[] => {
	const seats = seatList(meeting.attendance);
	const register = (seat: Seat): string => `/meetings/${meeting.id}/register#person-${seat.person.personId}`;
	const who = ({ person }: Seat): string => `${person.name} (${person.agencyName})`;
	const gates: Found[] = [];
	if (meeting.attendance.participation === null)
		gates.push(
			found(
				'V10',
				'WELCOME',
				'Decide whether minimum participation is met, and how to go on if it is not',
				itemHref('WELCOME')
			)
		);
	for (const seat of seats) {
		const { personId } = seat.person;
		if (mustBeRecorded(seat) && seat.record === null)
			gates.push(found(`V25:${personId}`, 'WELCOME', `Record the attendance of ${who(seat)}`, register(seat)));
		if (mustBeRecorded(seat) && seat.record !== null && needsFinding(seat.record.status) && seat.finding === null)
			gates.push(
				found(`V26:${personId}`, 'WELCOME', `Record the chair’s finding on the absence of ${who(seat)}`, register(seat))
			);
	}
	return gates;
};

/** Facts that say something under an item by themselves, so that it is not empty without notes. */
const hasFacts = (meeting: Meeting, code: ItemCode): boolean => {
	const { attendance, decisions, rmp } = meeting;
	switch (code) {
		case 'WELCOME':
			return attendance.participation !== null || seatList(attendance).some((seat) => seat.record !== null);
		case 'CONFIDENTIALITY':
			return attendance.statementManner !== null;
		case 'STATUS':
			return meeting.case !== null;
		case 'MINUTES_PREV':
			return decisions.previousMinutes !== null;
		case 'ACTIONS_PREV':
			return rmp.actions.some((row) => row.outcome !== null);
		case 'RMP':
			return rmp.risks.some((row) => !row.removed);
		case 'DISCLOSURE':
			return decisions.disclosures.length > 0;
		case 'ACTIONS':
			return rmp.actions.some((row) => !row.removed && row.sinceMeeting === meeting.convened.seq);
		case 'LEVEL':
			return decisions.level !== null;
		case 'SMB_FEEDBACK':
			return meeting.smb.length > 0;
		default:
			return decisions.dissent.some((dissent) => dissent.item === code);
	}
};

/** Items whose own rule already asks for what is missing: one entry in the list, not two. */
const ASKED_ELSEWHERE: readonly ItemCode[] = ['DISCLOSURE', 'LEVEL', 'SMB_FEEDBACK'];
const UNRESOLVED = '[?]';

const minutesGates = (meeting: Meeting, texts: Texts): readonly Found[] => {
	const isEmpty = (item: AgendaItem): boolean =>
		item.mandatory &&
		!ASKED_ELSEWHERE.includes(item.code) &&
		!item.skipReason?.trim() &&
		textOf(texts.minutes, minutesField(item.code)) === '' &&
		!hasFacts(meeting, item.code);
	const empty = meeting.agenda.items
		.filter(isEmpty)
		.map(({ code }) =>
			found(
				`V28:${code}`,
				code,
				`Write what was said under "${itemTitle[code]}", or skip it with a reason`,
				`#${minutesField(code)}`
			)
		);
	const marked = (fields: Readonly<Record<string, string>>, itemOf: (name: string) => ItemCode): readonly Found[] =>
		Object.keys(fields)
			.filter((name) => textOf(fields, name).includes(UNRESOLVED))
			.sort()
			.map((name) =>
				found(
					`V28:${name}:unresolved`,
					itemOf(name),
					`${name.split('.')[0]}: settle what is marked ${UNRESOLVED}`,
					`#${name}`
				)
			);
	const gone = new Set([
		...meeting.rmp.risks.filter((row) => row.removed).map((row) => row.key),
		...meeting.rmp.actions.filter((row) => row.removed).map((row) => row.number)
	]);
	const plan = Object.fromEntries(Object.entries(texts.plan).filter(([name]) => !gone.has(name.split('.')[0]!)));
	return [
		...empty,
		...marked(plan, (name) => (name.startsWith('A') ? 'ACTIONS' : 'RMP')),
		...marked(texts.minutes, (name) => name.split('.')[0] as ItemCode)
	];
};

const smbGates = (meeting: Meeting): readonly Found[] => {
	const href = itemHref('SMB_FEEDBACK');
	const none: readonly Found[] =
		meeting.smb.length === 0
			? [found('V29', 'SMB_FEEDBACK', 'Note feedback for the Board, or that there is nothing to report', href)]
			: [];
	const subject = meeting.case?.subject;
	const named = subject ? meeting.smb.filter((entry) => namesSubject(entry.text, subject)) : [];
	return [
		...none,
		...named.map((entry) =>
			found(`V29:${entry.id}`, 'SMB_FEEDBACK', 'Take the name of the person out of the feedback for the Board', href)
		)
	];
};

/** Everything that is missing now, in the order of the agenda; the ones the chair has answered carry the answer. */
export const gates = (meeting: Meeting, texts: Texts): readonly Gate[] => {
	const order = new Map(meeting.agenda.items.map((item, index) => [item.code, index]));
	return [
		...attendanceGates(meeting),
		...riskGates(meeting, texts.plan),
		...qualityGates(meeting, texts.plan),
		...actionGates(meeting, texts.plan),
		...decisionGates(meeting),
		...minutesGates(meeting, texts),
		...smbGates(meeting)
	]
		.map((gate): Gate => {
			const rule = gateRule(gate.id)!;
			const overridden = Object.hasOwn(meeting.overrides, gate.id) ? (meeting.overrides[gate.id] ?? null) : null;
			return { ...gate, rule, kind: GATE_KIND[rule], overridden };
		})
		.sort((a, b) => (order.get(a.item) ?? 99) - (order.get(b.item) ?? 99));
};

/** The ones that still stop the lock. */
export const openErrors = (list: readonly Gate[]): readonly Gate[] => list.filter((gate) => gate.kind === 'E');
/** The warnings nobody has answered yet. */
export const openWarnings = (list: readonly Gate[]): readonly Gate[] =>
	list.filter((gate) => gate.kind === 'W' && gate.overridden === null);
