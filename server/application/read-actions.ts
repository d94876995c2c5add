/** Actions between meetings as pages show them: one's own, those one looks after, what an agency owes, and one with all its steps. */
import { and, eq, type SQL, sql } from 'drizzle-orm';
import { action, meeting } from '#drizzle/schema.ts';
import { type AccessReason, unitReason } from '#lib/access/access-reason.ts';
import {
	type ActionProgress,
	type ActionStep,
	foldAction,
	isEnded,
	isLate,
	isToVerify,
	takenBack
} from '#lib/actions/action-history.ts';
import {
	ACTION_STEP_NAMES,
	type ActionPlace,
	type ActionStepName,
	mayTakeStep,
	reportsToTakeBack,
	speaksForItself
} from '#lib/actions/action-steps.ts';
import { type Actor, isLookingOnly, isMappaUnit } from '#lib/identity.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { done, type Result } from '#lib/result.ts';
import { type ActionWeek, actionWeeks } from '#lib/smb/action-weeks.ts';
import { londonDate } from '#lib/time.ts';
import type { Language } from '#lib/welsh/language.ts';
import { readAgencyContacts } from '../persistence/absences.ts';
import {
	type ActionHead,
	nameOf,
	readActionHead,
	readActionHeads,
	readActionSteps,
	stillOpen
} from '../persistence/action-register.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { readRecordLanguages } from '../persistence/record-languages.ts';
import { readActionLives } from '../persistence/report-sources.ts';
import {
	agenciesLed,
	lookedAfter,
	mayKnowAction,
	NO_ACTION,
	ofOwnAgency,
	openAction,
	owedBy,
	placeOf
} from './action-access.ts';
import { isIdentifier } from './load-meeting.ts';

type Source = Pick<Database, 'withArea'>;

/** One action in a list that may tell what it says. */
export type ActionLine = Pick<
	ActionHead,
	| 'id'
	| 'caseRef'
	| 'number'
	| 'text'
	| 'ownerName'
	| 'ownerAgencyName'
	| 'due'
	| 'firstDue'
	| 'slips'
	| 'standing'
	| 'status'
	| 'asked'
	| 'reportedAt'
> & {
	readonly isLate: boolean;
	readonly isHighRisk: boolean;
	/** of the record that it was typed for */
	readonly language: Language;
};

const lineOf = (head: ActionHead, today: string, language: Language = 'en'): ActionLine => {
	const { id, caseRef, number, text, ownerName, ownerAgencyName, due, firstDue, slips, standing } = head;
	const { status, asked, reportedAt, highRisk } = head;
	return {
		...{ id, caseRef, number, text, ownerName, ownerAgencyName, due, firstDue, slips, standing },
		...{ status, asked, reportedAt, isLate: isLate(head, today), isHighRisk: highRisk, language }
	};
};
async function linesOf(tx: Tx, heads: readonly ActionHead[], today: string): Promise<readonly ActionLine[]> {
	const ids = heads.map(({ meetingId }) => meetingId);
	const languages = await readRecordLanguages(tx, heads[0]?.areaId ?? '', ids);
	return heads.map((head) => lineOf(head, today, languages.get(head.meetingId)));
}

/** The actions this person owns and that are not at their end, late ones first. */
export const readOwnActions = async (tx: Tx, personId: string, today: string): Promise<readonly ActionLine[]> =>
	linesOf(
		tx,
		await readActionHeads(tx, and(eq(action.ownerPersonId, personId), openAction(personId), stillOpen())),
		today
	);

/** The actions of a case that are not at their end; the caller has seen that the case is theirs to know. */
export const readCaseActions = async (tx: Tx, caseId: string, today: string): Promise<readonly ActionLine[]> =>
	linesOf(tx, await readActionHeads(tx, and(eq(action.caseId, caseId), stillOpen())), today);

