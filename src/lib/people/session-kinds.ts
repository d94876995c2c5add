/**
 * How long a session lasts, by what its person is (promises.md 2.4). Numbers only: ending sessions is the work of
 * server/persistence/sessions.ts.
 */
import { hasRole, isLookingOnly, type Role } from '#lib/identity.ts';

export const SESSION_KIND_NAMES = ['STAFF', 'GUEST', 'ADMIN', 'BOARD'] as const;
export type SessionKind = (typeof SESSION_KIND_NAMES)[number];
/** By what somebody was let in. */
export type SessionMeans = 'PASSWORD' | 'PASSKEY' | 'AGENCY' | 'GUEST';
/** 1 = one factor, 2 = two, or a passkey that knows its person */
export type SessionStrength = 1 | 2;

export type SessionNumbers = {
	/** minutes without anything done */
	readonly idleMinutes: number;
	/** hours from its beginning, whatever is done */
	readonly absoluteHours: number;
	/** how many one account may have at a time: one more ends the oldest */
	readonly atOnce: number;
	/** for how long what was entered again counts; null = this kind may do nothing that asks for it */
	readonly stepUpMinutes: number | null;
};

export const SESSION_KINDS: Record<SessionKind, SessionNumbers> = {
	STAFF: { idleMinutes: 15, absoluteHours: 12, atOnce: 2, stepUpMinutes: 5 },
	GUEST: { idleMinutes: 15, absoluteHours: 4, atOnce: 1, stepUpMinutes: null },
	ADMIN: { idleMinutes: 10, absoluteHours: 8, atOnce: 1, stepUpMinutes: 5 },
	BOARD: { idleMinutes: 15, absoluteHours: 8, atOnce: 1, stepUpMinutes: 5 }
};

/** Chair and minute taker of a running meeting listen for long. */
export const ON_DUTY_IDLE_MINUTES = 30;

/** A person of the service (not a guest) by their roles. Who also works on cases, works on cases. */
export function sessionKindOf(roles: readonly Role[]): Exclude<SessionKind, 'GUEST'> {
	const isBeside = (role: Role) => role === 'SYSTEM_ADMINISTRATOR' || role === 'AUDITOR';
	if (roles.length > 0 && roles.every(isBeside)) return 'ADMIN';
	if (isLookingOnly({ roles })) return hasRole({ roles }, 'AUDITOR') ? 'ADMIN' : 'BOARD';
	return 'STAFF';
}

/** Why a session ended that did not run out; its browser is told. */
export const END_REASONS = {
	TOO_MANY: 'You signed in on another device. Only so many may be signed in at once, so this one was signed out.',
	ENDED_ELSEWHERE: 'This device was signed out from another one.',
	PASSWORD_CHANGED: 'The password was changed on another device, so this one was signed out.',
	FACTOR_CHANGED: 'How you sign in was changed on another device, so this one was signed out.',
	ROLE_CHANGED: 'What you may do here was changed. Sign in again.',
	SEAT_CHANGED: 'You went on in another seat in another tab. Sign in again.'
} as const;
export type EndReason = keyof typeof END_REASONS;
