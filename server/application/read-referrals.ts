/** The lists of referrals: one's own, one's agency's, and the co-ordinator's queue with how long each has waited. */
import { and, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import { referral } from '#drizzle/schema.ts';
import { type Actor, hasRole, isMappaUnit } from '#lib/identity.ts';
import {
	isPending,
	isReferringSide,
	mayRefer,
	type Referral,
	type ReferralState,
	receivedAt,
	recordsForOthers
} from '#lib/referrals/referral.ts';
import { answerAt, type SavedSections } from '#lib/referrals/referral-values.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate, workingDaysBetween } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readAgencies, readPersonRefs } from '../persistence/people.ts';
import { loadReferrals, type ReferralHead, readSections, readSectionsSent } from '../persistence/referral-store.ts';
import { closedPeople } from './case-access.ts';
import { readingOf, unitMayRead } from './referral-access.ts';

export type ReferralLine = {
	readonly id: string;
	readonly ref: string;
	/** '' until it is written */
	readonly name: string;
	/** '2', '3' or '' until it is chosen */
	readonly level: string;
	readonly state: ReferralState;
	readonly fromAgencyName: string;
	readonly begunByName: string;
	/** YYYY-MM-DD */
	readonly receivedOn: string | null;
	/** since it was received */
	readonly workingDays: number | null;
	/** less than six months before release when it came (V03) */
	readonly late: boolean;
	readonly emergency: boolean;
	/** day by which the first meeting is due once it is accepted, YYYY-MM-DD */
	readonly initialDue: string | null;
};
export type ReferralLists = {
	readonly mayRefer: boolean;
	/** refers for another agency by recording it: these can be chosen */
	readonly recordsFor: readonly { readonly value: string; readonly text: string }[] | null;
	readonly mine: readonly ReferralLine[];
	readonly agency: readonly ReferralLine[];
	/** null for people who are not of the unit */
	readonly queue: {
		readonly pending: readonly ReferralLine[];
		readonly asked: readonly ReferralLine[];
		readonly decided: readonly ReferralLine[];
	} | null;
};

const MOST = 200;
const SHOWN_IN_LISTS = ['person', 'level', 'category'];
export const NO_REFERRALS = refuse('missing', 'There are no referrals for you here.');

const headsWhere = (tx: Tx, where: SQL | undefined): Promise<ReferralHead[]> =>
	tx.select().from(referral).where(where).orderBy(desc(referral.receivedAt), desc(referral.ref)).limit(MOST);

type Told = { readonly head: ReferralHead; readonly referral: Referral; readonly sections: SavedSections };
/** Heads with what lists show: newest words for the side that writes them, sent ones for everybody else. */
async function tell(tx: Tx, heads: readonly ReferralHead[], asSent: boolean): Promise<readonly Told[]> {
	const ids = heads.map(({ id }) => id);
	const referrals = await loadReferrals(tx, ids);
	const sent = new Map(ids.map((id) => [id, referrals.get(id)?.submissions.at(-1)?.sections ?? {}]));
	const sections = asSent
		? await readSectionsSent(tx, sent, SHOWN_IN_LISTS)
		: await readSections(tx, ids, SHOWN_IN_LISTS);
	return heads.flatMap((head) => {
		const found = referrals.get(head.id);
		return found ? [{ head, referral: found, sections: sections.get(head.id) ?? {} }] : [];
	});
}

export const lineOf = (
	{ head, referral: told, sections }: Told,
	today: string,
	agencyName: (id: string) => string,
	personName: (id: string) => string
): ReferralLine => {
	const received = receivedAt(told);
	const receivedOn = received ? londonDate(received) : null;
	return {
		...{ id: head.id, ref: head.ref, state: told.state, late: told.late, initialDue: head.initialDue, receivedOn },
		name: answerAt(sections, 'person', 'name'),
		level: answerAt(sections, 'level', 'level'),
		fromAgencyName: agencyName(told.fromAgencyId),
		begunByName: personName(told.begunBy),
		workingDays: receivedOn && isPending(told.state) ? workingDaysBetween(receivedOn, today) : null,
		emergency: answerAt(sections, 'level', 'emergency') === 'yes'
	};
};

/** Lists for the signed-in person; missing for people who neither refer nor belong to the unit. */
export const readReferralLists = (database: Database, actor: Actor, now: Date): Promise<Result<ReferralLists>> =>
	database.withArea(actor.areaId, async (tx) => {
		const isUnit = isMappaUnit(actor);
		const isReferrer = hasRole(actor, 'AGENCY_REP');
		if (!isUnit && !isReferrer) return NO_REFERRALS;
		const agencies = await readAgencies(tx);
		const own = isReferrer
			? await tell(tx, await headsWhere(tx, eq(referral.fromAgencyId, actor.agencyId)), false)
			: [];
		const recorded = recordsForOthers(actor)
			? await tell(tx, await headsWhere(tx, eq(referral.begunBy, actor.personId)), false)
			: [];
		const known = await openOnes(tx, actor, [...own, ...recorded]);
		const queue = isUnit ? await unitQueue(tx, actor) : null;
		const everybody = [...known, ...(queue ?? [])].map(({ referral: one }) => one.begunBy);
		const people = await readPersonRefs(tx, [...new Set(everybody)]);
		const agencyName = (id: string) => agencies.find((one) => one.id === id)?.name ?? '';
		const today = londonDate(now.toISOString());
		const line = (told: Told) => lineOf(told, today, agencyName, (id) => people.get(id)?.name ?? '');
		const lines = (all: readonly Told[]) => all.map(line);
		const isMine = ({ referral: one }: Told) => one.begunBy === actor.personId;
		if (isUnit) await writeAudit(tx, actor, 'view-referrals', 'area', actor.areaId);
		return done({
			mayRefer: mayRefer(actor),
			recordsFor: recordsForOthers(actor)
				? agencies.filter(({ type }) => type !== 'MAPPA_UNIT').map(({ id, name }) => ({ value: id, text: name }))
				: null,
			mine: lines(known.filter(isMine)),
			agency: lines(known.filter((told) => !isMine(told))),
			queue: queue && {
				pending: lines(queue.filter(({ head }) => isPending(head.state as ReferralState))).toSorted(
					(a, b) => Number(b.emergency) - Number(a.emergency) || (a.receivedOn ?? '').localeCompare(b.receivedOn ?? '')
				),
				asked: lines(queue.filter(({ head }) => head.state === 'More information needed')),
				decided: lines(queue.filter(({ head }) => !isOpenState(head.state)))
			}
		});
	});

/** Days for which a decided referral stays on its referrer's own work. */
const NEWS_DAYS = 30;
export type MyReferrals = {
	/** begun by this person: with them, waiting, or decided not long ago; what waits for them first */
	readonly mine: readonly ReferralLine[];
	/** waiting for the co-ordinator's decision; null for everybody else */
	readonly waiting: number | null;
};
/** What belongs on the page of one's own work. */
export const readMyReferrals = (database: Database, actor: Actor, now: Date): Promise<MyReferrals> =>
	database.withArea(actor.areaId, async (tx) => {
		const heads = mayRefer(actor) ? await headsWhere(tx, eq(referral.begunBy, actor.personId)) : [];
		const since = new Date(now.getTime() - NEWS_DAYS * 86_400_000);
		const current = heads.filter(
			({ state, decidedAt }) => state === 'Draft' || isOpenState(state) || (decidedAt !== null && decidedAt > since)
		);
		const told = await openOnes(tx, actor, await tell(tx, current, false));
		const names = new Map((await readAgencies(tx)).map(({ id, name }) => [id, name]));
		const today = londonDate(now.toISOString());
		const mine = told.map((one) =>
			lineOf(
				one,
				today,
				(id) => names.get(id) ?? '',
				() => actor.name
			)
		);
		const first = ({ state }: ReferralLine) => Number(state === 'More information needed');
		return {
			mine: mine.toSorted((a, b) => first(b) - first(a)),
			waiting: hasRole(actor, 'MAPPA_COORDINATOR')
				? (await unitQueue(tx, actor)).filter(({ head }) => isPending(head.state as ReferralState)).length
				: null
		};
	});

const isOpenState = (state: string): boolean =>
	state === 'Referral decision - pending' || state === 'More information needed';

/** Without those whose case is closed to this person. */
async function openOnes(tx: Tx, actor: Actor, told: readonly Told[]): Promise<readonly Told[]> {
	const cases = [...new Set(told.flatMap(({ head }) => head.caseId ?? []))];
	const closed = new Set<string>();
	for (const caseId of cases)
		if ((await closedPeople(tx, caseId, [actor.personId])).has(actor.personId)) closed.add(caseId);
	return told.filter(({ head, referral: one }) => isReferringSide(one, actor) && !closed.has(head.caseId ?? ''));
}

/** What has been submitted in this area and this person of the unit may read. */
async function unitQueue(tx: Tx, actor: Actor): Promise<readonly Told[]> {
	const open = inArray(referral.state, ['Referral decision - pending', 'More information needed']);
	const heads = [
		...(await headsWhere(tx, and(isNotNull(referral.receivedAt), open))),
		...(await headsWhere(tx, and(isNotNull(referral.receivedAt), sql`not ${open}`))).slice(0, 50)
	];
	const told = await tell(tx, heads, true);
	const reading = await readingOf(tx, actor);
	const linked = new Set(reading.register.filter(({ isOpen }) => isOpen).map(({ id }) => id));
	return told.filter(
		({ head, referral: one, sections }) =>
			unitMayRead(one, sections, reading) && (head.caseId === null || linked.has(head.caseId))
	);
}
