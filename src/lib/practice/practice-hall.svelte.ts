/**
 * The practice room's whole world, in this page: the meeting, its texts, the colleagues and the two lines by which the room
 * reaches them. Closing or reloading the page ends it; nothing of it is stored or sent (decision 054).
 */
import type { ItemCode } from '../agenda/agenda.ts';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Stamped } from '../meeting/meeting.ts';
import type { OpenedRoom } from '../meeting/opened-room.ts';
import type { RoomLines } from '../meeting/room-lines.svelte.ts';
import { NOTHING_RESTRICTED } from '../restricted/restricted-note.ts';
import { ACK_CODE, type PresenceRequest, type Present, type RunRequest } from '../wire.ts';
import { NothingKept } from './nothing-kept.svelte.ts';
import {
	PERSON_OF_PART,
	PRACTICE_AGENCIES,
	PRACTICE_PEOPLE,
	type PracticePart,
	type PracticePerson,
	practiceActor
} from './practice-cast.ts';
import { type PracticeDocument, practiceDocument } from './practice-document.svelte.ts';
import { type PracticeLine, practiceLine } from './practice-line.ts';
import { runInPractice } from './practice-run.ts';
import { type Deed, deedsNow } from './practice-script.ts';
import { AT_THE_DOOR, PRACTICE_TEXTS, type PracticeState, practiceOpening } from './practice-story.ts';
import { doneTasks, type TaskId, tasksOf } from './practice-tasks.ts';

export type Said = { readonly who: string; readonly words: string };
const LETTER_MS = 45;
const RESTS_MS = 1_200;
const SAID_FOR_MS = 12_000;

const userOf = (who: PracticePerson) => {
	const { personId, name, agencyCode } = PRACTICE_PEOPLE[who];
	return { personId, name, agency: agencyCode };
};

export class PracticeHall {
	/** what was done by whom since the room opened */
	events: readonly Stamped[] = $state.raw([]);
	wrote: readonly string[] = $state.raw([]);
	looked: readonly (ItemCode | null)[] = $state.raw([]);
	/** what a colleague says at the moment */
	said: Said | null = $state.raw(null);
	readonly part: PracticePart;
	readonly me: PracticePerson;
	readonly opened: OpenedRoom;
	readonly lines: RoomLines;
	readonly #documents = new Map<string, PracticeDocument>();
	readonly #timers = new Set<ReturnType<typeof setTimeout>>();
	readonly #begun = new Set<string>();
	#state: PracticeState;
	#line: PracticeLine | null = null;
	#where: string | null = null;
	#saying: ReturnType<typeof setTimeout> | undefined;

