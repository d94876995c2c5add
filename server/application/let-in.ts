/**
 * Letting somebody in who proved who they are by a first factor: a session, or the question for the second factor where the
 * account has one. Nobody is given a session by any other way but this one and a guest's link.
 */
import type { SessionMeans, SessionStrength } from '#lib/people/session-kinds.ts';
import type { Account } from '../persistence/accounts.ts';
import { agencyAlone } from '../persistence/agency-sign-ins.ts';
import { type AuditActor, writeAudit } from '../persistence/audit.ts';
import { nameArea, type Tx } from '../persistence/database.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { hasFactor, readFactors } from '../persistence/second-factors.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { askBrowser } from '../persistence/sign-in-challenges.ts';

export type Proved = {
	readonly means: SessionMeans;
	/** 2: two factors, or a passkey that knows its person; nothing more is asked */
	readonly strength: SessionStrength;
	/** the browser in plain words */
	readonly device: string;
	/** the session this browser came with: it ends, so that nobody can plant one (session fixation) */
	readonly before: SignedIn | null;
};

export type LetIn =
	| { readonly kind: 'signed-in'; readonly token: string; readonly accountId: string }
	/** `challenge`: for the browser's cookie; no session */
	| { readonly kind: 'second-step'; readonly challenge: string }
	/** their agency lets its people in by its own sign-in alone */
	| { readonly kind: 'agency-only' };

/** In the transaction that judged the proof; it works in the person's area from here on. The account is not disabled. */
export async function letIn(
	tx: Tx,
	sessions: Sessions,
	account: Account,
	{ means, strength, device, before }: Proved
): Promise<LetIn> {
	await nameArea(tx, account.areaId);
	if (means !== 'AGENCY' && (await agencyAlone(tx, account.personId))) {
		await writeAudit(tx, await actorOfAccount(tx, account), 'deny-sign-in', 'account', account.id);
		return { kind: 'agency-only' };
	}
	if (strength === 1 && hasFactor(await readFactors(tx, account.id)))
		return { kind: 'second-step', challenge: await askBrowser(tx, 'SECOND_STEP', { accountId: account.id, means }) };
	if (before) await sessions.end(tx, before.session.id);
	await writeAudit(tx, await actorOfAccount(tx, account), 'sign-in', 'account', account.id);
	const token = await sessions.begin(tx, account.id, { strength, means, device });
	return { kind: 'signed-in', token, accountId: account.id };
}

/** Who an account's acts are written down for. The transaction has to work in the account's area. */
export async function actorOfAccount(
	tx: Tx,
	{ areaId, personId }: Pick<Account, 'areaId' | 'personId'>
): Promise<AuditActor> {
	const agencyId = (await readPersonRefs(tx, [personId])).get(personId)?.agencyId;
	if (!agencyId) throw new Error('an account without a person');
	return { areaId, personId, agencyId };
}
