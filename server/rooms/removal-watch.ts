/**
 * Notices when somebody removes much that others wrote. Costs nothing while nobody does: frames tell what they remove of
 * others when they are judged, and only that is gathered, by person and field.
 */
import { without } from '#lib/live-text/clock-ranges.ts';
import type { KnownText } from './known-text.ts';
import { isAlarm, REMOVAL } from './removal-rule.ts';
import type { Room } from './room-state.ts';

/** Characters that one frame removes of one client in one field. */
export type Removed = { readonly field: string; readonly client: number; readonly characters: number };

/** An alarm as a room sees it; told again, grown, while it goes on. */
export type RemovalSeen = {
	readonly areaId: string;
	readonly meetingId: string;
	readonly documentId: string;
	readonly personId: string;
	readonly field: string;
	/** characters by the client id they were written under */
	readonly characters: ReadonlyMap<number, number>;
	/** characters of others that the field held before */
	readonly held: number;
	/** numbers of the first and last update that removed some */
	readonly from: number;
	readonly to: number;
};

/** Times in ms, of the first and the last update in it. */
type Stretch = {
	readonly from: number;
	to: number;
	readonly since: number;
	at: number;
	/** characters of others that the field held before it */
	readonly held: number;
	readonly characters: Map<number, number>;
};
/** What one person removes in one field: seconds of the last ten, or one stretch that was an alarm and goes on. */
export type Removing = { recent: Stretch[]; alarm: Stretch | null };

const SAME_STRETCH_MS = 1000;
/** With so many remembered, those that have rested are forgotten. */
const REMEMBER = 200;
const total = ({ characters }: Stretch): number => [...characters.values()].reduce((sum, one) => sum + one, 0);

/**
 * Counts what a stored update removed of others.
 * @param at the database's time of it, ms
 * @param isOurs stored by this node: what others store is counted here and told there
 */
export function watchRemoval(
	room: Room,
	update: {
		readonly personId: string;
		readonly seq: number;
		readonly at: number;
		readonly removed: readonly Removed[];
	},
	isOurs: boolean
): void {
	const { personId, seq, at } = update;
	for (const field of new Set(update.removed.map((one) => one.field))) {
		const removed = update.removed.filter((one) => one.field === field);
		const removing = removingOf(room, `${personId} ${field}`, at);
		const stretch =
			removing.alarm ?? recentAt(removing, at) ?? begin(room, removing, { personId, field, seq, at, removed });
		stretch.to = seq;
		stretch.at = at;
		for (const { client, characters } of removed)
			stretch.characters.set(client, (stretch.characters.get(client) ?? 0) + characters);
		removing.alarm ??= alarmIn(removing);
		if (removing.alarm === null) continue;
		removing.recent = [];
		if (!isOurs) continue;
		const { areaId, meetingId, documentId } = room;
		const { from, to, characters, held } = removing.alarm;
		room.services.wordsRemoved({
			...{ areaId, meetingId, documentId, personId, field, held, from, to },
			characters: new Map(characters)
		});
	}
}

function removingOf({ removing }: Room, key: string, at: number): Removing {
	let of = removing.get(key);
	if (of === undefined) {
		if (removing.size >= REMEMBER) for (const [one, old] of removing) if (hasRested(old, at)) removing.delete(one);
		of = { recent: [], alarm: null };
		removing.set(key, of);
	}
	forgetOld(of, at);
	return of;
}

function hasRested(removing: Removing, at: number): boolean {
	forgetOld(removing, at);
	return removing.alarm === null && removing.recent.length === 0;
}

function forgetOld(removing: Removing, at: number): void {
	if (removing.alarm !== null && at - removing.alarm.at > REMOVAL.restsMs) removing.alarm = null;
	removing.recent = removing.recent.filter((stretch) => at - stretch.at <= REMOVAL.withinMs);
}

/** One for each second, so that ten seconds of it take the same room however many updates they are. */
function recentAt({ recent }: Removing, at: number): Stretch | null {
	const last = recent.at(-1);
	return last !== undefined && at - last.since < SAME_STRETCH_MS ? last : null;
}

type First = {
	readonly personId: string;
	readonly field: string;
	readonly seq: number;
	readonly at: number;
	readonly removed: readonly Removed[];
};

function begin({ known, owners }: Room, { recent }: Removing, { personId, field, seq, at, removed }: First): Stretch {
	const left = visibleIn(known, field, (client) => owners.get(client) !== personId);
	const held = left + removed.reduce((sum, { characters }) => sum + characters, 0);
	const stretch: Stretch = { from: seq, to: seq, since: at, at, held, characters: new Map() };
	recent.push(stretch);
	return stretch;
}

/** All that was gathered, when it is an alarm by now. */
function alarmIn({ recent }: Removing): Stretch | null {
	const [first, last] = [recent[0] as Stretch, recent.at(-1) as Stretch];
	const removed = recent.reduce((sum, one) => sum + total(one), 0);
	if (!isAlarm(removed, first.held)) return null;
	const characters = new Map<number, number>();
	for (const one of recent)
		for (const [client, count] of one.characters) characters.set(client, (characters.get(client) ?? 0) + count);
	return { ...first, to: last.to, at: last.at, characters };
}

/** Visible characters of these clients in a field. */
export function visibleIn(known: KnownText, field: string, counts: (client: number) => boolean): number {
	let sum = 0;
	for (const [client, { clock, starts, fields, deleted }] of known.clients) {
		if (!counts(client)) continue;
		const ranges = starts.flatMap((start, n) => (fields[n] === field ? [start, starts[n + 1] ?? clock] : []));
		const visible = without(ranges, deleted);
		for (let i = 0; i < visible.length; i += 2) sum += (visible[i + 1] as number) - (visible[i] as number);
	}
	return sum;
}