	constructor(part: PracticePart) {
		this.part = part;
		this.me = PERSON_OF_PART[part];
		const now = new Date().toISOString();
		this.#state = practiceOpening(now);
		const { personId, agencyId } = PRACTICE_PEOPLE[this.me];
		this.opened = {
			...{ meeting: this.#state.meeting, you: { personId, agencyId }, previousTexts: {}, texts: PRACTICE_TEXTS },
			agencies: PRACTICE_AGENCIES.map(({ id, code, name }) => ({ id, code, name })),
			...{ people: Object.values(PRACTICE_PEOPLE), disclosuresMade: [], config: DEFAULT_AREA_CONFIG },
			restricted: { view: NOTHING_RESTRICTED, texts: {} },
			...{ returns: {}, leftAt: now, missed: 0, serverNow: now }
		};
		this.lines = {
			facts: async () => () => {
				this.#line = practiceLine({ answer: (event, request) => this.#answer(event, request) });
				return this.#line.line;
			},
			documents: async () => (path) => this.#document(path.split('/')[1] ?? '').live,
			kept: new NothingKept(this.#state.meeting.id, personId)
		};
	}

	get done(): ReadonlySet<TaskId> {
		return doneTasks({ part: this.part, events: this.events, wrote: this.wrote, looked: this.looked });
	}
	get tasks() {
		return tasksOf(this.part);
	}

	/** The page is left, or the practice is over: no colleague does anything any more. */
	close(): void {
		for (const timer of this.#timers) clearTimeout(timer);
		clearTimeout(this.#saying);
		for (const { live } of this.#documents.values()) live.close();
	}

	#document(name: string): PracticeDocument {
		const known = this.#documents.get(name);
		if (known) return known;
		const first = name === 'plan' || name === 'minutes' ? PRACTICE_TEXTS[name] : {};
		const made = practiceDocument(first, userOf(this.me), (field) => {
			if (!this.wrote.includes(field)) this.wrote = [...this.wrote, field];
		});
		this.#documents.set(name, made);
		return made;
	}

	#answer(event: string, request: unknown): unknown {
		if (event === 'meeting') {
			const { since } = request as { since: number };
			setTimeout(() => this.#act(), 0);
			return {
				...{ ok: true, version: this.#state.meeting.version, serverNow: new Date().toISOString() },
				events: this.#state.log.filter(({ version }) => version > since),
				...this.#presence()
			};
		}
		if (event === 'restricted') return { ok: true, ...NOTHING_RESTRICTED };
		if (event === 'presence') {
			const item = (request as PresenceRequest).item;
			if (item !== this.#where) {
				this.#where = item;
				const at = this.#state.meeting.agenda.current;
				this.looked = [...this.looked, item === at ? null : (item as ItemCode)];
				this.#sendPresence();
			}
			return;
		}
		if (event !== 'run') return;
		const { command, input } = request as RunRequest;
		const ran = this.#run(this.me, command, input);
		if (ran.ok) return { ok: true, version: this.#state.meeting.version };
		const { kind, message, problems } = ran;
		return { ok: false, code: ACK_CODE[kind], kind, message, problems };
	}

	#run(who: PracticePerson, command: string, input: unknown) {
		const ran = runInPractice(this.#state, {
			...{ actor: practiceActor(who), command, input, now: new Date().toISOString() },
			newId: () => crypto.getRandomValues(new Uint32Array(4)).join('-'),
			present: this.#presence().present.map(({ personId }) => personId),
			planAuthors: [...this.#document('plan').live.connection.authors().values()]
		});
		if (!ran.ok) return ran;
		const { events } = ran.value;
		this.#state = ran.value.state;
		this.events = [...this.events, ...events];
		this.#line?.send('events', { meetingId: this.#state.meeting.id, events });
		this.#sendPresence();
		this.#act();
		return ran;
	}

	/** Whoever was let in is connected and follows the chair; this person is where they look. */
	#presence(): { present: readonly Present[]; atDoor: readonly string[] } {
		const { meeting } = this.#state;
		const isIn = ({ personId }: { personId: string }): boolean => meeting.attendance.seats[personId]?.confirmed != null;
		const present = Object.values(PRACTICE_PEOPLE)
			.filter(isIn)
			.map(({ personId, name, agencyCode }): Present => {
				const item = personId === PRACTICE_PEOPLE[this.me].personId ? this.#where : meeting.agenda.current;
				return { personId, name, agency: agencyCode, item, connections: 1 };
			});
		const door = PRACTICE_PEOPLE[AT_THE_DOOR];
		return { present, atDoor: isIn(door) ? [] : [door.personId] };
	}
	#sendPresence(): void {
		this.#line?.send('presence', { meetingId: this.#state.meeting.id, ...this.#presence() });
	}

	#later(ms: number, what: () => void): void {
		const timer = setTimeout(() => {
			this.#timers.delete(timer);
			what();
		}, ms);
		this.#timers.add(timer);
	}

	/** Begins every deed whose time has come and that was not begun. */
	#act(): void {
		for (const deed of deedsNow({ part: this.part, state: this.#state, events: this.events })) {
			if (this.#begun.has(deed.id)) continue;
			this.#begun.add(deed.id);
			this.#later(deed.afterMs, () => this.#do(deed));
		}
	}
	#do(deed: Deed): void {
		if (deed.does === 'run') this.#run(deed.who, deed.command, deed.input);
		else if (deed.does === 'say') this.#say({ who: PRACTICE_PEOPLE[deed.who].name, words: deed.words });
		else this.#type(deed, 0);
	}
	#say(said: Said): void {
		this.said = said;
		clearTimeout(this.#saying);
		this.#saying = setTimeout(() => {
			this.said = null;
		}, SAID_FOR_MS);
	}
	#type(deed: Extract<Deed, { does: 'type' }>, at: number): void {
		const document = this.#document(deed.document);
		const letter = deed.words[at];
		if (letter === undefined) {
			this.#later(RESTS_MS, () => document.leave(PRACTICE_PEOPLE[deed.who].personId));
			return;
		}
		document.typeAs(userOf(deed.who), deed.field, letter);
		this.#later(LETTER_MS, () => this.#type(deed, at + 1));
	}
}
