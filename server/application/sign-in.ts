/** Signing in and out, and entering the password again. One answer for unknown, wrong and disabled (promises A5, L-1). */

import type { Actor } from '#lib/identity.ts';
import { SESSION_KINDS } from '#lib/people/session-kinds.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import {
	type Account,
	canonicalEmail,
	findAccount,
	findAccountOfPerson,
	readAccount
} from '../persistence/accounts.ts';
import type { AuditActor } from '../persistence/audit.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type Database, nameArea, type Tx } from '../persistence/database.ts';
import { readPersonRefs } from '../persistence/people.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { type AttemptKeys, attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import { type PasswordHasher, TooBusy } from './password-hash.ts';

export type SignInParts = {
	readonly database: Database;
	readonly sessions: Sessions;
	readonly passwords: PasswordHasher;
};

export type SignInRequest = {
	readonly email: string;
	readonly password: string;
	/** the client's address, for the throttle only */
	readonly network: string;
	/** the browser in plain words */
	readonly device: string;
	/** the session this browser came with: it ends, so that nobody can plant one (session fixation) */
	readonly before: SignedIn | null;
};

export type PasswordAnswer =
	| { readonly kind: 'right' }
	| { readonly kind: 'wrong' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'blocked'; readonly until: Date };
export type SignInAnswer =
	| Exclude<PasswordAnswer, { kind: 'right' }>
	| { readonly kind: 'signed-in'; readonly token: string; readonly accountId: string };

/** Lets somebody in. `wrong` says nothing about why; `blocked` comes before any password is hashed. */
export async function signIn(parts: SignInParts, request: SignInRequest): Promise<SignInAnswer> {
	const { database, sessions, passwords } = parts;
	const email = canonicalEmail(request.email);
	const keys = attemptKeys(email, request.network);
	const known = await lookUp(database, keys, (tx) => findAccount(tx, email));
	if (known.until) return { kind: 'blocked', until: known.until };
	const account = known.account?.disabledAt ? null : known.account;
	const answer = await check(passwords, account, request.password);
	if (answer !== 'right' || !account) return { kind: answer === 'busy' ? 'busy' : 'wrong' };
	const token = await database.withoutArea(async (tx) => {
		await forgiveTry(tx, keys);
		if (request.before) await sessions.end(tx, request.before.session.id);
		await nameArea(tx, account.areaId);
		await writeAudit(tx, await auditActor(tx, account), 'sign-in', 'account', account.id);
		return sessions.begin(tx, account.id, { strength: 1, means: 'PASSWORD', device: request.device });
	});
	return { kind: 'signed-in', token, accountId: account.id };
}

/** Ends the session; its row is gone when this returns. */
export async function signOut({ database, sessions }: SignInParts, { actor, session }: SignedIn): Promise<void> {
	await database.withArea(actor.areaId, async (tx) => {
		await sessions.end(tx, session.id);
		await writeAudit(tx, actor, 'sign-out', 'account', session.accountId);
	});
}

/**
 * Asks a signed-in person for the password again before something that cannot be undone. Guesses are throttled like
 * sign-ins.
 */
export async function verifyPassword(
	{ database, passwords }: Pick<SignInParts, 'database' | 'passwords'>,
	accountId: string,
	password: string
): Promise<PasswordAnswer> {
	const keys = attemptKeys(`step-up:${accountId}`, `step-up:${accountId}`);
	const known = await lookUp(database, keys, (tx) => readAccount(tx, accountId));
	if (known.until) return { kind: 'blocked', until: known.until };
	const answer = await check(passwords, known.account?.disabledAt ? null : known.account, password);
	if (answer === 'right') await database.withoutArea((tx) => forgiveTry(tx, keys));
	return { kind: answer };
}

export type StepUpAnswer =
	| Exclude<PasswordAnswer, { kind: 'right' }>
	| { readonly kind: 'confirmed'; readonly token: string }
	| { readonly kind: 'ended' };

/**
 * The password once more: for {@link SESSION_KINDS}.STAFF.stepUpMinutes the session may do what cannot be taken back. It gets a new
 * token; whatever is connected stays connected. `ended`: the session ended meanwhile.
 */
export async function stepUp(
	parts: SignInParts,
	{ actor, session }: SignedIn,
	password: string
): Promise<StepUpAnswer> {
	const answer = await verifyPassword(parts, session.accountId, password);
	if (answer.kind !== 'right') return answer;
	const token = await parts.database.withArea(actor.areaId, async (tx) => {
		const renewed = await parts.sessions.stepUp(tx, session.id);
		if (renewed) await writeAudit(tx, actor, 'step-up', 'account', session.accountId);
		return renewed;
	});
	return token ? { kind: 'confirmed', token } : { kind: 'ended' };
}

/** Whether the password has to be entered again before something serious (R18). Pure. */
export const stepUpOwed = (stepUpAt: Date | null, now: Date): boolean =>
	stepUpAt === null || now.getTime() - stepUpAt.getTime() >= (SESSION_KINDS.STAFF.stepUpMinutes ?? 0) * 60_000;

/** {@link verifyPassword} for whoever knows only the person, as a refusal that a form can show at its field `password`. */
export async function checkPassword(parts: SignInParts, actor: Actor, password: string): Promise<Result<null>> {
	const account = await parts.database.withoutArea((tx) => findAccountOfPerson(tx, actor.personId));
	const answer = account ? await verifyPassword(parts, account.id, password) : ({ kind: 'wrong' } as const);
	if (answer.kind === 'right') return done(null);
	const message = PASSWORD_REFUSED[answer.kind];
	return refuse(answer.kind === 'wrong' ? 'invalid' : 'not-now', message, [{ field: 'password', message }]);
}

export const PASSWORD_REFUSED = {
	wrong: 'The password is not right.',
	blocked: 'There were too many wrong passwords. Wait 15 minutes and try again.',
	busy: 'Many people are signing in just now. Wait a minute and try again.'
} as const;

type Known = { readonly until: Date | null; readonly account: Account | null };

const lookUp = (database: Database, keys: AttemptKeys, find: (tx: Tx) => Promise<Account | null>): Promise<Known> =>
	database.withoutArea(async (tx) => {
		const until = await claimTry(tx, keys, new Date());
		return { until, account: until ? null : await find(tx) };
	});

async function check(
	passwords: PasswordHasher,
	account: Account | null,
	password: string
): Promise<'right' | 'wrong' | 'busy'> {
	try {
		return (await passwords.verify(account?.passwordHash ?? null, password)) ? 'right' : 'wrong';
	} catch (problem) {
		if (problem instanceof TooBusy) return 'busy';
		throw problem;
	}
}

async function auditActor(tx: Tx, { areaId, personId }: Account): Promise<AuditActor> {
	const agencyId = (await readPersonRefs(tx, [personId])).get(personId)?.agencyId;
	if (!agencyId) throw new Error('an account without a person');
	return { areaId, personId, agencyId };
}
