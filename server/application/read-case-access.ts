/** Who may not know of a case, and who alone may: for the MAPPA unit that keeps the lists. */
import { and, asc, desc, eq, isNull, notInArray } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { action, agency, caseExclusion, caseNamedPerson, mappCase, meeting, person } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import type { Exclusion, ExclusionReason } from '#lib/cases/exclusion.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { stillOpen } from '../persistence/action-register.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readInvitable } from '../persistence/invitable.ts';
import { closedPeople, knowableCase, NO_CASE } from './case-access.ts';
import { isIdentifier } from './load-meeting.ts';

/** Something an excluded person still holds; somebody else has to take it over. */
export type StillHeld = { readonly name: string; readonly what: string; readonly href: string };
export type CaseAccessPage = {
	readonly caseId: string;
	readonly ref: string;
	readonly category: number;
	readonly restricted: boolean;
	readonly exclusions: readonly Exclusion[];
	readonly named: readonly { readonly personId: string; readonly name: string; readonly agencyName: string }[];
	readonly held: readonly StillHeld[];
	readonly people: readonly { readonly value: string; readonly text: string; readonly group: string }[];
	readonly mayRestrict: boolean;
	readonly me: string;
	/** YYYY-MM-DD */
	readonly today: string;
};

export async function readCaseAccess(
	database: Database,
	actor: Actor,
	caseId: string,
	now: Date
): Promise<Result<CaseAccessPage>> {
	if (!isMappaUnit(actor) || !isIdentifier(caseId)) return NO_CASE;
	const today = londonDate(now.toISOString());
	return database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx
			.select()
			.from(mappCase)
			.where(and(eq(mappCase.id, caseId), knowableCase(actor)));
		if (!row) return NO_CASE;
		await writeAudit(tx, actor, 'view-exclusions', 'case', caseId);
		return done({
			...{ caseId, ref: row.ref, category: row.category, restricted: row.restricted, me: actor.personId, today },
			exclusions: await readExclusions(tx, caseId, today),
			named: await tx
				.select({ personId: person.id, name: person.name, agencyName: agency.name })
				.from(caseNamedPerson)
				.innerJoin(person, eq(person.id, caseNamedPerson.personId))
				.innerJoin(agency, eq(agency.id, person.agencyId))
				.where(and(eq(caseNamedPerson.caseId, caseId), isNull(caseNamedPerson.removedAt)))
				.orderBy(asc(person.name)),
			held: await readHeld(tx, row),
			people: (await readInvitable(tx)).map(({ personId, name, roleTitle, agencyName }) => ({
				...{ value: personId, text: `${name}, ${roleTitle}`, group: agencyName }
			})),
			mayRestrict: mayRunInArea(actor, 'restrict-case') === null
		});
	});
}

async function readExclusions(tx: Tx, caseId: string, today: string): Promise<readonly Exclusion[]> {
	const [recorder, ender] = [alias(person, 'recorder'), alias(person, 'ender')];
	const rows = await tx
		.select({
			row: caseExclusion,
			name: person.name,
			agencyName: agency.name,
			recordedBy: recorder.name,
			endedBy: ender.name
		})
		.from(caseExclusion)
		.innerJoin(person, eq(person.id, caseExclusion.personId))
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.innerJoin(recorder, eq(recorder.id, caseExclusion.recordedBy))
		.leftJoin(ender, eq(ender.id, caseExclusion.endedBy))
		.where(eq(caseExclusion.caseId, caseId))
		.orderBy(desc(caseExclusion.recordedAt));
	return rows.map(({ row, name, agencyName, recordedBy, endedBy }) => ({
		...{ id: row.id, personId: row.personId, name, agencyName, from: row.from, until: row.until, recordedBy },
		reason: row.reason as ExclusionReason,
		recordedAt: row.recordedAt.toISOString(),
		ended: row.endedAt ? { by: endedBy ?? '', at: row.endedAt.toISOString() } : null,
		isInForce: row.endedAt === null && (row.until === null || row.until >= today)
	}));
}

/** What those to whom the case is closed are still named for: they cannot do it, and nobody tells them why. */
async function readHeld(tx: Tx, row: typeof mappCase.$inferSelect): Promise<readonly StillHeld[]> {
	const meetings = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, row.id), notInArray(meeting.phase, ['LOCKED', 'CANCELLED'])));
	const actions = await tx
		.select({ number: action.number, ownerId: action.ownerPersonId })
		.from(action)
		.where(and(eq(action.caseId, row.id), stillOpen()));
	const holds = [
		...(row.caseManagerId
			? [{ personId: row.caseManagerId, what: 'is the case manager', href: `/cases/${row.id}/change/management` }]
			: []),
		...meetings.flatMap(({ id, seq, chairId, minuteTakerId }) => [
			{ personId: chairId, what: `chairs meeting ${seq}`, href: `/meetings/${id}` },
			{ personId: minuteTakerId, what: `takes the minutes of meeting ${seq}`, href: `/meetings/${id}` }
		]),
		...actions.map(({ number, ownerId }) => ({
			...{ personId: ownerId, what: `owns action ${number}`, href: `/cases/${row.id}#actions` }
		}))
	];
	const closed = await closedPeople(tx, row.id, [...new Set(holds.map(({ personId }) => personId))]);
	if (closed.size === 0) return [];
	const names = new Map(
		(await tx.select({ id: person.id, name: person.name }).from(person)).map(({ id, name }) => [id, name])
	);
	return holds
		.filter(({ personId }) => closed.has(personId))
		.map(({ personId, what, href }) => ({ name: names.get(personId) ?? '', what, href }));
}
