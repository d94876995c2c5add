/** What this screen last answered, and how much of others' changes its person wants to hear. In the browser only. */
import { type AnnouncePace, FIRST_PACE, paceFrom } from './announce-pace.ts';

const keyOf = (personId: string): string => `announcements-${personId}`;

class Spoken {
	/** a line to read as well as to hear; '' = none */
	answer = $state('');
	pace: AnnouncePace = $state(FIRST_PACE);
	/** the choice of the pace is open */
	choosing = $state(false);
	/** false in a practice room: nothing is kept on the device */
	keeps = true;

	/** Takes up what this person chose in this browser; a browser that keeps nothing begins anew. */
	read(personId: string): void {
		this.pace = paceFrom(stored(() => localStorage.getItem(keyOf(personId))));
		this.answer = '';
		this.choosing = false;
	}
	choose(personId: string, pace: AnnouncePace): void {
		this.pace = pace;
		if (this.keeps) stored(() => localStorage.setItem(keyOf(personId), pace));
	}
}

function stored<T>(work: () => T): T | null {
	try {
		return work();
	} catch {
		return null;
	}
}

export const spoken = new Spoken();
