/** What is needed to convene the next meeting of a case, formal or of professionals: whom, by when, and what is carried over. */
import type { MeetingLevel } from '#lib/agenda/agenda.ts';
import type { AreaConfig } from '#lib/cases/area-config.ts';
import type { CaseSummary } from '#lib/cases/case.ts';
import { isUsuallyInvited } from '#lib/cases/invitation-presets.ts';
import { type ReviewLimits, reviewLimits } from '#lib/cases/meeting-clock.ts';
import { holdsProfessionalsMeetings } from '#lib/cases/professionals-meeting.ts';
import { usualRequest } from '#lib/cases/usual-requests.ts';
import { type Actor, type AgencyType, isMappaUnit } from '#lib/identity.ts';
import type { ImportMark } from '#lib/import/imported-plan.ts';
import { foldMeeting, type Phase } from '#lib/meeting/meeting.ts';
import type { MeetingKind } from '#lib/meeting/meeting-kinds.ts';
import { done, type Result } from '#lib/result.ts';
import { actionField, carriedOver, type Rmp, riskField } from '#lib/rmp/rmp.ts';
import { londonDate } from '#lib/time.ts';
import { earliest, readArea, readAreaConfigs } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { latestMeeting, latestReview, nextMeetingNumber } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readLatestPlan, type StoredPlan } from '../persistence/imported-plans.ts';
import { type MeetingHead, readLog } from '../persistence/meeting-log.ts';
import { readAgencies } from '../persistence/people.ts';
import { NO_CASE, readInvitableTo } from './case-access.ts';
import { readTexts } from './freeze-meeting.ts';
import { readKnownCase } from './read-known-case.ts';
import { type ReferralToConvene, readReferralToConvene } from './referral-to-convene.ts';

export type ConveningAgency = {
	readonly id: string;
	readonly name: string;
	/** offered opened: usual for the category, the lead agency, or invited last time */
	readonly usual: boolean;
	readonly request: string;
	readonly people: readonly {
		readonly personId: string;
		readonly name: string;
		readonly roleTitle: string;
		readonly chosen: boolean;
		readonly capacity: 'CORE' | 'INVITED' | 'OBSERVER';
	}[];
};
export type ConveningPage = {
	readonly case: CaseSummary;
	readonly status: string;
	readonly seq: number;
	readonly caseManagerId: string | null;
	/** the meeting before: null for the first */
	readonly last: {
		readonly id: string;
		readonly on: string;
		readonly phase: Phase;
		readonly chairId: string;
		readonly minuteTakerId: string;
		readonly venue: string;
		/** of the last review; null when there was only a professionals meeting */
		readonly limits: ReviewLimits | null;
	} | null;
	/** no review was held here, nor is a plan from before known */
	readonly isInitial: boolean;
	/** of a first meeting here: the plan from before this service that it begins with */
	readonly imported: { readonly mark: ImportMark; readonly limits: ReviewLimits | null } | null;
	readonly agreedOn: string | null;
	/** what the referral that led to this meeting says for it */
	readonly referral: ReferralToConvene | null;
	readonly config: AreaConfig;
	/** the area's own, its first one first */
	readonly languages: readonly string[];
	readonly agencies: readonly ConveningAgency[];
	readonly carried: {
		readonly risks: readonly { readonly key: string; readonly title: string }[];
		readonly actions: readonly { readonly number: string; readonly text: string; readonly owner: string }[];
	};
};

/** @param kind a professionals meeting is for the lead agency's own people too, when the area holds them and the case is at Level 1 */
export async function readConvening(
	database: Database,
	actor: Actor,
	caseId: string,
	kind: MeetingKind = 'FORMAL'
): Promise<Result<ConveningPage>> {
	if (kind === 'FORMAL' && !isMappaUnit(actor)) return NO_CASE;
	return database.withArea(actor.areaId, async (tx) => {
		const known = await readKnownCase(tx, actor, caseId);
		if (!known) return NO_CASE;
		const { row, summary } = known;
		const head = await latestMeeting(tx, caseId);
		const review = await latestReview(tx, caseId);
		const imported = head ? null : await readLatestPlan(tx, caseId);
		const today = londonDate(new Date().toISOString());
		const reviewedOn = review && londonDate(review.scheduledStart.toISOString());
		const from = earliest(today, reviewedOn, imported?.mark.adoptedOn);
		const configOn = await readAreaConfigs(tx, actor.areaId, from);
		const config = configOn(today);
		if (
			kind === 'PROFESSIONALS' &&
			!(
				row.level === 1 &&
				holdsProfessionalsMeetings(config) &&
				(isMappaUnit(actor) || actor.agencyId === row.leadAgencyId)
			)
		)
			return NO_CASE;
		const before = head && foldMeeting(head.id, await readLog(tx, head.id));
		const seats = before?.attendance.seats ?? {};
		const lastOn = review && londonDate(review.scheduledStart.toISOString());
		const referral = await readReferralToConvene(tx, caseId, lastOn);
		await writeAudit(tx, actor, 'view-case', 'case', caseId);
		return done({
			case: summary,
			status: row.status,
			seq: await nextMeetingNumber(tx, caseId),
			caseManagerId: row.caseManagerId,
			last: head && lastOf(head, review, configOn),
			isInitial: review === null && imported === null,
			imported: imported && importedOf(imported, row.level, configOn),
			agreedOn: row.nextReviewDue,
			referral,
			config,
			languages: (await readArea(tx, actor.areaId)).languages,
			agencies: await agenciesFor(tx, summary, referral?.agencyIds ?? [], (personId) => {
				const seat = Object.hasOwn(seats, personId) ? seats[personId] : undefined;
				return { before: before !== null, chosen: !!seat && !seat.removed, capacity: seat?.capacity ?? null };
			}),
			// A plan still being written is for those in its room alone (R1).
			carried:
				head?.phase === 'LOCKED'
					? await carriedFrom(tx, head)
					: imported
						? carriedOf(imported.plan, imported.plan.texts)
						: { risks: [], actions: [] }
		});
	});
}

