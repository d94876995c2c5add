/** argon2id, at most two at a time (promises A4): a hash takes 19 MB and up to 0.1 s of a core. */
import { hash, verify } from '@node-rs/argon2';
import { canonicalPassword } from './password.ts';

/** argon2id is algorithm 2; the parameters are OWASP's first recommendation. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const HASHING = { atOnce: 2, waiting: 50 } as const;

export type PasswordHasher = {
	/** PHC string to store. @throws TooBusy */
	readonly hash: (password: string) => Promise<string>;
	/** Whether the password made this hash; a hash of nobody takes the same time and is always false. @throws TooBusy */
	readonly verify: (stored: string | null, password: string) => Promise<boolean>;
};

/** More is waiting than can be answered in a few seconds: HTTP 503. */
export class TooBusy extends Error {
	override readonly name = 'TooBusy';
	/** By its name: each language's build has a class of its own, and what one throws another catches (decision 056). */
	static override [Symbol.hasInstance](one: unknown): boolean {
		return one instanceof Error && one.name === 'TooBusy';
	}
}

/** Made once from random bytes that were thrown away: unknown accounts cost the same time as known ones (A5). */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$1gJjcl1KNUXRDrv6Aa3oGg$yurv/i++UMCM+fTiGAuUVk3roImKSggKYZiVHk/4sv4';

export function createPasswordHasher(): PasswordHasher {
	const queued = createQueue(HASHING.atOnce, HASHING.waiting);
	return {
		hash: (password) => queued(() => hash(canonicalPassword(password), PARAMETERS)),
		verify: (stored, password) =>
			queued(async () => (await verify(stored ?? NOBODY, canonicalPassword(password))) && stored !== null)
	};
}

/** Runs `atOnce` pieces of work at a time, lets `waiting` more wait in order, and refuses the rest with TooBusy. */
export function createQueue(atOnce: number, waiting: number): <T>(work: () => Promise<T>) => Promise<T> {
	let running = 0;
	const line: (() => void)[] = [];
	return async (work) => {
		if (running >= atOnce) {
			if (line.length >= waiting) throw new TooBusy('too many passwords are being checked');
			// Whoever finishes hands its place on, so `running` does not change here.
			await new Promise<void>((enter) => line.push(enter));
		} else running++;
		try {
			return await work();
		} finally {
			const next = line.shift();
			if (next) next();
			else running--;
		}
	};
}
