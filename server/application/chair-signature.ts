/**
 * What the chair's signature under the minutes asks for: the password, where somebody has one, each time; and before it, where
 * they have a second factor or no password, a proof of who they are from the last minutes (promises.md 2.4).
 */
import type { Actor } from '#lib/identity.ts';
import { type Result, refuse } from '#lib/result.ts';
import { findAccountOfPerson, readAccount } from '../persistence/accounts.ts';
import type { Database } from '../persistence/database.ts';
import { hasFactor, readFactors } from '../persistence/second-factors.ts';
import { humanOf } from '../persistence/sessions-of-account.ts';
import { checkPassword, stepUpOwed } from './sign-in.ts';

type SignatureAsks = {
	/** they have a password, so it belongs to each signature */
	readonly password: boolean;
	/** they lead through `/confirm` first; nothing typed before it would be looked at */
	readonly confirmFirst: boolean;
};
type Accounts = Pick<Database, 'withoutArea'>;

/** @param stepUpAt when this session's person last proved who they are */
export async function readSignatureAsks(
	{ database }: { readonly database: Accounts },
	{ personId }: Pick<Actor, 'personId'>,
	stepUpAt: Date | null
): Promise<SignatureAsks> {
	const { hasPassword, isStrong } = await database.withoutArea(async (tx) => {
		const seat = await findAccountOfPerson(tx, personId);
		const human = seat && (await readAccount(tx, await humanOf(tx, seat.id)));
		const has = human?.passwordHash != null;
		return { hasPassword: has, isStrong: !has || (human !== null && hasFactor(await readFactors(tx, human.id))) };
	});
	return { password: hasPassword, confirmFirst: isStrong && stepUpOwed(stepUpAt, new Date()) };
}

/** As `checkPassword`; an empty field is no guess and does not count towards the throttle. */
export async function checkSignature(
	parts: Parameters<typeof checkPassword>[0],
	actor: Actor,
	password: string,
	stepUpAt: Date | null
): Promise<Result<null>> {
	if (password === '') {
		const asks = await readSignatureAsks(parts, actor, stepUpAt);
		if (asks.password && !asks.confirmFirst) return refuse('invalid', EMPTY, [{ field: 'password', message: EMPTY }]);
	}
	return checkPassword(parts, actor, password, stepUpAt);
}

const EMPTY = 'Enter your password';
