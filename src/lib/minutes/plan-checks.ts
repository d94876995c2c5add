/**
 * The quality of the plan as it is written (domain.md 5.3): what is there, what is missing, and where to put it right.
 * Never a score and never a judgement of risk. Rules of the catalogue come from the gates, with the chair's answer where
 * there is one; the rest is advice that nobody has to answer.
 */

import { takesPart } from '../attendance/participation.ts';
import { seatList } from '../attendance/seats.ts';
import type { CaseFacts } from '../cases/case.ts';
import { factsNow } from '../item-records/facts-now.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { meetingOn } from '../meeting/meeting-date.ts';
import { roshGroupWord } from '../meeting/meeting-words.ts';
import { unmarkedIndicators } from '../rmp/indicators.ts';
import {
	highGroups,
	liveRisks,
	openActions,
	type PlanTexts,
	risksAbout,
	safetyActionsFor
} from '../rmp/plan-quality.ts';
import { type Action, actionField, CONTROL_TYPES, ORIENTATIONS, PILLARS, type Risk, riskField } from '../rmp/rmp.ts';
import { controlTypeShort, orientationWord, pillarWord } from '../rmp/rmp-words.ts';
import { smartHints } from '../rmp/smart.ts';
import type { Gate } from './gates.ts';

export const PLAN_CHECKS = {
	groups: 'Groups at high risk',
	victims: 'Victims',
	pillars: 'Four pillars',
	balance: 'Restrictive, rehabilitative, protective',
	controls: 'External and internal controls',
	strengths: 'Strengths and motivation',
	parts: 'Contingency and indicators',
	response: 'Response since the last plan',
	owners: 'Owners',
	smart: 'Words and dates of actions'
} as const;
export type PlanCheckId = keyof typeof PLAN_CHECKS;

export type CheckLine = {
	readonly id: string;
	/** what is missing, in one sentence */
	readonly message: string;
	/** an anchor in the room */
	readonly href: string;
	/** the warning the chair may pass over with a reason; null = advice */
	readonly gate: string | null;
	/** the chair's reason; null = not answered */
	readonly reason: string | null;
};
export type PlanCheck = {
	readonly id: PlanCheckId;
	readonly title: string;
	/** what the plan has of it: ["Supervision", "A1, A4"] */
	readonly has: readonly (readonly [what: string, where: string])[];
	readonly lines: readonly CheckLine[];
};
export type CheckInput = {
	readonly meeting: Meeting;
	/** of the plan, now */
	readonly texts: PlanTexts;
	/** of the plan as it was handed on */
	readonly before: PlanTexts;
	readonly gates: readonly Gate[];
};

type Look = CheckInput & {
	readonly risks: readonly Risk[];
	readonly actions: readonly Action[];
	readonly facts: CaseFacts | null;
};
type Found = Pick<PlanCheck, 'has' | 'lines'>;

const numbers = (rows: readonly Action[]): string => rows.map(({ number }) => number).join(', ');
const advice = (id: string, message: string, href: string): CheckLine => ({
	id,
	message,
	href,
	gate: null,
	reason: null
});
const asked = ({ id, message, href, kind, overridden }: Gate): CheckLine => ({
	...{ id, message, href },
	gate: kind === 'W' ? id : null,
	reason: overridden?.reason ?? null
});
const gatesOf = ({ gates }: Look, ...beginnings: readonly string[]): readonly CheckLine[] =>
	gates.filter(({ id }) => beginnings.some((one) => id.startsWith(one))).map(asked);
/** Where an action would be added. */
const addAction = ({ risks }: Look, wanted: (risk: Risk) => boolean = () => true): string => {
	const risk = risks.find(wanted) ?? risks[0];
	return risk ? `#${risk.key}.add` : '#plan-add';
};

const groups = (look: Look): Found => ({
	has: highGroups(look.facts).flatMap((group) => {
		const about = risksAbout(group, look.risks, look.texts).map(({ key }) => key);
		return about.length > 0 ? [[roshGroupWord[group], about.join(', ')] as const] : [];
	}),
	lines: gatesOf(look, 'V13:')
});

const victims = (look: Look): Found => ({
	has: (look.facts?.victims ?? []).flatMap(({ code }) => {
		const own = safetyActionsFor(code, look, look.texts);
		return own.length > 0 ? [[code, numbers(own)] as const] : [];
	}),
	lines: gatesOf(look, 'V14:victim:')
});

