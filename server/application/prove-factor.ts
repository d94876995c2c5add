/**
 * One second factor, judged for one account: the code of an app, a recovery code, or a passkey. Used after the password, for
 * proving again who one is, and nowhere else, so that none of them is ever judged by other rules.
 */
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import {
	acceptStep,
	findPasskey,
	passkeyUsed,
	readFactors,
	readSecret,
	useRecoveryCode
} from '../persistence/second-factors.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { FEW_RECOVERY_CODES, openSecret, recoveryHash, stepOfCode } from './code-app.ts';
import { actorOfAccount } from './let-in.ts';
import { judgePasskey, readPasskeyAnswer } from './passkey-proof.ts';
import { tell } from './tell.ts';

/** `typed`: what stood in the form's field. */
export type FactorProof = { readonly by: 'code' | 'recovery' | 'passkey'; readonly typed: string };
export type FactorParts = {
	readonly keys: ServiceKeys;
	/** scheme, host and port of the service: where passkeys work */
	readonly env: { readonly origin: string };
};
type Owner = { readonly id: string; readonly areaId: string; readonly personId: string };

/**
 * Whether this proves that it is the owner of the account; a code is used up by it. The transaction works in the owner's area.
 * @param challenge what a passkey was asked to sign; null = none was
 */
export async function proveFactor(
	tx: Tx,
	{ keys, env }: FactorParts,
	owner: Owner,
	{ by, typed }: FactorProof,
	challenge: string | null,
	now: Date
): Promise<boolean> {
	const key = keys.keyFor('second-factor');
	if (by === 'code') {
		const stored = await readSecret(tx, owner.id, 'in-use');
		const secret = stored && openSecret(key, owner.id, stored.sealed);
		const step = secret ? stepOfCode(secret, typed, now) : null;
		return stored !== null && step !== null && acceptStep(tx, stored.id, step);
	}
	if (by === 'recovery') {
		const hash = recoveryHash(key, owner.id, typed);
		if (hash === null || !(await useRecoveryCode(tx, owner.id, hash))) return false;
		await writeAudit(tx, await actorOfAccount(tx, owner), 'use-recovery-code', 'account', owner.id);
		const { recoveryCodes } = await readFactors(tx, owner.id);
		const kind = recoveryCodes <= FEW_RECOVERY_CODES ? 'recovery-codes-low' : 'recovery-code-used';
		await tell(tx, { areaId: owner.areaId, personId: owner.personId, kind });
		return true;
	}
	const answer = readPasskeyAnswer(typed);
	const known = answer && (await findPasskey(tx, answer.id));
	if (!answer || !known || known.accountId !== owner.id || challenge === null) return false;
	const counter = await judgePasskey(env.origin, challenge, answer, known);
	return counter !== null && passkeyUsed(tx, known.id, counter);
}
