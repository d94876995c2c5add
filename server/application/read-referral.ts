/** One referral's pages: what it says, what has happened to it, and what this person may do with it now. */
import { eq } from 'drizzle-orm';
import { area, mappCase } from '#drizzle/schema.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isReferringSide, isWithReferrer, type Referral, receivedAt } from '#lib/referrals/referral.ts';
import { type ReferralWarning, type SectionStatus, statusOf, warningsOf } from '#lib/referrals/referral-checks.ts';
import { mayRunOnReferral, REFERRAL_COMMANDS, type ReferralCommandName } from '#lib/referrals/referral-commands.ts';
import { REFERRAL_SECTIONS } from '#lib/referrals/referral-sections.ts';
import { answerAt, type SavedSections } from '#lib/referrals/referral-values.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readInvitableOfArea } from '../persistence/invitable.ts';
import { readOwnAgencies, readPersonRefs } from '../persistence/people.ts';
import { loadReferral, readReferralHead } from '../persistence/referral-store.ts';
import { mayKnowCase } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { type CaseMatch, matchesIn, mayReadReferral, NO_REFERRAL, readRegister } from './referral-access.ts';
import { checkContext, sectionsFor } from './run-referral-command.ts';

export type ReferralPage = {
	readonly ref: string;
	readonly referral: Referral;
	/** newest words for the side that writes, sent ones for everybody else */
	readonly sections: SavedSections;
	readonly status: Readonly<Record<string, SectionStatus>>;
	readonly warnings: readonly ReferralWarning[];
	readonly mayEdit: boolean;
	/** whose side of the desk they stand on */
	readonly isReferrer: boolean;
	readonly isUnit: boolean;
	/** commands this person may run now */
	readonly may: readonly ReferralCommandName[];
	readonly agencies: readonly { readonly value: string; readonly text: string }[];
	/** names of the people in its history, "Opal Quillfeather, MAPPA co-ordinator" */
	readonly people: Readonly<Record<string, string>>;
	readonly today: string;
	readonly initialDue: string | null;
	/** the case it became, when this person may open its page */
	readonly caseId: string | null;
};

const peopleIn = (referral: Referral, sections: SavedSections): readonly string[] => [
	referral.begunBy,
	...[...referral.submissions, ...referral.asked, ...referral.decisions, ...referral.challenges].map(({ by }) => by),
	...referral.challenges.flatMap(({ resolved }) => (resolved ? [resolved.by] : [])),
	...[referral.withdrawn, referral.transferred].flatMap((one) => (one ? [one.by] : [])),
	...Object.values(sections).map(({ savedBy }) => savedBy)
];

async function readIn(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<ReferralPage>> {
	const head = isIdentifier(id) ? await readReferralHead(tx, id) : null;
	if (!head) return NO_REFERRAL;
	const referral = await loadReferral(tx, id);
	const sections = await sectionsFor(tx, actor, referral);
	if (!(await mayReadReferral(tx, actor, head, referral, sections))) return NO_REFERRAL;
	const today = londonDate(now.toISOString());
	const checks = await checkContext(tx, actor.areaId, today);
	const people = await readPersonRefs(tx, [...new Set(peopleIn(referral, sections))]);
	const received = receivedAt(referral);
	const names = Object.keys(REFERRAL_COMMANDS) as ReferralCommandName[];
	const isReferrer = isReferringSide(referral, actor);
	return done({
		...{ ref: head.ref, referral, sections, today, isReferrer, isUnit: isMappaUnit(actor) },
		status: Object.fromEntries(REFERRAL_SECTIONS.map((one) => [one.slug, statusOf(one, sections, checks)])),
		// What was warned of when it came is not different because time has passed.
		warnings: warningsOf(sections, { ...checks, today: received ? londonDate(received) : today }),
		mayEdit: isReferrer && isWithReferrer(referral.state),
		may: names.filter((name) => mayRunOnReferral(referral, actor, name) === null),
		agencies: (await readOwnAgencies(tx)).map(({ id: value, name: text }) => ({ value, text })),
		people: Object.fromEntries([...people].map(([one, { name, roleTitle }]) => [one, `${name}, ${roleTitle}`])),
		initialDue: head.initialDue,
		caseId: head.caseId && (await mayKnowCase(tx, actor, head.caseId)) ? head.caseId : null
	});
}

/** Missing for everybody who may not read it (R9). Reading is written down. */
export const readReferral = (database: Database, actor: Actor, id: string, now: Date): Promise<Result<ReferralPage>> =>
	database.withArea(actor.areaId, async (tx) => {
		const page = await readIn(tx, actor, id, now);
		if (page.ok) await writeAudit(tx, actor, 'view-referral', 'referral', id);
		return page;
	});

export type DecisionPage = ReferralPage & {
	readonly matches: readonly Pick<CaseMatch, 'id' | 'ref' | 'matchedBy' | 'level' | 'category' | 'status'>[];
	/** proposed for a new case */
	readonly caseRef: string;
	readonly colleagues: readonly { readonly value: string; readonly text: string; readonly group: string }[];
	readonly emergency: boolean;
};

/** The co-ordinator's page for deciding; missing for everybody else, also while there is nothing to decide. */
export const readDecision = (database: Database, actor: Actor, id: string, now: Date): Promise<Result<DecisionPage>> =>
	database.withArea(actor.areaId, async (tx): Promise<Result<DecisionPage>> => {
		const page = await readIn(tx, actor, id, now);
		if (!page.ok) return page;
		const { sections, referral } = page.value;
		if (!actor.roles.includes('MAPPA_COORDINATOR') || referral.submissions.length === 0) return NO_REFERRAL;
		await writeAudit(tx, actor, 'view-referral', 'referral', id);
		const matches = matchesIn(await readRegister(tx, actor), sections).filter(({ isOpen }) => isOpen);
		return done({
			...page.value,
			matches: matches.map(({ id: caseId, ref, matchedBy, level, category, status }) => ({
				...{ id: caseId, ref, matchedBy, level, category, status }
			})),
			caseRef: await nextCaseRef(tx, actor.areaId, page.value.today),
			colleagues: (await readInvitableOfArea(tx)).map(({ personId, name, roleTitle, agencyName }) => ({
				...{ value: personId, text: `${name}, ${roleTitle}`, group: agencyName }
			})),
			emergency: answerAt(sections, 'level', 'emergency') === 'yes'
		});
	});

/** NMS-2026-015: the number after the highest of the year that follows the area's own pattern. */
async function nextCaseRef(tx: Tx, areaId: string, today: string): Promise<string> {
	const [row] = await tx.select({ code: area.code }).from(area).where(eq(area.id, areaId));
	const beginning = `${row?.code ?? 'CASE'}-${today.slice(0, 4)}-`;
	const refs = await tx.select({ ref: mappCase.ref }).from(mappCase).where(eq(mappCase.areaId, areaId));
	const numbers = refs
		.map(({ ref }) => (ref.startsWith(beginning) ? Number(ref.slice(beginning.length)) : 0))
		.filter((number) => Number.isInteger(number));
	return `${beginning}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}
