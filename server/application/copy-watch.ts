/**
 * Whoever has a copy of the minutes open loses it on the page as soon as they may not read it any more, at every node within a
 * second (R12): it was ended, its last day is over, or its case was closed to them.
 */
import { mayReadCopy } from '#lib/distribution/minutes-copy.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import type { Database } from '../persistence/database.ts';
import { readCopiesOfPeople, readCopy } from '../persistence/minutes-copies.ts';
import { closedPeople } from './case-access.ts';
import { mayOpenCopy, NO_COPY } from './copy-access.ts';
import { isIdentifier } from './load-meeting.ts';
import type { WatchedMeetings } from './watched-meetings.ts';

export type OpenCopy = { readonly meetingId: string; readonly number: number };
export type CopyWatch = {
	/** Remembers that somebody reads their copy until the answer is called; `ended` is called once it may not be read. */
	readonly begin: (actor: Actor, copy: OpenCopy, ended: () => void) => Promise<Result<() => void>>;
	/** Who may know what has changed somewhere in the area. @throws what the database throws; then call it again */
	readonly look: (areaId: string) => Promise<void>;
};

/** How often the day is asked for that a copy may be read until. */
const DAY_EVERY_MS = 1000;

type Reader = OpenCopy & {
	readonly actor: Actor;
	readonly id: string;
	readonly caseId: string;
	until: string;
	readonly end: () => void;
};

export function watchCopies(parts: {
	readonly database: Pick<Database, 'withArea'>;
	/** as `database`, and not delayed by a storm of joins */
	readonly lookout: Pick<Database, 'withArea'>;
	readonly watched: Pick<WatchedMeetings, 'add'>;
	readonly now: () => Date;
}): CopyWatch {
	const { database, lookout, watched, now } = parts;
	const readers = new Set<Reader>();
	const today = () => londonDate(now().toISOString());
	let timer: NodeJS.Timeout | null = null;
	const watchDay = (): void => {
		timer ??= setInterval(() => {
			for (const reader of [...readers]) if (reader.until < today()) reader.end();
			if (readers.size > 0 || timer === null) return;
			clearInterval(timer);
			timer = null;
		}, DAY_EVERY_MS).unref();
	};

	const begin: CopyWatch['begin'] = async (actor, { meetingId, number }, ended) => {
		if (!isIdentifier(meetingId)) return NO_COPY;
		const read = () =>
			database.withArea(actor.areaId, async (tx) => {
				const copy = await readCopy(tx, meetingId, number);
				return copy && (await mayOpenCopy(tx, actor, copy, now())) ? copy : null;
			});
		const copy = await read();
		if (!copy) return NO_COPY;
		const unwatch = watched.add({ actor, meetingId });
		const leave = (): void => {
			if (readers.delete(reader)) unwatch();
		};
		const end = (): void => {
			if (!readers.has(reader)) return;
			leave();
			ended();
		};
		const reader: Reader = {
			actor,
			meetingId,
			number,
			id: copy.id,
			caseId: copy.caseId,
			until: copy.access.until,
			end
		};
		readers.add(reader);
		watchDay();
		// What changed between reading and watching was told to nobody here.
		if (await read()) return done(leave);
		leave();
		return NO_COPY;
	};

	const look: CopyWatch['look'] = async (areaId) => {
		const here = [...readers].filter(({ actor }) => actor.areaId === areaId);
		if (here.length === 0) return;
		await lookout.withArea(areaId, async (tx) => {
			const copies = await readCopiesOfPeople(tx, [...new Set(here.map(({ actor }) => actor.personId))]);
			for (const caseId of new Set(here.map((one) => one.caseId))) {
				const those = here.filter((one) => one.caseId === caseId);
				const closed = await closedPeople(tx, caseId, [...new Set(those.map(({ actor }) => actor.personId))]);
				for (const reader of those) {
					const copy = copies.find(({ id }) => id === reader.id);
					if (!copy || closed.has(reader.actor.personId) || !mayReadCopy(copy.access, today())) reader.end();
					else reader.until = copy.access.until;
				}
			}
		});
	};

	return { begin, look };
}
