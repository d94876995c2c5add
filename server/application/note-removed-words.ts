/**
 * That somebody removed much that others wrote becomes a fact of the meeting, at once, and grows while it goes on. Written
 * down after the words are stored, by the node that stored them, and ever more rarely for one person, so that nobody fills
 * the log of facts with it.
 */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#lib/identity.ts';
import type { RemovedWords } from '#lib/removed-words/removed-words.ts';
import { isStanding } from '#lib/wire.ts';
import type { Database } from '../persistence/database.ts';
import { namesOfDocuments } from '../persistence/final-records.ts';
import { ownersOf } from '../persistence/removed-words.ts';
import { isAlarm } from '../rooms/removal-rule.ts';
import type { RemovalSeen } from '../rooms/removal-watch.ts';
import type { FollowedMeetings } from './follow-meetings.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { type RunDependencies, runCommand } from './run-command.ts';

/** Tells what a room has seen; returns at once. */
export type RemovalNotes = (seen: RemovalSeen) => void;

export type RemovalNoteParts = {
	readonly database: Pick<Database, 'withArea'>;
	readonly run: RunDependencies;
	readonly cache: MeetingCache;
	readonly followed: Pick<FollowedMeetings, 'catchUp'>;
	readonly log: (line: string) => void;
};

/** One second after the first note of a person in a meeting, twice that after every twenty more, at most ten minutes. */
export const pauseAfter = (notes: number): number => Math.min(1000 * 2 ** (notes / 20), 600_000);
/** People remembered; when there are more, those of whom nothing waits are forgotten. */
const REMEMBER = 1000;
const MOST_FAILURES = 20;
const MOST_NAMED = 30;

type Person = { readonly waiting: Map<string, RemovalSeen>; notes: number; failures: number; isBusy: boolean };

/** Words that were put back stand under an id of the server: whose they were the putting back tells. Else they were carried over. */
const writersBehind = (all: readonly RemovedWords[], client: number): readonly (string | null)[] =>
	all.find(({ settled }) => settled?.client === client)?.whose ?? [null];

export function createRemovalNotes({ database, run, cache, followed, log }: RemovalNoteParts): RemovalNotes {
	const people = new Map<string, Person>();

	async function note(seen: RemovalSeen): Promise<void> {
		const { areaId, meetingId, documentId, personId, field, from, to } = seen;
		const clients = [...seen.characters.keys()];
		const { owners, name } = await database.withArea(areaId, async (tx) => ({
			// What somebody wrote at another node a moment ago is theirs, though the room here did not know it.
			owners: await ownersOf(tx, documentId, clients),
			name: (await namesOfDocuments(tx, [documentId])).get(documentId)
		}));
		// A fact of the meeting is told to everybody in it: what some of them may not even know of never becomes one.
		if (name === undefined || !isStanding(name)) return;
		const others = [...seen.characters].filter(([client]) => owners.get(client) !== personId);
		const characters = others.reduce((sum, [, count]) => sum + count, 0);
		if (!cache.peek(meetingId)) await followed.catchUp(areaId, meetingId);
		const person = cache.peek(meetingId)?.attendance.seats[personId]?.person;
		if (!person) return;
		// Whoever typed was let in a moment ago; what they are besides is not asked again for a note about it.
		const actor: Actor = { ...person, areaId, roles: ['AGENCY_REP'] };
		const removedWords = cache.peek(meetingId)?.removedWords ?? [];
		// What was dealt with while it went on is no alarm again; what came after it must be one by itself.
		const dealtWith = removedWords.filter(
			(one) => one.settled && one.by === personId && one.field === field && one.from <= to && from <= one.to
		);
		if (!isAlarm(characters - dealtWith.reduce((sum, one) => sum + one.characters, 0), seen.held)) return;
		const whose = [
			...new Set(others.flatMap(([client]) => owners.get(client) ?? writersBehind(removedWords, client)))
		].slice(0, MOST_NAMED);
		const input = { personId, field, whose, characters, from, to };
		const command = 'note-removed-words';
		await runCommand({ ...run, internal: true }, { actor, meetingId, command, commandId: randomUUID(), input });
	}

	async function noteAll(person: Person): Promise<void> {
		const all = [...person.waiting];
		person.waiting.clear();
		for (const [key, seen] of all) {
			try {
				await note(seen);
				person.notes++;
				person.failures = 0;
			} catch (problem) {
				if (++person.failures > MOST_FAILURES) log('that words were removed was given up');
				else if (!person.waiting.has(key)) person.waiting.set(key, seen);
				log(`that words were removed was not noted: ${problem instanceof Error ? problem.name : 'unknown'}`);
			}
		}
	}

	function begin(person: Person): void {
		if (person.isBusy || person.waiting.size === 0) return;
		person.isBusy = true;
		void noteAll(person).then(() => {
			setTimeout(() => {
				person.isBusy = false;
				begin(person);
			}, pauseAfter(person.notes)).unref();
		});
	}

	return (seen) => {
		const key = `${seen.meetingId} ${seen.personId}`;
		const person = people.get(key) ?? { waiting: new Map(), notes: 0, failures: 0, isBusy: false };
		people.delete(key);
		people.set(key, person);
		if (people.size > REMEMBER)
			for (const [one, { waiting, isBusy }] of people) if (!isBusy && waiting.size === 0) people.delete(one);
		// The same removal, grown, takes the place of what still waits.
		person.waiting.set(`${seen.documentId} ${seen.field} ${seen.from}`, seen);
		begin(person);
	};
}