export type MyActions = {
	readonly today: string;
	readonly own: readonly ActionLine[];
	/** something of the case of which is theirs to look after */
	readonly looksAfter: boolean;
	/** waits for this person's decision as chair */
	readonly toDecide: readonly ActionLine[];
	readonly leadsAgency: boolean;
	/** how the actions of their own agency stood in the last weeks, of those they may know of */
	readonly weeks: readonly ActionWeek[];
};
export function readMyActions(database: Source, actor: Actor, now: Date): Promise<Result<MyActions>> {
	if (isLookingOnly(actor)) return Promise.resolve(NO_ACTION);
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const after = await readActionHeads(tx, and(lookedAfter(actor), stillOpen()));
		const asked = after.filter((head) => head.asked !== null);
		const places = await Promise.all(asked.map(({ id }) => placeOf(tx, actor, id)));
		const own = await readOwnActions(tx, actor.personId, today);
		const led = await agenciesLed(tx, actor.personId);
		await writeAudit(tx, actor, 'view-own-actions', 'area', actor.areaId);
		return done({
			...{ today, own, looksAfter: after.length > 0 || isMappaUnit(actor) },
			toDecide: await linesOf(
				tx,
				asked.filter((_, index) => places[index]?.chairs),
				today
			),
			leadsAgency: led.length > 0,
			weeks: await weeksOfAgency(tx, actor, led, today)
		});
	});
}

export const ACTION_FILTERS = ['all', 'late', 'asked', 'to-verify', 'moved'] as const;
export type ActionFilter = (typeof ACTION_FILTERS)[number];
export type AskedFor = {
	readonly show: ActionFilter;
	/** id, or '' for every one */
	readonly agency: string;
	/** a case's reference, or '' for every one */
	readonly caseRef: string;
};
export type ActionsLookedAfter = AskedFor & {
	/** how all actions of the cases open to them stood in the last weeks; null for whoever is not of the MAPPA unit */
	readonly weeks: readonly ActionWeek[] | null;
	readonly today: string;
	readonly lines: readonly ActionLine[];
	/** how many each filter would show, of the agency and case asked for */
	readonly counts: Readonly<Record<ActionFilter, number>>;
	readonly agencies: readonly { readonly id: string; readonly name: string }[];
	readonly cases: readonly string[];
};
/** Rows of one page; whoever looks after more narrows the list. */
const MOST_SHOWN = 200;
const isShown = (head: ActionHead, show: ActionFilter, today: string): boolean => {
	switch (show) {
		case 'late':
			return isLate(head, today);
		case 'asked':
			return head.asked !== null;
		case 'to-verify':
			return isToVerify(head);
		case 'moved':
			return head.slips > 0;
		default:
			return true;
	}
};

/** Open actions of the cases this person looks after: the MAPPA unit's, the chair's and the case manager's list. */
export function readActionsLookedAfter(
	database: Source,
	actor: Actor,
	asked: AskedFor,
	now: Date
): Promise<Result<ActionsLookedAfter>> {
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const all = await readActionHeads(tx, and(lookedAfter(actor), stillOpen()), { limit: 10_000 });
		if (all.length === 0 && !isMappaUnit(actor)) return NO_ACTION;
		const within = all
			.filter(({ ownerAgencyId }) => asked.agency === '' || ownerAgencyId === asked.agency)
			.filter(({ caseRef }) => asked.caseRef === '' || caseRef === asked.caseRef);
		const count = (show: ActionFilter): number => within.filter((head) => isShown(head, show, today)).length;
		const agencies = new Map(all.map((head) => [head.ownerAgencyId, head.ownerAgencyName]));
		await writeAudit(tx, actor, 'view-actions', 'area', actor.areaId);
		return done({
			...{ ...asked, today },
			weeks: isMappaUnit(actor) ? await weeksOf(tx, actor, today) : null,
			lines: await linesOf(tx, within.filter((head) => isShown(head, asked.show, today)).slice(0, MOST_SHOWN), today),
			counts: Object.fromEntries(ACTION_FILTERS.map((show) => [show, count(show)])) as Record<ActionFilter, number>,
			agencies: [...agencies].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en')),
			cases: [...new Set(all.map(({ caseRef }) => caseRef))].sort()
		});
	});
}

