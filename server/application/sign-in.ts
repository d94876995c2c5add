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
import { agencyAlone } from '../persistence/agency-sign-ins.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type Database, nameArea, type Tx } from '../persistence/database.ts';
import { hasFactor, readFactors } from '../persistence/second-factors.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { humanOf } from '../persistence/sessions-of-account.ts';
import { takeSessionChallenge } from '../persistence/sign-in-challenges.ts';
import { type AttemptKeys, attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { signInOfSession } from './agency-sign-in.ts';
import { markOfBrowser } from './known-browser.ts';
import { type LetIn, letIn } from './let-in.ts';
import { HASHING, type PasswordHasher, TooBusy } from './password-hash.ts';
import { type FactorParts, type FactorProof, proveFactor } from './prove-factor.ts';

export type SignInParts = {
	readonly database: Database;
	readonly sessions: Sessions;
	readonly passwords: PasswordHasher;
	readonly keys: ServiceKeys;
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
	/** what the browser keeps of having signed in before (known-browser.ts) */
	readonly knownBrowser?: string | null;
};

export type PasswordAnswer =
	| { readonly kind: 'right' }
	| { readonly kind: 'wrong' }
	| { readonly kind: 'busy' }
	| { readonly kind: 'blocked'; readonly until: Date };
export type SignInAnswer = Exclude<PasswordAnswer, { kind: 'right' }> | LetIn;

/**
 * Lets somebody in by their password, or asks for their second factor. `wrong` says nothing about why; `blocked` comes before
 * any password is hashed.
 */
export async function signIn(parts: SignInParts, request: SignInRequest): Promise<SignInAnswer> {
	if (comingIn >= MOST_AT_ONCE) return { kind: 'busy' };
	comingIn++;
	try {
		return await signInNow(parts, request);
	} finally {
		comingIn--;
	}
}

/** More could not be hashed in time either; so many are refused before they cost the database anything (L-3). */
const MOST_AT_ONCE = HASHING.atOnce + HASHING.waiting;
let comingIn = 0;

async function signInNow(parts: SignInParts, request: SignInRequest): Promise<SignInAnswer> {
	const { database, sessions, passwords } = parts;
	const email = canonicalEmail(request.email);
	const mark = markOfBrowser(parts.keys.keyFor('second-factor'), email, request.knownBrowser ?? null);
	const keys = attemptKeys(mark === null ? email : `known-browser:${mark}`, request.network);
	const known = await lookUp(database, keys, (tx) => findAccount(tx, email));
	if (known.until) return { kind: 'blocked', until: known.until };
	const account = known.account?.disabledAt ? null : known.account;
	const answer = await check(passwords, account, request.password);
	if (answer !== 'right' || !account) return { kind: answer === 'busy' ? 'busy' : 'wrong' };
	const { device, before } = request;
	return database.withoutArea(async (tx) => {
		await forgiveTry(tx, keys);
		return letIn(tx, sessions, account, { means: 'PASSWORD', strength: 1, device, before });
	});
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

/** By what somebody can prove again who they are. The password is no way any more once there is a second factor. */
export type StepUpWays = Readonly<Record<'password' | FactorProof['by'], boolean>> & {
	/** the sign-in of their agency, by which they came in and can again; null = they did not */
	readonly agency: string | null;
};
export type StepUpProof = FactorProof | { readonly by: 'password'; readonly typed: string };
export type StepUpAnswer =
	| Exclude<PasswordAnswer, { kind: 'right' }>
	| { readonly kind: 'confirmed'; readonly token: string }
	| { readonly kind: 'ended' };
type StepUpParts = SignInParts & Pick<FactorParts, 'env'>;

export const readStepUpWays = (
	{ database }: { readonly database: Pick<Database, 'withoutArea'> },
	signedIn: SignedIn
): Promise<StepUpWays> =>
	database.withoutArea(async (tx) => {
		const { session } = signedIn;
		const human = await humanOf(tx, session.accountId);
		const { codeApp, recoveryCodes, passkeys } = await readFactors(tx, human);
		const [code, passkey] = [codeApp !== null, passkeys.length > 0];
		const agency = (await signInOfSession(tx, signedIn))?.id ?? null;
		const account = await readAccount(tx, human);
		const password = !code && !passkey && agency === null && account?.passwordHash != null;
		return { password, code, recovery: recoveryCodes > 0, passkey, agency };
	});

/**
 * Who they are once more: for {@link SESSION_KINDS}.STAFF.stepUpMinutes the session may do what cannot be taken back. It gets a
 * new token; whatever is connected stays connected. `ended`: the session ended meanwhile.
 */
export async function stepUp(parts: StepUpParts, signedIn: SignedIn, proof: StepUpProof): Promise<StepUpAnswer> {
	const { actor, session } = signedIn;
	if (SESSION_KINDS[session.kind].stepUpMinutes === null) return { kind: 'wrong' };
	const answer = await (proof.by === 'password'
		? verifyOnlyPassword(parts, signedIn, proof.typed)
		: verifyFactor(parts, session, proof));
	if (answer.kind !== 'right') return answer;
	const token = await parts.database.withArea(actor.areaId, async (tx) => {
		const renewed = await parts.sessions.stepUp(tx, session.id, proof.by === 'password' ? undefined : 2);
		if (renewed) await writeAudit(tx, actor, 'step-up', 'account', session.accountId);
		return renewed;
	});
	return token ? { kind: 'confirmed', token } : { kind: 'ended' };
}

/** The password of somebody who has nothing stronger. */
async function verifyOnlyPassword(parts: StepUpParts, signedIn: SignedIn, typed: string): Promise<PasswordAnswer> {
	const { accountId } = signedIn.session;
	const { human, isAgencys } = await parts.database.withoutArea(async (tx) => ({
		human: await humanOf(tx, accountId),
		isAgencys: (await signInOfSession(tx, signedIn)) !== null
	}));
	const answer = await verifyPassword(parts, human, typed);
	if (answer.kind !== 'right') return answer;
	const factors = await parts.database.withoutArea((tx) => readFactors(tx, human));
	return hasFactor(factors) || isAgencys ? { kind: 'wrong' } : answer;
}

const verifyFactor = (
	parts: StepUpParts,
	session: { readonly id: string; readonly accountId: string },
	proof: FactorProof
): Promise<PasswordAnswer> =>
	parts.database.withoutArea(async (tx): Promise<PasswordAnswer> => {
		const now = new Date();
		const account = await readAccount(tx, await humanOf(tx, session.accountId));
		if (!account || account.disabledAt) return { kind: 'wrong' };
		const keys = attemptKeys(`step-up:${account.id}`, `step-up:${account.id}`);
		const until = await claimTry(tx, keys, now);
		if (until) return { kind: 'blocked', until };
		const challenge = proof.by === 'passkey' ? await takeSessionChallenge(tx, 'STEP_UP', session.id) : null;
		await nameArea(tx, account.areaId);
		if (!(await proveFactor(tx, parts, account, proof, challenge, now))) return { kind: 'wrong' };
		await forgiveTry(tx, keys);
		return { kind: 'right' };
	});

/** Whether the password has to be entered again before something serious (R18). Pure. */
export const stepUpOwed = (stepUpAt: Date | null, now: Date): boolean =>
	stepUpAt === null || now.getTime() - stepUpAt.getTime() >= (SESSION_KINDS.STAFF.stepUpMinutes ?? 0) * 60_000;

/**
 * {@link verifyPassword} for whoever knows only the person, as a refusal that a form can show at its field `password`. Where
 * there is a second factor it must have been used in the last minutes as well.
 */
export async function checkPassword(
	parts: Pick<SignInParts, 'database' | 'passwords'>,
	actor: Actor,
	password: string,
	stepUpAt: Date | null
): Promise<Result<null>> {
	const known = await parts.database.withoutArea(async (tx) => {
		const account = await findAccountOfPerson(tx, actor.personId);
		const human = account && (await readAccount(tx, await humanOf(tx, account.id)));
		if (!human) return human;
		await nameArea(tx, human.areaId);
		const hasPassword = human.passwordHash !== null && (await agencyAlone(tx, human.personId)) === null;
		return { human, hasPassword, isStrong: !hasPassword || hasFactor(await readFactors(tx, human.id)) };
	});
	if (known?.isStrong) {
		if (stepUpOwed(stepUpAt, new Date())) return refuse('step-up', CONFIRM_FIRST);
		// Whoever has no password has proved who they are by what they have instead.
		if (!known.hasPassword) return done(null);
	}
	const human = known?.human;
	const answer = human ? await verifyPassword(parts, human.id, password) : ({ kind: 'wrong' } as const);
	if (answer.kind === 'right') return done(null);
	const message = PASSWORD_REFUSED[answer.kind];
	return refuse(answer.kind === 'wrong' ? 'invalid' : 'not-now', message, [{ field: 'password', message }]);
}

const CONFIRM_FIRST = 'Confirm first that it is you.';

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
