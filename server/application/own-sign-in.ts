/**
 * What people change of how they themselves sign in: app for codes, recovery codes, passkeys. Each is done under a fresh proof
 * of who they are, told by mail, ends every other session, and gives this one a new token (promises.md 2.4).
 */
import { z } from 'zod';
import { done, type Result, refuse } from '#lib/result.ts';
import { type Account, readAccount } from '../persistence/accounts.ts';
import { type AuditActor, writeAudit } from '../persistence/audit.ts';
import { type Database, nameArea, type Tx } from '../persistence/database.ts';
import { readPersonRefs } from '../persistence/people.ts';
import {
	acceptStep,
	type Factors,
	hasFactor,
	insertPasskey,
	keepNewSecret,
	keepRecoveryCodes,
	readFactors,
	readSecret,
	removePasskey,
	removeSecrets,
	renamePasskey,
	useNewSecret
} from '../persistence/second-factors.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { endSessionsOf, humanOf } from '../persistence/sessions-of-account.ts';
import { askSession, endChallengesOf, takeSessionChallenge } from '../persistence/sign-in-challenges.ts';
import { attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import {
	inGroups,
	newRecoveryCodes,
	newSecret,
	openSecret,
	recoveryHash,
	sealSecret,
	secretAddress,
	stepOfCode
} from './code-app.ts';
import { actorOfAccount } from './let-in.ts';
import { askForNewPasskey, askForOwnPasskey, judgeNewPasskey, readPasskeyAnswer } from './passkey-proof.ts';
import type { FactorParts } from './prove-factor.ts';
import { stepUpOwed } from './sign-in.ts';
import { tell } from './tell.ts';

export type OwnSignInParts = FactorParts & { readonly database: Database; readonly sessions: Sessions };

/** `token`: for this browser's cookie. `ended`: ids of the sessions that ended. */
export type Changed = {
	readonly token: string;
	readonly ended: readonly string[];
	/** shown once, kept nowhere; empty when none were made */
	readonly recoveryCodes: readonly string[];
};

type Own = {
	readonly tx: Tx;
	/** through which the human signs in */
	readonly account: Account;
	readonly actor: AuditActor;
	readonly factors: Factors;
	readonly now: Date;
};
type Said = Parameters<typeof tell>[1]['kind'];

const CONFIRM = refuse('step-up', 'Confirm first that it is you.');
const GONE = refuse('missing', 'You are signed out. Sign in and try again.');

/** Work on one's own account: refused unless who it is was proved in the last minutes. */
async function own<Value>(
	{ database }: Pick<OwnSignInParts, 'database'>,
	{ session }: SignedIn,
	work: (own: Own) => Promise<Result<Value>>
): Promise<Result<Value>> {
	const now = new Date();
	if (stepUpOwed(session.stepUpAt, now)) return CONFIRM;
	return database.withoutArea(async (tx): Promise<Result<Value>> => {
		const account = await readAccount(tx, await humanOf(tx, session.accountId));
		if (!account || account.disabledAt || account.kind === 'GUEST') return GONE;
		await nameArea(tx, account.areaId);
		const factors = await readFactors(tx, account.id);
		return work({ tx, account, actor: await actorOfAccount(tx, account), factors, now });
	});
}

/** What every change of how somebody signs in brings with it. */
async function changed(
	{ tx, account, actor }: Own,
	{ sessions }: OwnSignInParts,
	{ session }: SignedIn,
	act: Parameters<typeof writeAudit>[2],
	kind: Said,
	recoveryCodes: readonly string[] = []
): Promise<Result<Changed>> {
	await writeAudit(tx, actor, act, 'account', account.id);
	await tell(tx, { areaId: account.areaId, personId: account.personId, kind });
	await endChallengesOf(tx, account.id);
	const ended = await endSessionsOf(tx, account.id, 'FACTOR_CHANGED', { except: session.id });
	// With a second factor added the session has what it owed; it proved who it is a moment ago.
	const token = await sessions.stepUp(tx, session.id, hasFactor(await readFactors(tx, account.id)) ? 2 : undefined);
	return token ? done({ token, ended, recoveryCodes }) : GONE;
}

/** In place of all that there were. */
async function newCodes({ tx, account }: Own, { keys }: OwnSignInParts): Promise<readonly string[]> {
	const codes = newRecoveryCodes();
	const key = keys.keyFor('second-factor');
	const hashes = codes.flatMap((code) => recoveryHash(key, account.id, code) ?? []);
	await keepRecoveryCodes(tx, account.id, hashes);
	return codes;
}

export const readOwnFactors = (
	{ database }: Pick<OwnSignInParts, 'database'>,
	{ session }: Pick<SignedIn, 'session'>
): Promise<Factors & { readonly hasPassword: boolean; readonly email: string }> =>
	database.withoutArea(async (tx) => {
		const human = await humanOf(tx, session.accountId);
		const account = await readAccount(tx, human);
		const known = { hasPassword: account?.passwordHash != null, email: account?.email ?? '' };
		return { ...(await readFactors(tx, human)), ...known };
	});

// --- The app for codes ---

/** Begins to set up an app. What is set up already goes on until the new one is confirmed by a code. */
export const beginCodeApp = (parts: OwnSignInParts, signedIn: SignedIn): Promise<Result<null>> =>
	own(parts, signedIn, async ({ tx, account }) => {
		await keepNewSecret(tx, account.id, sealSecret(parts.keys.keyFor('second-factor'), account.id, newSecret()));
		return done(null);
	});

/** The key that waits for its first code, to be scanned or typed; null = none waits. */
export const readNewCodeApp = (
	{ database, keys }: Pick<OwnSignInParts, 'database' | 'keys'>,
	{ session }: Pick<SignedIn, 'session'>
): Promise<{ readonly address: string; readonly groups: string } | null> =>
	database.withoutArea(async (tx) => {
		const account = await readAccount(tx, await humanOf(tx, session.accountId));
		const stored = account && (await readSecret(tx, account.id, 'new'));
		const secret = stored && openSecret(keys.keyFor('second-factor'), account.id, stored.sealed);
		return secret ? { address: secretAddress(secret, account.email ?? ''), groups: inGroups(secret) } : null;
	});

/** The first code proves that the app has the key: from now on it counts. Ten new recovery codes come with it. */
export const confirmCodeApp = (parts: OwnSignInParts, signedIn: SignedIn, typed: string): Promise<Result<Changed>> =>
	own(parts, signedIn, async (mine) => {
		const { tx, account, now } = mine;
		const tries = attemptKeys(`add-code-app:${account.id}`, `add-code-app:${account.id}`);
		if (await claimTry(tx, tries, now))
			return refuse('not-now', 'There were too many wrong codes. Wait a few minutes.');
		const stored = await readSecret(tx, account.id, 'new');
		if (!stored) return refuse('not-ready', 'Begin again: there is no key that waits for its code.');
		const secret = openSecret(parts.keys.keyFor('second-factor'), account.id, stored.sealed);
		const step = secret ? stepOfCode(secret, typed, now) : null;
		if (step === null || !(await acceptStep(tx, stored.id, step))) return wrongField('code', WRONG_CODE);
		await forgiveTry(tx, tries);
		await useNewSecret(tx, account.id, stored.id);
		return changed(mine, parts, signedIn, 'add-code-app', 'second-factor-added', await newCodes(mine, parts));
	});

const WRONG_CODE = 'This is not the code of this moment. Wait for the next one in the app and enter it.';
const wrongField = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);

