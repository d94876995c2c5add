/**
 * When somebody who does nothing is warned, when their screen is hidden, and when they are signed out: from what the server
 * said and what the hands did, in whichever tab (promises.md 2.4, WCAG 2.2.1). The clock is handed in.
 */

/** ms. `stillActive`: for so long after the last key or turn of the wheel nobody is interrupted. */
export const IDLE = {
	warnMs: 120_000,
	blankMs: 600_000,
	stillActiveMs: 10_000,
	tellEveryMs: 30_000,
	sleptMs: 300_000
} as const;

/** Epoch ms, all of them, so that tabs understand each other. */
export type IdleFacts = {
	readonly now: number;
	/** when the session ends if nothing is done from here on */
	readonly endsAt: number;
	/** when it ends whatever is done */
	readonly lastsUntil: number;
	/** last key, press or turn of the wheel in any tab */
	readonly actedAt: number;
	/** when the server last heard of it */
	readonly toldAt: number;
	/** the room of a chair or a minute taker: hidden long before the session ends */
	readonly blanks: boolean;
	/** hidden by hand, or because the machine slept */
	readonly isHidden: boolean;
	/** the warning of an end that cannot be put off was read */
	readonly isHeard: boolean;
};
export type IdleState =
	| { readonly kind: 'calm' | 'hidden' | 'ended' }
	/** `isFinal`: nothing puts this end off */
	| { readonly kind: 'warning'; readonly leftMs: number; readonly isFinal: boolean };

export function idleState(facts: IdleFacts): IdleState {
	const { now, endsAt, lastsUntil, actedAt } = facts;
	const end = Math.min(endsAt, lastsUntil);
	if (now >= end) return { kind: 'ended' };
	const isFinal = lastsUntil <= endsAt;
	const isActive = now - actedAt < IDLE.stillActiveMs;
	// Said before anything is hidden, so that the hidden screen never runs out unheard.
	if (end - now <= IDLE.warnMs && !isActive && !(isFinal && facts.isHeard))
		return { kind: 'warning', leftMs: end - now, isFinal };
	if (facts.isHidden || (facts.blanks && now - actedAt >= IDLE.blankMs)) return { kind: 'hidden' };
	return { kind: 'calm' };
}

/** Whether the server should hear now that somebody did something: seldom, and not of what was done before the machine slept. */
export const tellsServer = ({ now, endsAt, actedAt, toldAt }: IdleFacts): boolean =>
	actedAt > toldAt &&
	now - actedAt <= 3 * IDLE.tellEveryMs &&
	now < endsAt &&
	(now - toldAt >= IDLE.tellEveryMs || (endsAt - now <= IDLE.warnMs && now - toldAt >= 5_000));

/** A clock that jumps by so much has slept: whoever opens the lid need not be whoever closed it (F17). */
export const hasSlept = (before: number, now: number): boolean => now - before >= IDLE.sleptMs;

/** At which seconds left something new is said: calmly, and more often only at the very end. */
const SAID_AT = [120, 90, 60, 30, 20, 10] as const;

/** "2 minutes", "1 minute and 30 seconds": changes six times in two minutes, so that a screen reader is not flooded. */
export const timeLeft = (leftMs: number): string => {
	const left = leftMs / 1000;
	const seconds = SAID_AT.findLast((at) => left <= at) ?? SAID_AT[0];
	const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
	const [inMinutes, inSeconds] = [minutes === 1 ? '1 minute' : `${minutes} minutes`, `${rest} seconds`];
	if (minutes === 0) return inSeconds;
	return rest === 0 ? inMinutes : `${inMinutes} and ${inSeconds}`;
};
