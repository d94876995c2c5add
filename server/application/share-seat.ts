/**
 * The seat that a share gives somebody in the owning area: a person of that area who visits (VISITING_REP), in an agency that
 * carries its own area's name, with an account that only its human opens. To a visitor every case is closed but those shared
 * with them (cases_closed_to), so every door, list, search and mail of the owning area knows them as anybody else of its own.
 */
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { account, agency, caseSharePerson, person } from '#drizzle/schema.ts';
import type { Tx } from '../persistence/database.ts';

/** Somebody of the receiving area, as they are known there. */
export type Named = {
	readonly personId: string;
	/** the account through which they sign in */
	readonly human: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly grade: string | null;
	readonly vettedUntil: string | null;
	readonly agency: { readonly code: string; readonly name: string; readonly type: string };
};

/** Those of these people who can sign in, as a share names them; of the named area. */
export async function readNamed(tx: Tx, personIds: readonly string[]): Promise<readonly Named[]> {
	const rows = await tx
		.select({ person, agency, accountId: account.id, ownerId: account.ownerId })
		.from(person)
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.innerJoin(account, eq(account.personId, person.id))
		.where(
			and(
				sql`${person.id} = any(${sql.param([...personIds])}::uuid[])`,
				eq(account.kind, 'STAFF'),
				isNull(account.disabledAt),
				sql`(${account.ownerId} is not null or ${account.email} is not null)`
			)
		);
	return rows.map(({ person: one, agency: from, accountId, ownerId }) => ({
		...{ personId: one.id, human: ownerId ?? accountId, name: one.name, roleTitle: one.roleTitle, grade: one.grade },
		vettedUntil: one.vettedUntil,
		agency: { code: from.code, name: from.name, type: from.type }
	}));
}

export type Home = { readonly areaId: string; readonly code: string; readonly name: string };

/** The named area's agency for an agency of another area. */
async function visitingAgency(tx: Tx, areaId: string, from: Home, named: Named['agency']): Promise<string> {
	const name = `${named.name} (${from.name})`;
	const find = async (code: string): Promise<string | null> => {
		const [row] = await tx
			.select({ id: agency.id })
			.from(agency)
			.where(and(eq(agency.code, code), eq(agency.visitingFrom, from.areaId)));
		return row?.id ?? null;
	};
	// An agency of the area's own may have the first of these codes.
	for (const code of [`${from.code}-${named.code}`, `${from.code}-${named.code}-2`]) {
		await tx
			.insert(agency)
			.values({ areaId, code, name, type: named.type, countsForAttendance: false, visitingFrom: from.areaId })
			.onConflictDoNothing({ target: [agency.areaId, agency.code] });
		const id = await find(code);
		if (id) return id;
	}
	throw new Error('no code is free for an agency of another area');
}

/** Their person in the named area: the seat they have there, or one that is made. */
export async function seatFor(tx: Tx, areaId: string, from: Home, named: Named): Promise<string> {
	const [known] = await tx
		.select({ accountId: account.id, personId: account.personId, roles: person.roles })
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.where(
			and(
				eq(account.areaId, areaId),
				sql`(${account.id} = ${named.human}::uuid or ${account.ownerId} = ${named.human}::uuid)`
			)
		);
	const agencyId = await visitingAgency(tx, areaId, from, named.agency);
	const { name, roleTitle, grade, vettedUntil } = named;
	if (known) {
		if (!known.roles.includes('VISITING_REP')) return known.personId;
		await tx.update(person).set({ agencyId, name, roleTitle, grade, vettedUntil }).where(eq(person.id, known.personId));
		await tx.update(account).set({ disabledAt: null }).where(eq(account.id, known.accountId));
		return known.personId;
	}
	const [made] = await tx
		.insert(person)
		.values({ areaId, agencyId, name, roleTitle, grade, vettedUntil, roles: ['VISITING_REP'] })
		.returning({ id: person.id });
	if (!made) throw new Error('the seat was not stored');
	await tx.insert(account).values({ areaId, personId: made.id, ownerId: named.human });
	return made.id;
}

/** Closes the visitor's account when no other share of the named area keeps it: their sessions end within a second (R12). */
export async function closeSeat(tx: Tx, shareId: string, personId: string, at: Date): Promise<void> {
	const others = await tx
		.select({ shareId: caseSharePerson.shareId })
		.from(caseSharePerson)
		.where(
			and(eq(caseSharePerson.personId, personId), ne(caseSharePerson.shareId, shareId), isNull(caseSharePerson.endedAt))
		)
		.limit(1);
	if (others.length > 0) return;
	await tx.execute(sql`
		update ${account} a set disabled_at = ${at.toISOString()}::timestamptz from ${person} p
		where p.id = a.person_id and a.person_id = ${personId}::uuid and 'VISITING_REP' = any(p.roles) and a.disabled_at is null`);
}