const pillars = (look: Look): Found => ({
	has: PILLARS.map(
		(pillar) => [pillarWord[pillar], numbers(look.actions.filter((row) => row.pillar === pillar))] as const
	).filter(([, where]) => where !== ''),
	lines: [
		...gatesOf(look, 'V14:pillar:'),
		...look.actions
			.filter(({ pillar }) => pillar === null)
			.map(({ number }) => advice(`${number}:pillar`, `${number}: choose its pillar`, `#${number}.pillar`))
	]
});

const WITHOUT_KIND = {
	RESTRICTIVE: 'No action restricts. Is there nothing that has to be limited?',
	REHABILITATIVE: 'No action helps the person change. What could?',
	PROTECTIVE: 'No action makes the people at risk safer. What could?'
} as const;
const balance = (look: Look): Found => {
	const { actions } = look;
	const only = gatesOf(look, 'V14:only-restrictive');
	const absent = ORIENTATIONS.filter((kind) => !actions.some((row) => row.orientation === kind));
	const isSaid = (kind: (typeof ORIENTATIONS)[number]): boolean => only.length > 0 && kind !== 'RESTRICTIVE';
	return {
		has: ORIENTATIONS.filter((kind) => !absent.includes(kind)).map((kind) => [
			orientationWord[kind],
			numbers(actions.filter((row) => row.orientation === kind))
		]),
		lines: [
			...only,
			...(actions.length === 0 ? [] : absent)
				.filter((kind) => !isSaid(kind))
				.map((kind) =>
					advice(
						`kind:${kind}`,
						WITHOUT_KIND[kind],
						addAction(look, ({ orientation }) => orientation === kind)
					)
				),
			...actions
				.filter(({ orientation }) => orientation === null)
				.map(({ number }) => advice(`${number}:kind`, `${number}: choose its kind`, `#${number}.orientation`))
		]
	};
};

const WITHOUT_CONTROL = {
	EXTERNAL: 'Nothing is an external control, such as a tag, a curfew or visits',
	INTERNAL: 'Nothing is an internal control, such as skills, motivation or insight'
} as const;
const controls = (look: Look): Found => {
	const { risks, actions } = look;
	const where = CONTROL_TYPES.map((kind) => {
		const own = [...risks.filter((row) => row.controlType === kind).map(({ key }) => key)];
		const under = actions.filter((row) => row.controlType === kind).map(({ number }) => number);
		return [kind, [...own, ...under].join(', ')] as const;
	});
	const absent = risks.length === 0 ? [] : where.filter(([, rows]) => rows === '');
	return {
		has: where.filter(([, rows]) => rows !== '').map(([kind, rows]) => [controlTypeShort[kind], rows]),
		lines:
			absent.length === CONTROL_TYPES.length
				? [
						advice(
							'control',
							'Say of each risk whether its control is external or internal',
							`#${risks[0]?.key}.controlType`
						)
					]
				: absent.map(([kind]) => advice(`control:${kind}`, WITHOUT_CONTROL[kind], addAction(look)))
	};
};

/** Words of somebody's own strengths and wishes. The words of the case's protective factors are added to them. */
const STRENGTH =
	/\b(strengths?|motivat\w*|goals?|hobb(y|ies)|interests?|skills?|talents?|training|apprentice\w*|college|course|employment|volunteer\w*|mentor\w*|incentives?|rewards?|family visits?|sports?|work placement|job)\b/i;
/** In protective factors, words that say nothing of the person's own. */
const GENERAL =
	/^(prison|treatment|programmes?|engaged|engagement|support|supportive|services?|staff|police|probation|stable|strong|regular|contact|completed|accommodation)$/i;
const strengths = (look: Look): Found => {
	const own = (look.facts?.protectiveFactors ?? [])
		.flatMap((factor) => factor.match(/[A-Za-z]{5,}/g) ?? [])
		.filter((word) => !GENERAL.test(word));
	const isOwn = (words: string): boolean =>
		STRENGTH.test(words) || own.some((word) => new RegExp(`\\b${word}`, 'i').test(words));
	const building = look.actions.filter(
		(row) =>
			(row.orientation === 'REHABILITATIVE' && row.controlType === 'INTERNAL') ||
			isOwn(look.texts[actionField(row.number, 'text')] ?? '')
	);
	return {
		has: building.length > 0 ? [['Built on by', numbers(building)]] : [],
		lines:
			building.length > 0 || look.actions.length === 0
				? []
				: [
						advice(
							'strengths',
							'No action builds on the person’s own strengths or wishes. What motivates them, and what could be offered?',
							addAction(look, ({ orientation }) => orientation === 'REHABILITATIVE')
						)
					]
	};
};