/** Of the cases that are open to them, whatever has become of their actions. */
async function weeksOf(tx: Tx, actor: Actor, today: string): Promise<readonly ActionWeek[]> {
	const heads = await readActionHeads(tx, lookedAfter(actor), { limit: 50_000 });
	return actionWeeks(await readActionLives(tx, [...new Set(heads.map(({ caseId }) => caseId))]), today);
}

/** Action by action: another agency's in the same case are not counted. */
async function weeksOfAgency(tx: Tx, actor: Actor, led: readonly string[], today: string) {
	const heads = await readActionHeads(tx, ofOwnAgency(actor, led), { limit: 50_000 });
	const cases = [...new Set(heads.map(({ caseId }) => caseId))];
	return actionWeeks(await readActionLives(tx, cases, new Set(heads.map(nameOf))), today);
}

/** What an agency owes, as its managers see it: no words of the action, and nothing of the case but its reference. */
export type OwedLine = Omit<ActionLine, 'id' | 'text' | 'isHighRisk' | 'language'>;
export type OwedActions = { readonly today: string; readonly lines: readonly OwedLine[] };
export function readOwedActions(database: Source, actor: Actor, now: Date): Promise<Result<OwedActions>> {
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const agencies = await agenciesLed(tx, actor.personId);
		if (agencies.length === 0) return NO_ACTION;
		const heads = await readActionHeads(tx, and(owedBy(actor.personId, agencies), stillOpen()));
		await writeAudit(tx, actor, 'view-agency-actions', 'agency', agencies[0] ?? actor.agencyId);
		return done({
			today,
			lines: heads.map((head): OwedLine => {
				const { id: _, text: __, isHighRisk: ___, language: ____, ...owed } = lineOf(head, today);
				return { ...owed, standing: owed.standing === null ? null : 'Standing' };
			})
		});
	});
}

export type ShownStep = ActionStep & {
	readonly byName: string;
	readonly agencyName: string;
	readonly toName: string;
	readonly isTakenBack: boolean;
	/** of what a meeting wrote; null for what somebody wrote between meetings */
	readonly language: Language | null;
};
type Contact = { readonly personId: string; readonly name: string };
export type ActionPage = {
	readonly action: ActionLine & { readonly doneWhen: string };
	readonly progress: ActionProgress;
	readonly isEnded: boolean;
	/** the rows of the adopted plan it is for */
	readonly risks: readonly { readonly key: string; readonly title: string; readonly risk: string }[];
	/** of that plan */
	readonly planLanguage: Language;
	/** newest first */
	readonly steps: readonly ShownStep[];
	readonly may: readonly ActionStepName[];
	/** reports that this person can take back */
	readonly toTakeBack: readonly number[];
	readonly speaksForItself: boolean;
	readonly owns: boolean;
	readonly raiseTo: readonly Contact[];
	readonly today: string;
	/** the case's page, for whoever may open it */
	readonly caseId: string | null;
	/** what opened the page */
	readonly because: AccessReason;
};

/** The last record of the action's case that holds it, as adopted; null before a lock that kept one. */
async function adoptedPlan(tx: Tx, caseId: string): Promise<FinalRecord | null> {
	const [last] = await tx.execute<{ id: string }>(sql`
		select id from ${meeting} where case_id = ${caseId}::uuid and phase = 'LOCKED' order by seq desc limit 1`);
	return last ? ((await readRecord(tx, last.id))?.record ?? null) : null;
}

