/** Changing one's own password: the present one is asked for, every other session ends, and it is told by mail. */
import { eq } from 'drizzle-orm';
import { account } from '#drizzle/schema.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { readAccount } from '../persistence/accounts.ts';
import { writeAudit } from '../persistence/audit.ts';
import { nameArea } from '../persistence/database.ts';
import { hasFactor, readFactors } from '../persistence/second-factors.ts';
import type { SignedIn } from '../persistence/sessions.ts';
import { endSessionsOf, humanOf } from '../persistence/sessions-of-account.ts';
import { endChallengesOf } from '../persistence/sign-in-challenges.ts';
import { actorOfAccount } from './let-in.ts';
import { passwordProblem } from './password.ts';
import { PASSWORD_REFUSED, type SignInParts, stepUpOwed, verifyPassword } from './sign-in.ts';
import { tell } from './tell.ts';
import { wordsAbout } from './words-about.ts';

export type PasswordChange = { readonly present: string; readonly chosen: string };
const wrongField = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
const NOT_HERE = refuse('missing', 'You sign in without a password here.');

/** @throws TooBusy when too many passwords are being hashed */
export async function changePassword(
	parts: SignInParts,
	{ session }: SignedIn,
	{ present, chosen }: PasswordChange
): Promise<Result<{ readonly token: string; readonly ended: readonly string[] }>> {
	const { database, passwords, sessions } = parts;
	const known = await database.withoutArea(async (tx) => {
		const own = await readAccount(tx, await humanOf(tx, session.accountId));
		if (own) await nameArea(tx, own.areaId);
		return own && { own, about: await wordsAbout(tx, own), isStrong: hasFactor(await readFactors(tx, own.id)) };
	});
	if (!known?.own.passwordHash) return NOT_HERE;
	const { own, about, isStrong } = known;
	// Changing it counts as a fresh proof of who one is, so it must not be weaker than the other ways.
	if (isStrong && stepUpOwed(session.stepUpAt, new Date())) return refuse('step-up', 'Confirm first that it is you.');
	const answer = await verifyPassword(parts, own.id, present);
	if (answer.kind !== 'right') {
		const message = PASSWORD_REFUSED[answer.kind];
		return refuse(answer.kind === 'wrong' ? 'invalid' : 'not-now', message, [{ field: 'present', message }]);
	}
	const problem = passwordProblem(chosen, about);
	if (problem) return wrongField('password', problem);
	const passwordHash = await passwords.hash(chosen);
	return database.withoutArea(async (tx) => {
		await nameArea(tx, own.areaId);
		await tx.update(account).set({ passwordHash }).where(eq(account.id, own.id));
		await writeAudit(tx, await actorOfAccount(tx, own), 'change-password', 'account', own.id);
		await tell(tx, { areaId: own.areaId, personId: own.personId, kind: 'password-changed' });
		await endChallengesOf(tx, own.id);
		const ended = await endSessionsOf(tx, own.id, 'PASSWORD_CHANGED', { except: session.id });
		const token = await sessions.stepUp(tx, session.id);
		return token ? done({ token, ended }) : refuse('missing', 'You are signed out. Sign in and try again.');
	});
}