const PARTS = ['contingency', 'positiveIndicators', 'negativeIndicators'] as const;
const parts = (look: Look): Found => {
	const lines = look.gates
		.filter(({ rule, id }) => rule === 'V12' || (rule === 'V11' && PARTS.some((part) => id.endsWith(`:${part}`))))
		.map(asked);
	const lacking = new Set(lines.map(({ id }) => id.split(':')[1]));
	const whole = look.risks.filter(({ key }) => !lacking.has(key)).map(({ key }) => key);
	return { has: whole.length > 0 ? [['Complete', whole.join(', ')]] : [], lines };
};

const response = ({ meeting, risks, texts, before }: Look): Found => {
	const carried = risks.filter(({ sinceMeeting }) => sinceMeeting < meeting.convened.seq);
	const said = (from: PlanTexts, key: string): string => (from[riskField(key, 'responseSoFar')] ?? '').trim();
	const isOld = ({ key }: Risk): boolean => said(texts, key) !== '' && said(texts, key) === said(before, key);
	const unmarked = unmarkedIndicators(meeting.rmp);
	const written = carried.filter((row) => !isOld(row) && said(texts, row.key) !== '').map(({ key }) => key);
	return {
		has: written.length > 0 ? [['Written at this meeting', written.join(', ')]] : [],
		lines: carried.flatMap((row) => {
			const { key } = row;
			const own = unmarked.filter((one) => one.key === key);
			return [
				...(isOld(row)
					? [
							advice(
								`${key}:response`,
								`${key}: “Response so far” still reads as at the last meeting`,
								`#${riskField(key, 'responseSoFar')}`
							)
						]
					: []),
				...(own[0]
					? [
							advice(
								`${key}:indicators`,
								`${key}: ${own.length === 1 ? 'one indicator' : `${own.length} indicators`} of the last plan not marked as seen or not`,
								`#${own[0].name}`
							)
						]
					: [])
			];
		})
	};
};

const owners = (look: Look): Found => {
	const lines = [...gatesOf(look, 'V18:'), ...look.gates.filter(({ id }) => /^V16:.*:owner$/.test(id)).map(asked)];
	const agencies = new Map<string, Action[]>();
	for (const row of look.actions) {
		if (!row.owner) continue;
		const { agencyName } = row.owner;
		agencies.set(agencyName, [...(agencies.get(agencyName) ?? []), row]);
	}
	return { has: [...agencies].map(([name, rows]) => [name, numbers(rows)]), lines };
};

/** Said under "Owners" already. */
const OF_OWNERS: readonly string[] = ['owner', 'accepted'];
const smart = ({ meeting, actions, texts, gates }: Look): Found => {
	const here = new Set(
		seatList(meeting.attendance)
			.filter(takesPart)
			.map(({ person }) => person.agencyId)
	);
	const answered = new Map(gates.map((gate) => [gate.id, gate]));
	const nextMeetingOn = meeting.decisions.level?.nextMeetingOn || null;
	const on = meetingOn(meeting);
	return {
		has: [],
		lines: actions.flatMap((row) => {
			const { number, owner } = row;
			const hints = smartHints(row, {
				text: texts[actionField(number, 'text')] ?? '',
				completionEvidence: texts[actionField(number, 'completionEvidence')] ?? '',
				ownerIsHere: owner !== null && here.has(owner.agencyId),
				...{ nextMeetingOn, meetingOn: on }
			});
			return hints
				.filter(({ id }) => !OF_OWNERS.includes(id))
				.map(({ id, message, field }): CheckLine => {
					const gate = answered.get(`V17:${number}:${id}`);
					return {
						...{ id: `${number}:${id}`, message: `${number}: ${message}`, href: `#${number}.${field}` },
						...{ gate: gate?.id ?? null, reason: gate?.overridden?.reason ?? null }
					};
				});
		})
	};
};

const FIND: Readonly<Record<PlanCheckId, (look: Look) => Found>> = {
	...{ groups, victims, pillars, balance, controls, strengths, parts, response, owners, smart }
};

/** Every check in its order; those that have nothing to look at in this plan are left out. */
export const planChecks = (input: CheckInput): readonly PlanCheck[] => {
	const { rmp } = input.meeting;
	const facts = factsNow(input.meeting);
	const look: Look = { ...input, risks: liveRisks(rmp), actions: openActions(rmp), facts };
	return (Object.keys(PLAN_CHECKS) as PlanCheckId[])
		.map((id) => ({ id, title: PLAN_CHECKS[id], ...FIND[id](look) }))
		.filter(({ has, lines }) => has.length + lines.length > 0);
};

/** What is neither put right nor answered. */
export const openLines = ({ lines }: Pick<PlanCheck, 'lines'>): readonly CheckLine[] =>
	lines.filter(({ reason }) => reason === null);
