/** What the chair runs the meeting with, computed once for the column on a desk and the bar in a hand. */
import { type TimeUsed, timeUsed } from '../agenda/time-left.ts';
import { type Attender, roomPeople } from '../attendance/people-view.ts';
import { type SilentAgency, silentOnItem } from '../attendance/silent-on-item.ts';
import type { LiveMeeting } from './live-meeting.svelte.ts';
import type { LiveTexts } from './live-texts.svelte.ts';
import { isChair } from './meeting.ts';

export class ChairView {
	#writings = $state(0);
	readonly #live: LiveMeeting;
	readonly #texts: readonly LiveTexts[];
	readonly #statementVersion: number;

	constructor(live: LiveMeeting, texts: readonly LiveTexts[], statementVersion: number) {
		this.#live = live;
		this.#texts = texts;
		this.#statementVersion = statementVersion;
	}

	/** Listens to who writes, in the browser; the answer ends it. */
	open(): () => void {
		const ends = this.#texts.map((texts) => texts.onOthers(() => (this.#writings += 1)));
		this.#writings += 1;
		return () => {
			for (const end of ends) end();
		};
	}

	readonly #people = $derived.by(() =>
		roomPeople(this.#live.meeting, this.#live.present, this.#statementVersion, this.#live.atDoor)
	);
	readonly #isRunning = $derived.by(
		() => this.#live.meeting.phase === 'LIVE' && this.#live.meeting.agenda.current !== null
	);

	/** Agencies not heard on the current item; empty for everybody but the chair. */
	readonly silent: readonly SilentAgency[] = $derived.by(() => {
		const { meeting, me } = this.#live;
		if (!this.#isRunning || !isChair(meeting, me)) return [];
		const authors = this.#writings === 0 ? [] : this.#texts.flatMap((texts) => texts.authors);
		const wroteSince = (personId: string, since: number): boolean =>
			authors.some((one) => one.personId === personId && one.at >= since);
		return silentOnItem(
			meeting,
			this.#people.inTheRoom.map(({ seat }) => seat),
			meeting.agenda.current!,
			wroteSince
		);
	});
	/** Waiting to speak, in order; without oneself. */
	readonly hands: readonly Attender[] = $derived.by(() =>
		this.#people.hands.filter(({ person }) => person.personId !== this.#live.me)
	);
	readonly time: TimeUsed = $derived.by(() => timeUsed(this.#live.meeting.agenda, this.#live.now));
}