export const removeCodeApp = (
	parts: OwnSignInParts,
	signedIn: SignedIn,
	isRequired: boolean
): Promise<Result<Changed>> =>
	own(parts, signedIn, async (mine) => {
		const { tx, account, factors } = mine;
		if (factors.codeApp === null) return refuse('missing', 'There is no app for codes any more.');
		if (isRequired && factors.passkeys.length === 0) return LAST_FACTOR;
		await removeSecrets(tx, account.id);
		// Recovery codes stand in for a lost factor; with none left they would be a second password.
		if (factors.passkeys.length === 0) await keepRecoveryCodes(tx, account.id, []);
		return changed(mine, parts, signedIn, 'remove-code-app', 'second-factor-removed');
	});

const LAST_FACTOR = refuse(
	'not-now',
	'This service asks everybody for a second factor. Add another one before you remove this one.'
);

export const renewRecoveryCodes = (parts: OwnSignInParts, signedIn: SignedIn): Promise<Result<Changed>> =>
	own(parts, signedIn, async (mine) => {
		if (!hasFactor(mine.factors)) return refuse('not-now', 'Recovery codes come with an app for codes or a passkey.');
		const codes = await newCodes(mine, parts);
		return changed(mine, parts, signedIn, 'make-recovery-codes', 'recovery-codes-made', codes);
	});

// --- Passkeys ---

