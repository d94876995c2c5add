/** Whoever waits for news of a referral is told that there is something to read, in the transaction of the act itself. */
import { and, arrayContains, eq, inArray } from 'drizzle-orm';
import { person } from '#drizzle/schema.ts';
import { CAT4_CLEARED } from '#lib/identity.ts';
import type { MailKind } from '#lib/mail/mail-kinds.ts';
import type { Referral, ReferralEvent } from '#lib/referrals/referral.ts';
import type { Tx } from '../persistence/database.ts';
import type { Stored } from '../persistence/referral-store.ts';
import { closedPeople } from './case-access.ts';
import { tell } from './tell.ts';

/** What is told, and to which side; null where nobody waits for it. */
export const newsOf = (event: ReferralEvent): { readonly kind: MailKind; readonly to: 'referrer' | 'unit' } | null => {
	switch (event.type) {
		case 'referral-submitted':
		case 'decision-challenged':
			return { kind: 'referral-received', to: 'unit' };
		case 'information-asked':
			return { kind: 'more-information', to: 'referrer' };
		case 'referral-decided':
		case 'referral-transferred':
		case 'challenge-resolved':
			return { kind: 'referral-decided', to: 'referrer' };
		case 'referral-begun':
		case 'referral-withdrawn':
			return null;
	}
};

/** Whoever began it and whoever sent it last. */
const referrers = (referral: Referral): readonly string[] => [
	...new Set([referral.begunBy, ...referral.submissions.slice(-1).map(({ by }) => by)])
];

/** @param category of the referral: of a Category 4 one only those cleared for it are told */
export async function tellOfReferral(
	tx: Tx,
	{ areaId, id }: Stored,
	after: Referral,
	event: ReferralEvent,
	category: number
): Promise<void> {
	const news = newsOf(event);
	if (!news) return;
	const isCoordinator = arrayContains(person.roles, ['MAPPA_COORDINATOR']);
	const isCleared = category === 4 ? arrayContains(person.grants, [CAT4_CLEARED]) : undefined;
	const who = news.to === 'unit' ? and(isCoordinator, isCleared) : inArray(person.id, [...referrers(after)]);
	const caseId = after.decisions.at(-1)?.caseId ?? null;
	const found = await tx
		.select({ id: person.id })
		.from(person)
		.where(and(eq(person.areaId, areaId), who));
	const personIds = found.map((one) => one.id);
	const closed = caseId ? await closedPeople(tx, caseId, personIds) : new Set<string>();
	for (const personId of personIds.filter((one) => !closed.has(one)))
		await tell(tx, {
			...{ areaId, personId, kind: news.kind, path: `/referrals/${id}` },
			key: `referral:${id}:${after.version}:${personId}`
		});
}