const lastOf = (
	head: MeetingHead,
	review: MeetingHead | null,
	configOn: (on: string) => AreaConfig
): NonNullable<ConveningPage['last']> => {
	const dayOf = ({ scheduledStart }: MeetingHead): string => londonDate(scheduledStart.toISOString());
	const { id, chairId, minuteTakerId, venue } = head;
	const reviewedOn = review && dayOf(review);
	const limits = reviewedOn && reviewLimits(review.level as MeetingLevel, reviewedOn, configOn(reviewedOn));
	return { id, on: dayOf(head), phase: head.phase as Phase, chairId, minuteTakerId, venue, limits: limits || null };
};

const importedOf = (
	{ mark }: StoredPlan,
	level: number,
	configOn: (on: string) => AreaConfig
): NonNullable<ConveningPage['imported']> => ({
	mark,
	limits: level === 1 ? null : reviewLimits(level as MeetingLevel, mark.adoptedOn, configOn(mark.adoptedOn))
});

type Before = { before: boolean; chosen: boolean; capacity: 'CORE' | 'INVITED' | 'OBSERVER' | null };

/** For a first meeting the usual agencies are chosen, afterwards whoever was invited last time; and whom a referral names. */
async function agenciesFor(
	tx: Tx,
	summary: CaseSummary,
	asked: readonly string[],
	lastTime: (personId: string) => Before
): Promise<readonly ConveningAgency[]> {
	const everybody = await readInvitableTo(tx, summary.id);
	return (await readAgencies(tx))
		.map((agency) => {
			const type = agency.type as AgencyType;
			const isLead = agency.id === summary.leadAgencyId;
			const isAsked = asked.includes(agency.id);
			const usual = isLead || isAsked || (agency.visitingFrom === null && isUsuallyInvited(type, summary.category));
			const people = everybody
				.filter(({ agencyId }) => agencyId === agency.id)
				.map(({ personId, name, roleTitle }) => {
					const { before, chosen, capacity } = lastTime(personId);
					return {
						...{ personId, name, roleTitle },
						chosen: before ? chosen || isAsked : usual,
						capacity: capacity ?? (usual ? ('CORE' as const) : ('INVITED' as const))
					};
				});
			const { id, name } = agency;
			return { id, name, usual: usual || people.some(({ chosen }) => chosen), request: usualRequest(type), people };
		})
		.filter(({ people }) => people.length > 0)
		.sort((a, b) => Number(b.usual) - Number(a.usual) || a.name.localeCompare(b.name));
}

async function carriedFrom(tx: Tx, head: MeetingHead): Promise<ConveningPage['carried']> {
	const from = foldMeeting(head.id, await readLog(tx, head.id));
	if (!from) return { risks: [], actions: [] };
	return carriedOf(from.rmp, (await readTexts(tx, head.id)).plan.fields);
}

function carriedOf(
	rmp: Pick<Rmp, 'risks' | 'actions'>,
	fields: Readonly<Record<string, string>>
): ConveningPage['carried'] {
	const { risks, actions } = carriedOver(rmp);
	return {
		risks: risks.map(({ key }) => ({
			key,
			title: fields[riskField(key, 'title')] || fields[riskField(key, 'risk')] || ''
		})),
		actions: actions.map(({ number, owner }) => ({
			number,
			text: fields[actionField(number, 'text')] ?? '',
			owner: owner ? `${owner.name}, ${owner.agencyName}` : 'No owner'
		}))
	};
}
