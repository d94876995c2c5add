/**
 * Who may read a referral (domain.md 7, need to know): the referring agency's people with the role, the MAPPA unit once it
 * is submitted, and whoever is in a meeting about the case it became. To everybody else it does not exist.
 */
import { and, eq, gte, isNull } from 'drizzle-orm';
import { invitation, mappCase, meeting } from '#drizzle/schema.ts';
import type { Subject } from '#lib/cases/case.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { type MatchedBy, matchPerson } from '#lib/referrals/person-match.ts';
import { isAccepted, isReferringSide, lastDecision, type Referral } from '#lib/referrals/referral.ts';
import { personOf } from '#lib/referrals/referral-case.ts';
import { answerAt, type SavedSections } from '#lib/referrals/referral-values.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { readStatementVersion } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import type { ReferralHead } from '../persistence/referral-store.ts';
import { isCleared } from './amend-case.ts';
import { closedPeople, openToPerson } from './case-access.ts';

export const NO_REFERRAL: Refusal = refuse('missing', 'There is no such referral, or it is not yours to see.');

/** Cases of the area by what they are matched by. Read once for a whole list. */
export type Register = readonly {
	readonly id: string;
	readonly ref: string;
	readonly subject: Subject;
	readonly status: string;
	readonly level: number;
	readonly category: number;
	/** not closed to the person who asks */
	readonly isOpen: boolean;
}[];
export async function readRegister(tx: Tx, actor: Pick<Actor, 'personId'>): Promise<Register> {
	const { id, ref, subject, status, level, category } = mappCase;
	const rows = await tx
		.select({ ...{ id, ref, subject, status, level, category }, isOpen: openToPerson(actor.personId).mapWith(Boolean) })
		.from(mappCase);
	// The subject was checked when it was stored.
	return rows.map((row) => ({ ...row, subject: row.subject as Subject, isOpen: row.isOpen === true }));
}

export type CaseMatch = Register[number] & { readonly matchedBy: MatchedBy };
/** The cases that are about the same person as the referral, surest first. */
export const matchesIn = (register: Register, sections: SavedSections): readonly CaseMatch[] =>
	register
		.flatMap((one): CaseMatch[] => {
			const matchedBy = matchPerson(personOf(sections), one.subject);
			return matchedBy ? [{ ...one, matchedBy }] : [];
		})
		.sort((a, b) => Number(b.matchedBy === 'identifier') - Number(a.matchedBy === 'identifier'));

/** In the room of a meeting about the case: invited, the current statement accepted, not removed (R2). */
async function isInvited(tx: Tx, personId: string, caseId: string): Promise<boolean> {
	const [row] = await tx
		.select({ id: invitation.meetingId })
		.from(invitation)
		.innerJoin(meeting, eq(invitation.meetingId, meeting.id))
		.where(
			and(
				eq(meeting.caseId, caseId),
				eq(invitation.personId, personId),
				isNull(invitation.removedAt),
				gte(invitation.statementVersion, await readStatementVersion(tx))
			)
		)
		.limit(1);
	return row !== undefined;
}

export type Read = { readonly register: Register; readonly cleared: boolean };
/** What the unit's reading depends on, read once for a page. */
export const readingOf = async (tx: Tx, actor: Actor): Promise<Read> => ({
	register: await readRegister(tx, actor),
	cleared: await isCleared(tx, actor.personId)
});

/**
 * The unit's part of the rule, without a question to the database: drafts are their agency's own, a Category 4 referral
 * needs the clearance, and one about a person whose case is closed to somebody is closed to them as well.
 */
export const unitMayRead = (
	referral: Pick<Referral, 'state' | 'submissions' | 'decisions'>,
	sections: SavedSections,
	{ register, cleared }: Read
): boolean => {
	if (referral.submissions.length === 0) return false;
	const category = referral.decisions.at(-1)?.category ?? Number(answerAt(sections, 'category', 'category'));
	if (category === 4 && !cleared) return false;
	return matchesIn(register, sections).every(({ isOpen }) => isOpen);
};

export async function mayReadReferral(
	tx: Tx,
	actor: Actor,
	head: Pick<ReferralHead, 'caseId'>,
	referral: Referral,
	sections: SavedSections
): Promise<boolean> {
	const closed = head.caseId ? await closedPeople(tx, head.caseId, [actor.personId]) : null;
	if (closed?.has(actor.personId)) return false;
	if (isReferringSide(referral, actor)) return true;
	if (isMappaUnit(actor)) return unitMayRead(referral, sections, await readingOf(tx, actor));
	const caseId = isAccepted(referral.state) ? lastDecision(referral)?.caseId : null;
	return caseId ? isInvited(tx, actor.personId, caseId) : false;
}