const MOST_PASSKEYS = 10;
const passkeyName = z
	.string()
	.trim()
	.min(1, 'Enter a name by which you will know this passkey')
	.max(60, 'The name must have 60 characters or fewer')
	.regex(/^[^\p{Cc}]*$/u, 'The name must be plain text');

/** What the browser is to ask for, and notes the question for this session. */
export async function askNewPasskey(parts: OwnSignInParts, signedIn: SignedIn): Promise<Result<object>> {
	const known = await own(parts, signedIn, async ({ tx, account, factors }) => {
		const one = (await readPersonRefs(tx, [account.personId])).get(account.personId);
		return done({ accountId: account.id, email: account.email ?? '', name: one?.name ?? '', factors });
	});
	if (!known.ok) return known;
	const { factors, ...owner } = known.value;
	if (factors.passkeys.length >= MOST_PASSKEYS)
		return refuse('not-now', `You have ${MOST_PASSKEYS} passkeys. Remove one before you add another.`);
	const { options, challenge } = await askForNewPasskey(parts.env.origin, owner, factors.passkeys);
	await parts.database.withoutArea((tx) => askSession(tx, 'ADD_PASSKEY', signedIn.session, challenge));
	return done(options);
}

export const addPasskey = (
	parts: OwnSignInParts,
	signedIn: SignedIn,
	typed: { readonly name: string; readonly answer: string }
): Promise<Result<Changed>> =>
	own(parts, signedIn, async (mine) => {
		const { tx, account, factors } = mine;
		const name = passkeyName.safeParse(typed.name);
		if (!name.success) return wrongField('name', name.error.issues[0]?.message ?? 'Enter a name');
		const challenge = await takeSessionChallenge(tx, 'ADD_PASSKEY', signedIn.session.id);
		const answer = readPasskeyAnswer(typed.answer);
		const fresh = challenge && answer && (await judgeNewPasskey(parts.env.origin, challenge, answer));
		if (!fresh) return refuse('invalid', 'The passkey was not added. Try again.');
		if (!(await insertPasskey(tx, { ...fresh, accountId: account.id, name: name.data })))
			return refuse('invalid', 'This passkey is in use here already.');
		const codes = hasFactor(factors) ? [] : await newCodes(mine, parts);
		return changed(mine, parts, signedIn, 'add-passkey', 'second-factor-added', codes);
	});

export const nameOwnPasskey = (
	parts: OwnSignInParts,
	signedIn: SignedIn,
	typed: { readonly id: string; readonly name: string }
): Promise<Result<null>> =>
	own(parts, signedIn, async ({ tx, account, actor }) => {
		const name = passkeyName.safeParse(typed.name);
		if (!name.success) return wrongField('name', name.error.issues[0]?.message ?? 'Enter a name');
		if (!(await renamePasskey(tx, account.id, typed.id, name.data))) return NO_PASSKEY;
		await writeAudit(tx, actor, 'rename-passkey', 'account', account.id);
		return done(null);
	});

const NO_PASSKEY = refuse('missing', 'This passkey is not there any more.');

export const removeOwnPasskey = (
	parts: OwnSignInParts,
	signedIn: SignedIn,
	id: string,
	isRequired: boolean
): Promise<Result<Changed>> =>
	own(parts, signedIn, async (mine) => {
		const { tx, account, factors } = mine;
		if (!factors.passkeys.some((one) => one.id === id)) return NO_PASSKEY;
		const isLast = factors.passkeys.length === 1 && factors.codeApp === null;
		if (isLast && isRequired) return LAST_FACTOR;
		if (isLast && account.passwordHash === null)
			return refuse('not-now', 'This passkey is the only way you sign in. Add another one before you remove it.');
		await removePasskey(tx, account.id, id);
		if (isLast) await keepRecoveryCodes(tx, account.id, []);
		return changed(mine, parts, signedIn, 'remove-passkey', 'second-factor-removed');
	});

/** What the browser is to ask an own passkey, to prove again who one is. */
export async function askStepUp(parts: OwnSignInParts, { session }: Pick<SignedIn, 'session'>): Promise<object> {
	const known = await parts.database.withoutArea(
		async (tx) => (await readFactors(tx, await humanOf(tx, session.accountId))).passkeys
	);
	const { options, challenge } = await askForOwnPasskey(parts.env.origin, known);
	await parts.database.withoutArea((tx) => askSession(tx, 'STEP_UP', session, challenge));
	return options;
}
