/** The tables an imported list is written to: agencies and people in large steps, and the fingerprints of lists taken. */
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { account, agency, auditEvent, firstSignIn, peopleImport, person, seatOffer } from '#drizzle/schema.ts';
import type { AuditAct } from '#lib/audit/audit-acts.ts';
import type { AuditObject } from '#lib/audit/audit-objects.ts';
import type { AgencyType, Role } from '#lib/identity.ts';
import type { KnownArea, PeopleChanges } from '#lib/import/compare-people.ts';
import { asGrade } from '#lib/people/grades.ts';
import { mailAddress, signInElsewhere } from './accounts.ts';
import type { AuditActor } from './audit.ts';
import type { Tx } from './database.ts';
import { insertMail } from './outbox.ts';
import { readOwnAgencies } from './people.ts';

/** Rows written by one statement. */
const STEP = 500;
const inSteps = <T>(rows: readonly T[]): readonly (readonly T[])[] =>
	Array.from({ length: Math.ceil(rows.length / STEP) }, (_, index) => rows.slice(index * STEP, (index + 1) * STEP));

/** One import of an area after another; nothing else waits for it. */
export async function holdImports(tx: Tx, areaId: string): Promise<void> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${areaId}`}, 0))`);
}

/** The area as an import compares itself with. */
export async function readKnownArea(tx: Tx): Promise<KnownArea> {
	const people = await tx
		.select({ row: person, email: mailAddress })
		.from(person)
		.leftJoin(account, eq(account.personId, person.id))
		// Second seats of somebody of the area, and visitors, are nobody that a list could mean.
		.where(
			sql`not 'VISITING_REP' = any(${person.roles}) and not exists (
				select from account o where o.id = ${account.ownerId} and o.area_id = ${account.areaId})`
		);
	return {
		agencies: (await readOwnAgencies(tx)).map(({ id, code, name, type, isResponsibleAuthority }) => ({
			...{ id, code, name, isResponsibleAuthority },
			type: type as AgencyType
		})),
		people: people.map(({ row: { id, name, roleTitle, agencyId, grade, roles }, email }) => ({
			...{ id, name, roleTitle, agencyId, email: email ?? '' },
			grade: asGrade(grade),
			roles: roles as Role[]
		}))
	};
}

/** When and by whom the same file was taken before; null = never. */
export async function findPeopleImport(
	tx: Tx,
	sha256: string
): Promise<{ readonly by: string; readonly at: Date } | null> {
	const [row] = await tx
		.select({ by: person.name, at: peopleImport.importedAt })
		.from(peopleImport)
		.innerJoin(person, eq(person.id, peopleImport.importedBy))
		.where(eq(peopleImport.sha256, sha256));
	return row ?? null;
}

export async function insertPeopleImport(tx: Tx, areaId: string, sha256: string, importedBy: string): Promise<string> {
	const [row] = await tx.insert(peopleImport).values({ areaId, sha256, importedBy }).returning({ id: peopleImport.id });
	if (!row) throw new Error('the import was not stored');
	return row.id;
}

async function writeAgencies(tx: Tx, areaId: string, changes: PeopleChanges): Promise<ReadonlyMap<string, string>> {
	for (const some of inSteps(changes.agenciesAdded))
		await tx
			.insert(agency)
			.values(some.map(({ line: _, ...one }) => ({ ...one, areaId, countsForAttendance: one.type !== 'MAPPA_UNIT' })));
	for (const { id, after } of changes.agenciesChanged) {
		const { name, type, isResponsibleAuthority } = after;
		const values = { name, type, isResponsibleAuthority, countsForAttendance: type !== 'MAPPA_UNIT' };
		await tx.update(agency).set(values).where(eq(agency.id, id));
	}
	return new Map((await readOwnAgencies(tx)).map(({ id, code }) => [code, id]));
}

/**
 * Writes everything, with one audit row for each agency and person added or changed.
 * @param passwordHash of a password nobody knows: each new person chooses their own by the link they are sent
 * @returns false when an address was taken by somebody else meanwhile
 */
export async function writePeople(
	tx: Tx,
	actor: AuditActor,
	changes: PeopleChanges,
	passwordHash: string
): Promise<boolean> {
	const { areaId } = actor;
	const agencyIds = await writeAgencies(tx, areaId, changes);
	const agencyId = (code: string): string => {
		const id = agencyIds.get(code);
		if (!id) throw new Error('an agency of the list was not stored');
		return id;
	};
	const added = changes.peopleAdded.map((one) => ({ ...one, id: randomUUID(), accountId: randomUUID() }));
	for (const some of inSteps(added)) {
		await tx.insert(person).values(
			some.map(({ id, name, roleTitle, agencyCode, roles, grade }) => ({
				...{ id, areaId, name, roleTitle, grade },
				agencyId: agencyId(agencyCode),
				roles: [...roles]
			}))
		);
		// Whoever signs in elsewhere in the service takes the seat by the same link, under their own sign-in.
		const elsewhere = await signInElsewhere(
			tx,
			areaId,
			some.map(({ email }) => email)
		);
		const stored = await tx
			.insert(account)
			.values(
				some.map(({ id, accountId, email }) => ({
					...{ id: accountId, areaId, personId: id },
					...(elsewhere.has(email) ? {} : { email, passwordHash })
				}))
			)
			.onConflictDoNothing()
			.returning({ id: account.id });
		if (stored.length < some.length) return false;
		const offered = some.filter(({ email }) => elsewhere.has(email));
		if (offered.length > 0)
			await tx.insert(seatOffer).values(offered.map(({ accountId, email }) => ({ accountId, areaId, email })));
		await tx.insert(firstSignIn).values(some.map(({ accountId }) => ({ accountId, areaId })));
		await insertMail(
			tx,
			some.map(({ id }) => ({
				...{ areaId, personId: id, kind: 'first-sign-in' as const, meetingId: null, facts: {} },
				...{ key: `first-sign-in ${id}`, usefulUntil: null }
			}))
		);
	}
	for (const some of inSteps(changes.peopleChanged)) {
		const values = some.map(({ id, after: { agencyCode, ...rest } }) => ({
			...rest,
			...{ id, agency_id: agencyId(agencyCode) }
		}));
		await tx.execute(sql`
			update ${person} p set name = v.name, role_title = v."roleTitle", grade = v.grade, agency_id = v.agency_id
			from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
				as v(id uuid, name text, "roleTitle" text, grade text, agency_id uuid)
			where p.id = v.id`);
	}
	await writeAudits(tx, actor, [
		...changes.agenciesAdded.map(({ code }) => ['add-agency', 'agency', agencyId(code)] as const),
		...changes.agenciesChanged.map(({ id }) => ['change-agency', 'agency', id] as const),
		...added.map(({ id }) => ['add-person', 'person', id] as const),
		...changes.peopleChanged.map(({ id }) => ['change-person', 'person', id] as const)
	]);
	return true;
}

async function writeAudits(
	tx: Tx,
	{ areaId, personId: actorId, agencyId }: AuditActor,
	acts: readonly (readonly [act: AuditAct, object: AuditObject, objectId: string])[]
): Promise<void> {
	for (const some of inSteps(acts))
		await tx
			.insert(auditEvent)
			.values(some.map(([act, object, objectId]) => ({ areaId, actorId, agencyId, act, object, objectId })));
}
