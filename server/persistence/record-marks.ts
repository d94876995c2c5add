/** What is marked in locked records, and who has looked at and approved which version of them. Rows that stay. */
import { and, asc, eq, inArray } from 'drizzle-orm';
import { agency, person, recordMark, versionLook } from '#drizzle/schema.ts';
import type { Mark, MarkedPlace, MarkKind } from '#lib/seal/marks.ts';
import type { Profile } from '#lib/seal/profiles.ts';
import type { Tx } from './database.ts';

type By = { readonly areaId: string; readonly personId: string; readonly at: Date };

export async function insertMarks(
	tx: Tx,
	{ areaId, personId, at }: By,
	meetingId: string,
	leavesOut: boolean,
	places: readonly MarkedPlace[]
): Promise<void> {
	if (places.length === 0) return;
	await tx.insert(recordMark).values(
		places.map(({ path, from, to, kind, agencyId }) => ({
			...{ areaId, meetingId, path, partFrom: from, partTo: to, kind, agencyId, leavesOut, by: personId, at }
		}))
	);
}

/** Every mark of a record and every one taken back, in the order in which they came. */
export async function readMarks(tx: Tx, meetingId: string): Promise<readonly Mark[]> {
	const rows = await tx
		.select({ of: recordMark, name: person.name, agency: agency.name })
		.from(recordMark)
		.innerJoin(person, eq(recordMark.by, person.id))
		.innerJoin(agency, eq(person.agencyId, agency.id))
		.where(eq(recordMark.meetingId, meetingId))
		.orderBy(asc(recordMark.seq));
	return rows.map(({ of, name, agency: of_agency }) => ({
		id: String(of.seq),
		...{ path: of.path, from: of.partFrom, to: of.partTo, kind: of.kind as MarkKind, agencyId: of.agencyId },
		...{ leavesOut: of.leavesOut, by: `${name}, ${of_agency}`, at: of.at.toISOString() }
	}));
}

export type LookAct = 'LOOKED' | 'APPROVED';

/** Said twice it is said once. */
export async function insertLook(
	tx: Tx,
	{ areaId, personId, at }: By,
	look: { readonly meetingId: string; readonly digest: string; readonly profile: Profile; readonly act: LookAct }
): Promise<void> {
	await tx
		.insert(versionLook)
		.values({ areaId, personId, at, ...look })
		.onConflictDoNothing();
}

export type Look = {
	readonly digest: string;
	readonly act: LookAct;
	readonly personId: string;
	readonly name: string;
	readonly at: string;
};

/** Who looked at or approved versions with these digests. */
export async function readLooks(tx: Tx, meetingId: string, digests: readonly string[]): Promise<readonly Look[]> {
	if (digests.length === 0) return [];
	const rows = await tx
		.select({ of: versionLook, name: person.name })
		.from(versionLook)
		.innerJoin(person, eq(versionLook.personId, person.id))
		.where(and(eq(versionLook.meetingId, meetingId), inArray(versionLook.digest, [...digests])))
		.orderBy(asc(versionLook.at));
	return rows.map(({ of, name }) => ({
		...{ digest: of.digest, act: of.act as LookAct, personId: of.personId, name, at: of.at.toISOString() }
	}));
}
