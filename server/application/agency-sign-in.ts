/**
 * Signing in through one's agency's own provider. The agency is taken from the sign-in: whoever is let in works for the agency
 * whose provider it was, today. Between the two halves the browser holds a cookie for ten minutes, and the database the rest.
 */
import { randomNonce, randomPKCECodeVerifier } from 'openid-client';
import { domainOf, isOfDomains, type ProvedClaims, strengthOf } from '#lib/agency-sign-in/sign-in-rules.ts';
import { type Account, canonicalEmail, findAccount, readAccount } from '../persistence/accounts.ts';
import {
	type AgencySignIn,
	findLinked,
	keepBegun,
	link,
	type OfferedSignIn,
	type Returned,
	readOfferedSignIns,
	readSignInOfAgency,
	readSignInThatIsOn,
	takeBegun
} from '../persistence/agency-sign-ins.ts';
import { type AuditActor, writeAudit } from '../persistence/audit.ts';
import { type Database, nameArea, type Tx } from '../persistence/database.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { hasFactor, readFactors } from '../persistence/second-factors.ts';
import { drawToken } from '../persistence/secret-token.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import { humanOf } from '../persistence/sessions-of-account.ts';
import { attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import type { ServiceKeys } from '../service-keys.ts';
import type { AgencyProvider, ProviderClient } from './agency-provider.ts';
import { openSecret } from './code-app.ts';
import { actorOfAccount, type LetIn, letIn } from './let-in.ts';
import { tell } from './tell.ts';

export type AgencySignInParts = {
	readonly database: Database;
	readonly sessions: Sessions;
	readonly keys: ServiceKeys;
	readonly agencyProvider: AgencyProvider;
	/** `origin`: of the pages, from which the address to come back to is made */
	readonly env: { readonly origin: string };
};

/** From so many on they are not all shown to whoever is not signed in: the e-mail address says which it is. */
export const SHOWN_AT_MOST = 8;
export const returnAddress = (origin: string): string => `${origin}/sign-in/agency/return`;

/** Those to choose from: all when they are few, else (null) none until an address is typed. */
export async function offerSignIns({
	database
}: Pick<AgencySignInParts, 'database'>): Promise<readonly OfferedSignIn[] | null> {
	const all = await database.withoutArea(readOfferedSignIns);
	return all.length > SHOWN_AT_MOST ? null : all;
}

/** Those of an address's domain. Nobody is looked up: an address that nobody has is answered like one that somebody has. */
export async function signInsOf(
	{ database }: Pick<AgencySignInParts, 'database'>,
	email: string
): Promise<readonly OfferedSignIn[]> {
	const domain = domainOf(email);
	if (domain === null) return [];
	return (await database.withoutArea(readOfferedSignIns)).filter(({ domains }) => domains.includes(domain));
}

export type Begun =
	| { readonly kind: 'go'; readonly to: URL; readonly browser: string }
	| { readonly kind: 'missing' }
	| { readonly kind: 'away' };

/**
 * Begins it for one browser.
 * @param browser what it holds of an earlier one, which goes on being good: two tabs may begin
 * @param again whose session it is that has to be proved again
 */
export async function beginAgencySignIn(
	parts: AgencySignInParts,
	{
		signInId,
		next,
		browser,
		again
	}: {
		readonly signInId: string;
		readonly next: string;
		readonly browser: string | null;
		readonly again: SignedIn | null;
	}
): Promise<Begun> {
	const signIn = await parts.database.withoutArea((tx) => readSignInThatIsOn(tx, signInId));
	if (!signIn) return { kind: 'missing' };
	const client = clientOf(parts.keys, signIn);
	const [state, nonce, verifier, held] = [drawToken(), randomNonce(), randomPKCECodeVerifier(), browser ?? drawToken()];
	const request = { redirectUri: returnAddress(parts.env.origin), state, nonce, verifier, again: again !== null };
	const answer = client && (await parts.agencyProvider.begin(client, request));
	if (answer?.kind !== 'answer') return { kind: 'away' };
	const { id, version } = signIn;
	const accountId = again?.session.accountId ?? null;
	await parts.database.withoutArea((tx) =>
		keepBegun(tx, state, held, { signInId: id, version, nonce, verifier, next, accountId })
	);
	return { kind: 'go', to: answer.value, browser: held };
}

/** The sign-in of a session that came in through an agency, while it is on. */
export async function signInOfSession(tx: Tx, { actor, session }: SignedIn): Promise<AgencySignIn | null> {
	if (session.means !== 'AGENCY') return null;
	// A further seat is another agency's; who the human is was said by the one they signed in through.
	const human = await readAccount(tx, await humanOf(tx, session.accountId));
	await nameArea(tx, human?.areaId ?? actor.areaId);
	const agencyId = human && (await readPersonRefs(tx, [human.personId])).get(human.personId)?.agencyId;
	const signIn = agencyId ? await readSignInOfAgency(tx, human.areaId, agencyId) : null;
	return signIn?.isOn ? signIn : null;
}

export type AgencyReturn = {
	/** the address the browser came back to, whole */
	readonly url: URL;
	readonly browser: string | null;
	readonly network: string;
	readonly device: string;
	readonly before: SignedIn | null;
};
export type AgencyAnswer =
	| (Extract<LetIn, { kind: 'signed-in' | 'second-step' }> & { readonly next: string })
	/** it was proved again who they are; the session has a new token */
	| { readonly kind: 'confirmed'; readonly token: string; readonly next: string }
	/** not begun here, not by this browser, too long ago, or used before */
	| { readonly kind: 'void' }
	/** whatever else was wrong: of that nothing is said */
	| { readonly kind: 'refused' }
	| { readonly kind: 'away' }
	| { readonly kind: 'blocked' };

/** What came back from a provider. Whatever the answer, it is the only one there is for this state. */
export async function finishAgencySignIn(parts: AgencySignInParts, came: AgencyReturn): Promise<AgencyAnswer> {
	const { database } = parts;
	const state = came.url.searchParams.get('state') ?? '';
	const keys = attemptKeys(`agency:${state.slice(0, 200)}`, came.network);
	const taken = await database.withoutArea(async (tx): Promise<Returned | 'blocked' | null> => {
		if (await claimTry(tx, keys, new Date())) return 'blocked';
		const returned = state.length > 200 ? null : await takeBegun(tx, state, came.browser);
		if (returned && !returned.isOpen) await noteRefused(tx, returned.signIn, null);
		return returned;
	});
	if (taken === 'blocked') return { kind: 'blocked' };
	if (!taken?.isOpen) return { kind: 'void' };
	const { begun, signIn } = taken;
	const client = clientOf(parts.keys, signIn);
	const { nonce, verifier } = begun;
	const request = { url: came.url, state, nonce, verifier, again: begun.accountId !== null };
	const said = client ? await parts.agencyProvider.finish(client, request) : ({ kind: 'refused' } as const);
	return database.withoutArea(async (tx): Promise<AgencyAnswer> => {
		if (said.kind !== 'answer') {
			await noteRefused(tx, signIn, null);
			return { kind: said.kind === 'trouble' ? 'away' : 'refused' };
		}
		const answer = await (begun.accountId === null
			? enter(tx, parts, signIn, said.value, came)
			: confirm(tx, parts, signIn, said.value, came, begun.accountId));
		if (answer === null) return { kind: 'refused' };
		await forgiveTry(tx, keys);
		return { ...answer, next: begun.next };
	});
}

async function enter(
	tx: Tx,
	{ sessions }: AgencySignInParts,
	signIn: AgencySignIn,
	claims: ProvedClaims,
	{ device, before }: AgencyReturn
): Promise<Extract<LetIn, { kind: 'signed-in' | 'second-step' }> | null> {
	const account = await accountOf(tx, signIn, claims);
	if (account === null) return null;
	const strength = strengthOf(claims, signIn.strong);
	const answer = await letIn(tx, sessions, account, { means: 'AGENCY', strength, device, before });
	return answer.kind === 'agency-only' ? null : answer;
}

/** The same human once more, for a session they have. */
async function confirm(
	tx: Tx,
	{ sessions }: AgencySignInParts,
	signIn: AgencySignIn,
	claims: ProvedClaims,
	{ before }: AgencyReturn,
	accountId: string
): Promise<{ readonly kind: 'confirmed'; readonly token: string } | null> {
	const account = before?.session.accountId === accountId ? await accountOf(tx, signIn, claims) : null;
	if (!account || !before) return null;
	const human = await humanOf(tx, accountId);
	const strength = strengthOf(claims, signIn.strong);
	// Where there is a second factor of ours, one factor of theirs does not stand in for it.
	const isEnough = human === account.id && (strength === 2 || !hasFactor(await readFactors(tx, human)));
	await nameArea(tx, before.actor.areaId);
	const token = isEnough ? await sessions.stepUp(tx, before.session.id, strength === 2 ? 2 : undefined) : null;
	await writeAudit(tx, before.actor, token === null ? 'deny-step-up' : 'step-up', 'account', accountId);
	return token === null ? null : { kind: 'confirmed', token };
}

/**
 * Whom the provider means. The first time that is the account which the unit made for this e-mail address in this agency, when
 * the provider has verified the address and it is of the agency's own domain; ever after it is whom its subject was linked to.
 * Null: nobody who may come in through it; that is written down.
 */
async function accountOf(tx: Tx, signIn: AgencySignIn, claims: ProvedClaims): Promise<Account | null> {
	const linked = await findLinked(tx, signIn, claims.subject);
	const account = linked ?? (await accountToLink(tx, signIn, claims));
	if (!account || !(await isOfAgency(tx, signIn, account))) {
		await noteRefused(tx, signIn, account);
		return null;
	}
	if (linked) return linked;
	if (!(await link(tx, account.id, signIn, claims.subject))) {
		await noteRefused(tx, signIn, account);
		return null;
	}
	await writeAudit(tx, await actorOfAccount(tx, account), 'link-agency-sign-in', 'account', account.id);
	await tell(tx, { areaId: account.areaId, personId: account.personId, kind: 'agency-sign-in-linked' });
	return account;
}

async function accountToLink(tx: Tx, signIn: AgencySignIn, claims: ProvedClaims): Promise<Account | null> {
	const { email, isEmailVerified } = claims;
	if (email === null || !isEmailVerified || !isOfDomains(email, signIn.domains)) return null;
	return findAccount(tx, canonicalEmail(email));
}

/** Works there now, as staff, and is not disabled. The transaction works in the sign-in's area from here on. */
async function isOfAgency(tx: Tx, signIn: AgencySignIn, account: Account): Promise<boolean> {
	await nameArea(tx, signIn.areaId);
	if (account.areaId !== signIn.areaId || account.kind !== 'STAFF' || account.disabledAt) return false;
	const known = (await readPersonRefs(tx, [account.personId])).get(account.personId);
	return known?.agencyId === signIn.agencyId;
}

/** Written down for the person where they are of the agency's area, else for the sign-in itself. */
async function noteRefused(tx: Tx, signIn: AgencySignIn, account: Account | null): Promise<void> {
	await nameArea(tx, signIn.areaId);
	const { areaId, agencyId } = signIn;
	const isHere = account?.areaId === areaId;
	const actor: AuditActor = isHere ? await actorOfAccount(tx, account) : { areaId, agencyId, personId: signIn.id };
	await writeAudit(tx, actor, 'deny-sign-in', 'agency-sign-in', signIn.id);
}

/** Null: the secret was sealed with another key, so nothing can be asked. */
export function clientOf(
	keys: ServiceKeys,
	{ agencyId, issuer, clientId, sealedSecret }: AgencySignIn
): ProviderClient | null {
	const secret = openSecret(keys.keyFor('agency-sign-in'), `${agencyId} ${issuer}`, sealedSecret);
	return secret === null ? null : { issuer, clientId, secret };
}

/** Through which agency's sign-in a session came in, by id; null = another way. */
export const agencyOfSession = async (
	{ database }: Pick<AgencySignInParts, 'database'>,
	signedIn: SignedIn
): Promise<string | null> => (await database.withoutArea((tx) => signInOfSession(tx, signedIn)))?.id ?? null;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** The provider's own page for signing out; null = none, or it does not answer. Asks the provider at most every five minutes. */
export async function agencySignOutPage(parts: AgencySignInParts, signInId: string): Promise<URL | null> {
	const signIn = ID.test(signInId) ? await parts.database.withoutArea((tx) => readSignInThatIsOn(tx, signInId)) : null;
	const client = signIn && clientOf(parts.keys, signIn);
	return client ? parts.agencyProvider.endSession(client) : null;
}
