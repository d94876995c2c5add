/** Asks the server for the key of kept words. It also tells whether somebody, and who, is signed in in this browser. */
import type { UnsentKey } from '#lib/wire.ts';

/** `not-yours`: signed in, but not in the room of this meeting */
export type KeyAnswer = UnsentKey | 'signed-out' | 'not-yours' | 'away';

const ANSWER_MS = 8_000;

export async function askUnsentKey(meetingId: string): Promise<KeyAnswer> {
	try {
		const answer = await fetch(`/meetings/${meetingId}/unsent-key`, {
			headers: { accept: 'application/json' },
			cache: 'no-store',
			// Whoever is not signed in is led to the sign-in page.
			redirect: 'manual',
			signal: AbortSignal.timeout(ANSWER_MS)
		});
		if (answer.type === 'opaqueredirect') return 'signed-out';
		if (answer.status === 404) return 'not-yours';
		return answer.ok ? ((await answer.json()) as UnsentKey) : 'away';
	} catch {
		return 'away';
	}
}
