import { done, type Result, refuse } from '#lib/result.ts';
import { canonicalEmail, insertAccount } from '../persistence/accounts.ts';
import type { Tx } from '../persistence/database.ts';
import { DEMO_PASSWORD, passwordProblem } from './password.ts';
import type { PasswordHasher } from './password-hash.ts';

export type AccountRequest = {
	readonly areaId: string;
	readonly personId: string;
	readonly email: string;
	readonly password: string;
	/** a person of the fictional area: the one password that nobody else may have */
	readonly demo?: boolean;
};

/**
 * Lets a person sign in. Refuses a weak password, an address that is none, and an address or person that has an account.
 * @throws TooBusy when too many passwords are being hashed
 */
export async function createAccount(
	tx: Tx,
	passwords: PasswordHasher,
	request: AccountRequest
): Promise<Result<string>> {
	const { areaId, personId, password } = request;
	const email = canonicalEmail(request.email);
	if (!/^[^\s@]+@[^\s@]+$/.test(email))
		return refuse('invalid', 'Enter an e-mail address, such as name@agency.example.');
	const problem = request.demo && password === DEMO_PASSWORD ? undefined : passwordProblem(password, [email]);
	if (problem) return refuse('invalid', problem);
	const passwordHash = await passwords.hash(password);
	const accountId = await insertAccount(tx, { areaId, personId, email, passwordHash });
	return accountId
		? done(accountId)
		: refuse('changed-meanwhile', 'This e-mail address or this person has an account already.');
}
