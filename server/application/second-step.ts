/**
 * The second step of signing in: a code, a recovery code or a passkey after the password; and signing in by a passkey alone.
 * Between the steps there is no session, only a question that one browser holds for ten minutes (sign-in-challenges.ts).
 */
import { readAccount } from '../persistence/accounts.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type Database, nameArea } from '../persistence/database.ts';
import { findPasskey, passkeyUsed, readFactors } from '../persistence/second-factors.ts';
import type { Sessions, SignedIn } from '../persistence/sessions.ts';
import {
	askBrowser,
	askForPasskey,
	countWrong,
	endChallenge,
	holdChallenge
} from '../persistence/sign-in-challenges.ts';
import { attemptKeys, claimTry, forgiveTry } from '../persistence/sign-in-throttle.ts';
import { actorOfAccount, type LetIn, letIn } from './let-in.ts';
import { askForOwnPasskey, judgePasskey, readPasskeyAnswer } from './passkey-proof.ts';
import { type FactorParts, type FactorProof, proveFactor } from './prove-factor.ts';

export type SecondStepParts = FactorParts & { readonly database: Database; readonly sessions: Sessions };

type Browser = {
	/** what the browser's cookie holds */
	readonly challenge: string;
	readonly network: string;
	readonly device: string;
	readonly before: SignedIn | null;
};
export type SecondStepAnswer =
	| Extract<LetIn, { kind: 'signed-in' }>
	| { readonly kind: 'wrong' }
	/** too many wrong answers, too old, or never asked: the password again */
	| { readonly kind: 'void' }
	| { readonly kind: 'blocked'; readonly until: Date };

/** By what the open question can be answered; null: there is none for this browser. */
export type StepWays = { readonly code: boolean; readonly recovery: boolean; readonly passkey: boolean };
export const readStepWays = (
	{ database }: Pick<SecondStepParts, 'database'>,
	token: string
): Promise<StepWays | null> =>
	database.withoutArea(async (tx) => {
		const challenge = await holdChallenge(tx, 'SECOND_STEP', token);
		if (!challenge?.accountId) return null;
		const { codeApp, recoveryCodes, passkeys } = await readFactors(tx, challenge.accountId);
		return { code: codeApp !== null, recovery: recoveryCodes > 0, passkey: passkeys.length > 0 };
	});

/** What the browser is to ask a passkey of this account, or null when there is no open question. */
export async function askSecondStep(parts: SecondStepParts, token: string): Promise<object | null> {
	const known = await parts.database.withoutArea(async (tx) => {
		const open = await holdChallenge(tx, 'SECOND_STEP', token);
		return open?.accountId ? (await readFactors(tx, open.accountId)).passkeys : null;
	});
	if (known === null) return null;
	const asked = await askForOwnPasskey(parts.env.origin, known);
	return (await parts.database.withoutArea((tx) => askForPasskey(tx, token, asked.challenge))) ? asked.options : null;
}

/** Judges an answer to the open question of a browser. Of what was wrong nothing is said. */
export async function answerSecondStep(
	parts: SecondStepParts,
	browser: Browser,
	proof: FactorProof
): Promise<SecondStepAnswer> {
	const now = new Date();
	return parts.database.withoutArea(async (tx): Promise<SecondStepAnswer> => {
		const open = await holdChallenge(tx, 'SECOND_STEP', browser.challenge);
		const account = open?.accountId ? await readAccount(tx, open.accountId) : null;
		if (!open || !account || account.disabledAt) return { kind: 'void' };
		const keys = attemptKeys(`second-step:${account.id}`, browser.network);
		const until = await claimTry(tx, keys, now);
		if (until) return { kind: 'blocked', until };
		await nameArea(tx, account.areaId);
		if (!(await proveFactor(tx, parts, account, proof, open.challenge, now))) {
			await writeAudit(tx, await actorOfAccount(tx, account), 'deny-sign-in', 'account', account.id);
			return { kind: (await countWrong(tx, open.id)) ? 'void' : 'wrong' };
		}
		await forgiveTry(tx, keys);
		await endChallenge(tx, open.id);
		const { device, before } = browser;
		const proved = { means: open.means ?? 'PASSWORD', strength: 2, device, before } as const;
		const answer = await letIn(tx, parts.sessions, account, proved);
		if (answer.kind === 'agency-only') return { kind: 'void' };
		if (answer.kind !== 'signed-in') throw new Error('two factors are not asked for a third');
		return answer;
	});
}

/** What a browser is to ask whichever passkey its person has for this service, and what its cookie holds meanwhile. */
export async function askPasskeySignIn(
	parts: SecondStepParts
): Promise<{ readonly options: object; readonly challenge: string }> {
	const { options, challenge } = await askForOwnPasskey(parts.env.origin, null);
	const token = await parts.database.withoutArea((tx) => askBrowser(tx, 'PASSKEY', { challenge }));
	return { options, challenge: token };
}

/** Signs in by a passkey alone: it is somebody's who is not disabled, and answers the question of this browser, once. */
export async function signInByPasskey(
	parts: SecondStepParts,
	browser: Browser,
	typed: string
): Promise<SecondStepAnswer> {
	return parts.database.withoutArea(async (tx): Promise<SecondStepAnswer> => {
		const keys = attemptKeys(`passkey:${browser.challenge}`, browser.network);
		const until = await claimTry(tx, keys, new Date());
		if (until) return { kind: 'blocked', until };
		const open = await holdChallenge(tx, 'PASSKEY', browser.challenge);
		if (!open?.challenge) return { kind: 'void' };
		await endChallenge(tx, open.id);
		const answer = readPasskeyAnswer(typed);
		const known = answer && (await findPasskey(tx, answer.id));
		const account = known && (await readAccount(tx, known.accountId));
		if (!answer || !known || !account || account.disabledAt) return { kind: 'wrong' };
		const counter = await judgePasskey(parts.env.origin, open.challenge, answer, known);
		if (counter === null || !(await passkeyUsed(tx, known.id, counter))) {
			await nameArea(tx, account.areaId);
			await writeAudit(tx, await actorOfAccount(tx, account), 'deny-sign-in', 'account', account.id);
			return { kind: 'wrong' };
		}
		await forgiveTry(tx, keys);
		const { device, before } = browser;
		const entered = await letIn(tx, parts.sessions, account, { means: 'PASSKEY', strength: 2, device, before });
		if (entered.kind === 'agency-only') return { kind: 'wrong' };
		if (entered.kind !== 'signed-in') throw new Error('two factors are not asked for a third');
		return entered;
	});
}
