/**
 * A second, small area of the demonstration: its co-ordinator, a police officer for whom a case of the first area is shared, and
 * a nurse who has a seat in each of two agencies. Played by the same commands as everything else, one area at a time.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import { aYearAfter } from '#lib/cases/case-share.ts';
import type { Actor, AgencyType, Role } from '#lib/identity.ts';
import type { Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';
import type { PasswordHasher } from '#server/application/password-hash.ts';
import { acceptShare, shareCase } from '#server/application/share-case.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import { readReceivedShares } from '#server/persistence/case-shares.ts';
import { nameArea, type Tx } from '#server/persistence/database.ts';
import { demoEmail } from './demo-people.ts';
import type { Stage } from './demo-stage.ts';
import { STATEMENT } from './demo-statement.ts';
import { recordVetting } from './demo-vetting.ts';

const AREA = { code: 'SLT', name: 'Saltmarch' };
const AGENCIES: Readonly<Record<string, readonly [name: string, type: AgencyType]>> = {
	SMU: ['Saltmarch MAPPA Unit', 'MAPPA_UNIT'],
	SPO: ['Saltmarch Constabulary', 'POLICE'],
	SNH: ['Saltmarch Community NHS Trust', 'NHS_TRUST'],
	SIC: ['Saltmarch Integrated Care Board', 'ICB']
};
const COORDINATOR = ['SMU', 'Teal Harrowgate-Finn', 'MAPPA co-ordinator', 'MAPPA_COORDINATOR'] as const;
const OFFICER = ['SPO', 'Sedge Hollowell', 'Detective sergeant, MOSOVO', 'AGENCY_REP'] as const;
const NURSE = ['SNH', 'Gorse Pennywhistle', 'Head of forensic community nursing', 'AGENCY_REP'] as const;
/** The other seat of the nurse, under the same sign-in. */
const NURSE_AT_BOARD = ['SIC', NURSE[1], 'Lead for offender health', 'AGENCY_REP'] as const;

/** @param caseRef the case of the first area that is shared @param stage of the first area, at the moment of the offer */
export async function openSecondArea(stage: Stage, passwords: PasswordHasher, caseRef: string): Promise<void> {
	const passwordHash = await passwords.hash(DEMO_PASSWORD);
	const areaId = randomUUID();
	await stage.within(async (tx) => {
		await nameArea(tx, areaId);
		const people = await insertArea(tx, areaId, passwordHash);
		await nameArea(tx, stage.areaId);
		await share(tx, stage, areaId, caseRef, people);
	});
}

type People = { readonly coordinator: Actor; readonly officer: Actor };

async function insertArea(tx: Tx, areaId: string, passwordHash: string): Promise<People> {
	const config = { vettingRequired: 'YES' };
	await tx.insert(schema.area).values({ id: areaId, ...AREA, languages: ['en'], config });
	const agencies = new Map(Object.keys(AGENCIES).map((code) => [code, randomUUID()]));
	await tx.insert(schema.agency).values(
		Object.entries(AGENCIES).map(([code, [name, type]]) => ({
			...{ id: agencies.get(code) ?? '', areaId, code, name, type },
			isResponsibleAuthority: type === 'POLICE',
			countsForAttendance: type !== 'MAPPA_UNIT'
		}))
	);
	await tx
		.insert(schema.statement)
		.values(Object.entries(STATEMENT).map(([language, text]) => ({ areaId, version: 1, language, text })));
	const add = async (
		[code, name, roleTitle, role]: readonly [string, string, string, Role],
		ownerId: string | null = null
	): Promise<{ readonly actor: Actor; readonly accountId: string }> => {
		const agencyId = agencies.get(code) ?? '';
		const personId = randomUUID();
		await tx
			.insert(schema.person)
			.values({ id: personId, areaId, agencyId, name, roleTitle, roles: [role], grade: 'MANAGER' });
		const accountId = ownerId
			? randomUUID()
			: ((await insertAccount(tx, { areaId, personId, email: demoEmail(name, code), passwordHash })) ?? '');
		if (ownerId) await tx.insert(schema.account).values({ id: accountId, areaId, personId, ownerId });
		const agencyName = AGENCIES[code]?.[0] ?? '';
		const actor = { personId, areaId, agencyId, name, agencyName, agencyCode: code, roleTitle, roles: [role] };
		return { actor, accountId };
	};
	const { actor: coordinator } = await add(COORDINATOR);
	const { actor: officer } = await add(OFFICER);
	const { accountId: nurse } = await add(NURSE);
	await add(NURSE_AT_BOARD, nurse);
	await recordVetting(tx, areaId);
	return { coordinator, officer };
}

async function share(
	tx: Tx,
	stage: Stage,
	withAreaId: string,
	caseRef: string,
	{ coordinator, officer }: People
): Promise<void> {
	const now = stage.now();
	const parts = { cache: stage.cache, now };
	const [row] = await tx
		.select({ id: schema.mappCase.id })
		.from(schema.mappCase)
		.where(eq(schema.mappCase.ref, caseRef));
	const from = londonDate(now.toISOString());
	const owner = stage.actor('P02');
	accepted(
		await shareCase(
			tx,
			owner,
			{
				...{ caseId: row?.id ?? '', withAreaId, from, until: aYearAfter(from) },
				askedFor: 'Whoever answers for people on orders at Saltmarch Constabulary',
				reason: 'Has taken work across the border and stays there three nights a week'
			},
			parts
		)
	);
	await writeAudit(tx, owner, 'share-case', 'case', row?.id ?? '');
	await nameArea(tx, withAreaId);
	const [offer] = await readReceivedShares(tx);
	accepted(await acceptShare(tx, coordinator, { shareId: offer?.id ?? '', personIds: [officer.personId] }, parts));
	await writeAudit(tx, coordinator, 'accept-share', 'case-share', offer?.id ?? '');
	await nameArea(tx, stage.areaId);
}

function accepted(answer: Result<unknown>): void {
	if (!answer.ok) throw new Error(`the demonstration's share was refused: ${answer.message}`);
}
