/** What the pages of shared cases show: the owning area its case, the receiving area its own row, which names no case's person. */
import { eq } from 'drizzle-orm';
import { mappCase } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { aYearAfter, type ShareEvent, type ShareState } from '#lib/cases/case-share.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import {
	readAreaNames,
	readReceivedShares,
	readShare,
	readShareEvents,
	readSharePeople,
	readSharesOfCase,
	type ShareRow
} from '../persistence/case-shares.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readInvitableOfArea } from '../persistence/invitable.ts';
import { mayKnowCase, NO_CASE } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';
import { NO_SHARE } from './share-case.ts';

export type ShareView = {
	readonly id: string;
	readonly caseRef: string;
	readonly otherAreaName: string;
	readonly askedFor: string;
	readonly reason: string;
	/** YYYY-MM-DD, first and last day */
	readonly from: string;
	readonly until: string;
	readonly state: ShareState;
	readonly people: readonly {
		readonly personId: string;
		readonly name: string;
		readonly agencyName: string;
		readonly ended: boolean;
	}[];
	readonly history: readonly {
		readonly type: ShareEvent;
		readonly at: string;
		readonly by: string;
		readonly says: string;
	}[];
};

async function viewOf(tx: Tx, row: ShareRow): Promise<ShareView> {
	const { id, caseRef, otherAreaName, askedFor, reason, from, until } = row;
	return {
		...{ id, caseRef, otherAreaName, askedFor, reason, from, until, state: row.state as ShareState },
		people: (await readSharePeople(tx, id)).map(({ endedAt, ...one }) => ({ ...one, ended: endedAt !== null })),
		history: (await readShareEvents(tx, id)).map(({ type, at, actorName, says }) => ({
			...{ type: type as ShareEvent, at: at.toISOString(), by: actorName, says }
		}))
	};
}

export type CaseSharesPage = {
	readonly caseId: string;
	readonly ref: string;
	readonly isClosed: boolean;
	readonly shares: readonly ShareView[];
	readonly areas: readonly { readonly value: string; readonly text: string }[];
	readonly mayShare: boolean;
	/** YYYY-MM-DD */
	readonly today: string;
	readonly latest: string;
};

/** For the MAPPA unit of the owning area. */
export async function readCaseShares(
	database: Database,
	actor: Actor,
	caseId: string,
	now: Date
): Promise<Result<CaseSharesPage>> {
	if (!isMappaUnit(actor) || !isIdentifier(caseId)) return NO_CASE;
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		if (!(await mayKnowCase(tx, actor, caseId))) return NO_CASE;
		const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId));
		if (!row) return NO_CASE;
		await writeAudit(tx, actor, 'view-shares', 'case', caseId);
		const shares: ShareView[] = [];
		for (const share of await readSharesOfCase(tx, caseId)) shares.push(await viewOf(tx, share));
		const areas = (await readAreaNames(tx)).filter(({ areaId }) => areaId !== actor.areaId);
		return done({
			...{ caseId, ref: row.ref, isClosed: row.status === 'CLOSED', shares, today, latest: aYearAfter(today) },
			areas: areas.map(({ areaId: value, name: text }) => ({ value, text })),
			mayShare: mayRunInArea(actor, 'share-case') === null
		});
	});
}

export type ReceivedShare = Pick<ShareView, 'id' | 'caseRef' | 'otherAreaName' | 'until' | 'state'>;

/** What other areas share with this one, or offer to: for its MAPPA unit's list of cases. */
export async function readSharedWithUs(database: Database, actor: Actor): Promise<readonly ReceivedShare[]> {
	if (!isMappaUnit(actor)) return [];
	const rows = await database.withArea(actor.areaId, readReceivedShares);
	return rows
		.filter(({ state }) => state === 'OFFERED' || state === 'ACCEPTED')
		.map(({ id, caseRef, otherAreaName, until, state }) => ({
			...{ id, caseRef, otherAreaName, until, state: state as ShareState }
		}));
}

export type ReceivedSharePage = {
	readonly share: ShareView;
	readonly people: readonly { readonly value: string; readonly text: string; readonly hint: string }[];
	readonly mayAnswer: boolean;
};

export async function readReceivedShare(
	database: Database,
	actor: Actor,
	shareId: string
): Promise<Result<ReceivedSharePage>> {
	if (!isMappaUnit(actor) || !isIdentifier(shareId)) return NO_SHARE;
	return database.withArea(actor.areaId, async (tx) => {
		const row = await readShare(tx, shareId);
		if (row?.side !== 'RECEIVER') return NO_SHARE;
		await writeAudit(tx, actor, 'view-shares', 'case-share', shareId);
		const people = row.state === 'OFFERED' ? await readInvitableOfArea(tx) : [];
		return done({
			share: await viewOf(tx, row),
			people: people.map(({ personId, name, roleTitle, agencyName }) => ({
				...{ value: personId, text: `${name}, ${agencyName}`, hint: roleTitle }
			})),
			mayAnswer: mayRunInArea(actor, 'accept-share') === null
		});
	});
}
