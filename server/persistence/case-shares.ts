/** The rows of shared cases, of whichever area the transaction names. */
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { agency, areaName, caseShare, caseShareEvent, caseSharePerson, person } from '#drizzle/schema.ts';
import type { ShareEvent, ShareState } from '#lib/cases/case-share.ts';
import type { Tx } from './database.ts';

export type ShareRow = typeof caseShare.$inferSelect;
export type ShareEventRow = typeof caseShareEvent.$inferSelect;

/** Whoever changes a share waits here for whoever is changing it, in whichever area they began. */
export async function holdShare(tx: Tx, shareId: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`share ${shareId}`}, 0))`);
}

/** The named area's own row of a share. */
export async function readShare(tx: Tx, shareId: string): Promise<ShareRow | null> {
	const [row] = await tx.select().from(caseShare).where(eq(caseShare.id, shareId));
	return row ?? null;
}

export const readSharesOfCase = (tx: Tx, caseId: string): Promise<ShareRow[]> =>
	tx
		.select()
		.from(caseShare)
		.where(and(eq(caseShare.caseId, caseId), eq(caseShare.side, 'OWNER')))
		.orderBy(desc(caseShare.madeAt));

export const readReceivedShares = (tx: Tx): Promise<ShareRow[]> =>
	tx.select().from(caseShare).where(eq(caseShare.side, 'RECEIVER')).orderBy(asc(caseShare.until));

/** Those of the area that go on although their last day is over. @param today YYYY-MM-DD, Europe/London */
export const readOverdueShares = (tx: Tx, today: string): Promise<ShareRow[]> =>
	tx
		.select()
		.from(caseShare)
		.where(
			and(eq(caseShare.side, 'OWNER'), sql`${caseShare.state} in ('OFFERED', 'ACCEPTED')`, lt(caseShare.until, today))
		);

export type ShareStep = {
	readonly areaId: string;
	readonly type: ShareEvent;
	readonly at: Date;
	readonly actorId: string | null;
	/** name, agency and area */
	readonly actorName: string;
	readonly says: string;
};

/** Moves the named area's row on, with what happened. */
export async function stepShare(tx: Tx, row: ShareRow, state: ShareState, step: ShareStep): Promise<void> {
	const version = row.version + 1;
	await tx
		.update(caseShare)
		.set({ state, version })
		.where(and(eq(caseShare.areaId, step.areaId), eq(caseShare.id, row.id)));
	await insertShareEvent(tx, row.id, version, step);
}

export async function insertShareEvent(tx: Tx, shareId: string, version: number, step: ShareStep): Promise<void> {
	await tx.insert(caseShareEvent).values({ shareId, version, ...step });
}

export const readShareEvents = (tx: Tx, shareId: string): Promise<ShareEventRow[]> =>
	tx.select().from(caseShareEvent).where(eq(caseShareEvent.shareId, shareId)).orderBy(asc(caseShareEvent.version));

/** Whom it names, as the named area knows them. */
export const readSharePeople = (
	tx: Tx,
	shareId: string
): Promise<{ personId: string; name: string; agencyName: string; endedAt: Date | null }[]> =>
	tx
		.select({
			personId: caseSharePerson.personId,
			name: person.name,
			agencyName: agency.name,
			endedAt: caseSharePerson.endedAt
		})
		.from(caseSharePerson)
		.innerJoin(person, eq(person.id, caseSharePerson.personId))
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.where(eq(caseSharePerson.shareId, shareId))
		.orderBy(asc(person.name));

/** Ends what the named area's people had by a share. @returns whom */
export async function endSharePeople(tx: Tx, shareId: string, at: Date): Promise<readonly string[]> {
	const rows = await tx
		.update(caseSharePerson)
		.set({ endedAt: at })
		.where(and(eq(caseSharePerson.shareId, shareId), isNull(caseSharePerson.endedAt)))
		.returning({ personId: caseSharePerson.personId });
	return rows.map(({ personId }) => personId);
}

/** Every area the service serves, by name. */
export const readAreaNames = (tx: Tx): Promise<(typeof areaName.$inferSelect)[]> =>
	tx.select().from(areaName).orderBy(asc(areaName.name));