/** One action with its risk rows and history. The reading is audited. */
export function readActionPage(
	database: Source,
	actor: Actor,
	actionId: string,
	now: Date
): Promise<Result<ActionPage>> {
	if (!isIdentifier(actionId)) return Promise.resolve(NO_ACTION);
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const mine: SQL = openAction(actor.personId);
		const head = await readActionHead(tx, actionId, mine);
		if (!head) return NO_ACTION;
		const place = await placeOf(tx, actor, actionId);
		if (!mayKnowAction(actor, place, head)) return NO_ACTION;
		await writeAudit(tx, actor, 'view-action', 'action', actionId, head.meetingId);
		const steps = (await readActionSteps(tx, [head])).get(nameOf(head)) ?? [];
		const progress = foldAction(steps);
		const record = await adoptedPlan(tx, head.caseId);
		const languages = await languagesOfCase(tx, head);
		const may = ACTION_STEP_NAMES.filter(
			(name) => mayTakeStep({ steps, progress }, actor, place, name, today) === null
		);
		const contacts = may.includes('raise-action') ? await readAgencyContacts(tx, [head.ownerAgencyId]) : [];
		return done({
			action: {
				...lineOf(head, today, languages.find(({ id }) => id === head.meetingId)?.language),
				doneWhen: record?.actions.find(({ number }) => number === head.number)?.completionEvidence ?? ''
			},
			...{ progress, isEnded: isEnded(progress), may, today, owns: place.owns },
			risks: (record?.risks ?? [])
				.filter(({ key }) => head.riskKeys.includes(key))
				.map(({ key, title, risk }) => ({ key, title, risk })),
			planLanguage: record?.language ?? 'en',
			steps: (await named(tx, languages, steps)).toReversed(),
			toTakeBack: may.includes('take-back-report') ? reportsToTakeBack(steps, actor) : [],
			speaksForItself: speaksForItself(place),
			raiseTo: contacts.flatMap(({ role, personId, name }) =>
				role === 'LINE_MANAGER' && personId !== null ? [{ personId, name }] : []
			),
			caseId: isMappaUnit(actor) || place.manages ? head.caseId : null,
			because: becauseOf(actor, place)
		});
	});
}

/** What opened the page of the action, in the order of mayKnowAction. */
const becauseOf = (actor: Actor, { owns, isColleague, chairs, manages }: ActionPlace): AccessReason => {
	if (owns) return { kind: 'action', part: 'owner' };
	if (isMappaUnit(actor)) return unitReason(actor);
	return { kind: 'action', part: chairs ? 'chair' : manages ? 'manager' : isColleague ? 'agency' : 'owner' };
};

/** The meetings of the action's case, each with the language of its record. */
async function languagesOfCase(tx: Tx, { areaId, caseId }: ActionHead) {
	const meetings = await tx
		.select({ id: meeting.id, seq: meeting.seq })
		.from(meeting)
		.where(eq(meeting.caseId, caseId));
	const languages = await readRecordLanguages(
		tx,
		areaId,
		meetings.map(({ id }) => id)
	);
	return meetings.map(({ id, seq }) => ({ id, seq, language: languages.get(id) ?? ('en' as const) }));
}

async function named(
	tx: Tx,
	meetings: Awaited<ReturnType<typeof languagesOfCase>>,
	steps: readonly ActionStep[]
): Promise<readonly ShownStep[]> {
	const toOf = ({ event }: ActionStep): string | null => ('to' in event ? event.to : null);
	const ids = steps.flatMap((step) => [step.by, toOf(step) ?? '']).filter((id) => id !== '');
	const people = await readPersonRefs(tx, [...new Set(ids)]);
	const back = takenBack(steps);
	const languageOf = ({ event }: ActionStep): Language | null => {
		if (event.type !== 'action-recorded') return null;
		return meetings.find(({ seq }) => seq === event.seq)?.language ?? 'en';
	};
	return steps.map((step) => ({
		...step,
		byName: people.get(step.by)?.name ?? '',
		agencyName: people.get(step.by)?.agencyName ?? '',
		toName: people.get(toOf(step) ?? '')?.name ?? '',
		isTakenBack: back.has(step.version),
		language: languageOf(step)
	}));
}
