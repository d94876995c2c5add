/**
 * Adds somebody to the area who can sign in. Whoever adds them is answered alike for an address that nobody has and for one that
 * somebody of another area signs in with (P4): the latter finds the seat under their own sign-in and takes it with the same
 * password that would have been their first. Somebody who is known here already is offered a second seat instead.
 */
import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { account, agency, person, seatOffer } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { AddPerson } from '#lib/people/people-commands.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { canonicalEmail, findAccount } from '../persistence/accounts.ts';
import type { Tx } from '../persistence/database.ts';
import { createAccount } from './create-account.ts';
import { isIdentifier } from './load-meeting.ts';
import { passwordProblem } from './password.ts';
import type { PasswordHasher } from './password-hash.ts';

type Added = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** Somebody whom this area knows by an address: by their account, by a seat they have here, or by one that waits for them. */
async function knownHere(
	tx: Tx,
	areaId: string,
	email: string
): Promise<{
	readonly name: string;
	readonly agencyName: string;
	readonly codeHash: string | null;
	readonly human: string | null;
} | null> {
	const [row] = await tx
		.select({
			name: person.name,
			agencyName: agency.name,
			codeHash: seatOffer.codeHash,
			human: sql<
				string | null
			>`coalesce(${account.ownerId}, case when ${account.email} is not null then ${account.id} end)`
		})
		.from(account)
		.innerJoin(person, eq(person.id, account.personId))
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.leftJoin(seatOffer, eq(seatOffer.accountId, account.id))
		.where(
			and(
				eq(account.areaId, areaId),
				isNull(account.disabledAt),
				sql`not 'VISITING_REP' = any(${person.roles})`,
				or(
					eq(account.email, email),
					sql`${account.ownerId} = (select o.id from account o where o.email = ${email})`,
					and(eq(seatOffer.email, email), sql`${seatOffer.answer} is distinct from 'DECLINED'`)
				)
			)
		)
		.orderBy(sql`${account.email} is null`)
		.limit(1);
	return row ?? null;
}

export async function addPerson(
	tx: Tx,
	actor: Actor,
	input: AddPerson,
	{ passwords }: { readonly passwords: PasswordHasher }
): Promise<Added> {
	const { email: typed, temporaryPassword, secondSeat, ...rest } = input;
	const email = canonicalEmail(typed);
	const { areaId } = actor;
	const [home] = isIdentifier(input.agencyId)
		? await tx
				.select({ id: agency.id })
				.from(agency)
				.where(and(eq(agency.id, input.agencyId), isNull(agency.visitingFrom)))
		: [];
	if (!home) return wrong('agencyId', 'Choose an agency of this area');
	const known = await knownHere(tx, areaId, email);
	if (known && !secondSeat)
		return wrong(
			'secondSeat',
			`${known.name} of ${known.agencyName} signs in with this address. To give them a second seat, tick the box and add them again`
		);
	const [row] = await tx
		.insert(person)
		.values({ ...rest, areaId })
		.returning({ id: person.id });
	if (!row) throw new Error('the person was not stored');
	const added: Added = done({ id: row.id, warnings: [] });
	const seat = { areaId, personId: row.id };
	if (known?.human) {
		await tx.insert(account).values({ ...seat, ownerId: known.human });
		return added;
	}
	const elsewhere = known !== null || ((await findAccount(tx, email))?.areaId ?? areaId) !== areaId;
	if (!elsewhere) {
		const made = await createAccount(tx, passwords, { ...seat, email, password: temporaryPassword });
		if (made.ok) return added;
		const field = made.kind === 'changed-meanwhile' ? 'email' : 'temporaryPassword';
		return wrong(field, made.message);
	}
	const problem = passwordProblem(temporaryPassword, [email]);
	if (problem) return wrong('temporaryPassword', problem);
	const codeHash = known?.codeHash ?? (await passwords.hash(temporaryPassword));
	await offerSeat(tx, { ...seat, email, codeHash });
	return added;
}

/** An account that waits for whoever signs in with this address elsewhere. @param offer.codeHash null where a link is sent */
export async function offerSeat(
	tx: Tx,
	offer: {
		readonly areaId: string;
		readonly personId: string;
		readonly email: string;
		readonly codeHash: string | null;
	}
): Promise<string> {
	const { areaId, personId, email, codeHash } = offer;
	const [made] = await tx.insert(account).values({ areaId, personId }).returning({ id: account.id });
	if (!made) throw new Error('the account was not stored');
	await tx.insert(seatOffer).values({ accountId: made.id, areaId, email, codeHash });
	return made.id;
}
