/**
 * Admission of one Yjs frame (R10, R14, promises Y1-Y20): read whole, then judged whole, and only then learnt. A frame
 * that is refused has changed nothing.
 */
import { MalformedBytes } from '#lib/live-text/byte-reader.ts';
import { type ClockRanges, normalised, union, without } from '#lib/live-text/clock-ranges.ts';
import {
	type CharacterId,
	readYjsUpdate,
	type Section,
	type Struct,
	type YjsUpdate
} from '#lib/live-text/yjs-update.ts';
import { CLOSE, type CloseCode, LIMIT } from '#lib/wire.ts';
import { type Addition, chainOf, fieldOf, type KnownText, knownClock, type Run, runAt } from './known-text.ts';
import type { Removed } from './removal-watch.ts';

/** Who sends, and what that person may do. */
export type Sender = {
	/**
	 * whether repeating what is known is harmless: for a writer only under the connection's own id and up to the clock it
	 * has itself come to; beyond that somebody else has written under it (Y2)
	 */
	readonly mayRepeat: (clientId: number, end: number) => boolean;
	/** whether this connection may write under the id: its own, or an earlier one of the same page */
	readonly owns: (clientId: number) => boolean;
	/** whether nobody has the id in this history of the document: written before it was begun anew (R16) */
	readonly isFormer?: (clientId: number) => boolean;
	readonly mayWrite: (field: string) => boolean;
};

export type Admitted = {
	readonly ok: true;
	readonly update: YjsUpdate;
	/** null: everything in it was known already, there is nothing to store */
	readonly addition: Addition | null;
	/** fields whose visible text changes: for attribution */
	readonly fields: readonly string[];
	/** visible characters of others that it removes */
	readonly removed: readonly Removed[];
};
export type NotAdmitted = {
	readonly ok: false;
	readonly code: CloseCode;
	readonly reason: string;
	/** true: the sender keeps reading and is told; false: no honest page sends this, or it must start over */
	readonly mayStay: boolean;
};

/** `R1.contingency`, `A9.text`, `SUMMARY.notes`: at least one dot, so that no name can be a property of an object. */
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}(\.[A-Za-z0-9][A-Za-z0-9_-]{0,39}){1,3}$/;
/** The editor stops at the limit; two people who reach it in the same second must not be thrown out for it. */
const FIELD_CEILING = LIMIT.fieldCharacters + 2000;

const no = (code: CloseCode, reason: string): NotAdmitted => ({ ok: false, code, reason, mayStay: false });
const notNow = (code: CloseCode, reason: string): NotAdmitted => ({ ok: false, code, reason, mayStay: true });

/** @param room bytes the document may still grow by */
export function admitFrame(
	bytes: Uint8Array,
	known: KnownText,
	sender: Sender,
	room: number = LIMIT.documentBytes
): Admitted | NotAdmitted {
	if (bytes.length > LIMIT.frameBytes) return no(CLOSE.tooLarge, 'frame too large');
	let update: YjsUpdate;
	try {
		update = readYjsUpdate(bytes, LIMIT.idsAtOnce);
	} catch (problem) {
		if (problem instanceof MalformedBytes) return no(CLOSE.malformed, problem.message);
		throw problem;
	}
	let units = 0;
	for (const { clock, end } of update.sections) units += end - clock;
	if (units > LIMIT.clockUnits) return no(CLOSE.tooLarge, 'too many characters in one frame');
	const judged = judge(update, known, sender, sender.owns);
	if (judged.ok && judged.addition !== null) {
		if (bytes.length > room) return notNow(CLOSE.tooLarge, 'document full');
		for (const [field, change] of judged.addition.growth)
			if (change > 0 && (known.lengths.get(field) ?? 0) + change > FIELD_CEILING)
				return notNow(CLOSE.tooLarge, 'field full');
	}
	return judged;
}

/**
 * The same for what was stored before: no rule about the sender, but it must still fit.
 * @param owns whose words it may remove without their being counted as others'; everybody's when absent
 * @throws when the log does not fit together
 */
export function readStored(update: YjsUpdate, known: KnownText, owns: Sender['owns'] = () => true): Admitted {
	const judged = judge(update, known, null, owns);
	if (!judged.ok) throw new Error(`the stored document does not fit together: ${judged.reason}`);
	return judged;
}

/** Structs of one client that are not known yet, and how many of them have found their field. */
type Arriving = { readonly section: Section; readonly structs: readonly Struct[]; readonly fields: string[] };

function judge(
	update: YjsUpdate,
	known: KnownText,
	sender: Sender | null,
	owns: Sender['owns']
): Admitted | NotAdmitted {
	const arriving = new Map<number, Arriving>();
	for (let n = 0; n < update.sections.length; n++) {
		const section = update.sections[n] as Section;
		if (sender !== null && !sender.owns(section.client))
			return sender.isFormer?.(section.client)
				? no(CLOSE.resync, 'from before the document was begun anew')
				: no(CLOSE.forbidden, 'a client id that is not yours');
		const clock = knownClock(known, section.client);
		if (section.end <= clock) {
			if (sender !== null && !sender.mayRepeat(section.client, section.end)) return no(CLOSE.resync, 'known already');
			continue;
		}
		if (section.clock !== clock) return no(CLOSE.resync, section.clock > clock ? 'a gap' : 'partly known');
		arriving.set(section.client, { section, structs: update.structs[n] as readonly Struct[], fields: [] });
	}
	const misplaced = findFields(arriving, known);
	if (misplaced !== null) return misplaced;
	if (sender !== null && isCrossed(arriving, known))
		return no(CLOSE.malformed, 'between neighbours the wrong way round');
	const deleted = freshDeletes(update, arriving, known);
	if ('code' in deleted) return deleted;
	return weigh(update, arriving, deleted, known, sender, owns);
}

/**
 * Gives every arriving struct its field, in an order in which each origin comes before what refers to it. A struct
 * whose origin never comes would wait in every reader's memory for ever: that is a gap.
 */
function findFields(arriving: ReadonlyMap<number, Arriving>, known: KnownText): NotAdmitted | null {
	const lookUp = (id: { client: number; clock: number }): string | undefined => {
		const own = arriving.get(id.client);
		if (own === undefined || id.clock < own.section.clock) return fieldOf(known, id.client, id.clock);
		return own.fields[structAt(own.structs, id.clock)];
	};
	for (let progress = true, left = arriving.size; left > 0; ) {
		if (!progress) return no(CLOSE.resync, 'refers to what is not known');
		progress = false;
		left = 0;
		for (const { structs, fields } of arriving.values()) {
			while (fields.length < structs.length) {
				const { origin, rightOrigin, field } = structs[fields.length] as Struct;
				const before = origin === null ? null : lookUp(origin);
				const after = rightOrigin === null ? null : lookUp(rightOrigin);
				if (before === undefined || after === undefined) break;
				const found = before ?? after ?? field;
				if (found === null || (after !== null && after !== found)) return no(CLOSE.malformed, 'between two fields');
				if (found === field && !FIELD_NAME.test(found)) return no(CLOSE.malformed, 'no such field name');
				fields.push(found);
				progress = true;
			}
			if (fields.length < structs.length) left++;
		}
	}
	return null;
}

/** Whether a struct was typed right behind the character its client wrote before. */
const isChained = ({ clock, origin }: Struct, client: number): boolean =>
	origin !== null && origin.client === client && origin.clock === clock - 1;

/**
 * Whether a struct wants to lie behind one character and before another that itself stands before the first: they are of
 * one chain. No editor says so, and each page would place it by how it happens to have split that chain before: pages
 * would end with different words.
 */
function isCrossed(arriving: ReadonlyMap<number, Arriving>, known: KnownText): boolean {
	const doubtful: Struct[] = [];
	for (const { structs } of arriving.values())
		for (const struct of structs) if (isBackwards(struct)) doubtful.push(struct);
	if (doubtful.length === 0) return false;
	const chains = new Map<number, readonly number[]>();
	for (const [client, { section, structs }] of arriving) {
		let first = chainOf(known, client, section.clock - 1);
		const ofEach = structs.map((struct) => {
			if (!isChained(struct, client)) first = struct.clock;
			return first;
		});
		chains.set(client, ofEach);
	}
	const beginOf = ({ client, clock }: CharacterId): number => {
		const own = arriving.get(client);
		if (own === undefined || clock < own.section.clock) return chainOf(known, client, clock);
		return chains.get(client)?.[structAt(own.structs, clock)] as number;
	};
	return doubtful.some(
		({ origin, rightOrigin }) => beginOf(origin as CharacterId) <= (rightOrigin as CharacterId).clock
	);
}

/** Both neighbours are of one client, and the right one is not the younger: so it is also where somebody types before what they wrote earlier. */
const isBackwards = ({ origin, rightOrigin }: Struct): boolean =>
	origin !== null && rightOrigin !== null && origin.client === rightOrigin.client && rightOrigin.clock <= origin.clock;

/** Index of the struct that holds `clock`; one past the end when there is none. */
function structAt(structs: readonly Struct[], clock: number): number {
	const last = structs.at(-1) as Struct;
	if (clock >= last.clock + last.length) return structs.length;
	let low = 0;
	let high = structs.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((structs[middle] as Struct).clock <= clock) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Most frames delete nothing. */
const NOTHING_DELETED: ReadonlyMap<number, ClockRanges> = new Map();

/** The clocks this frame deletes that were not deleted yet. A range beyond what is known would delete the future (Y4). */
function freshDeletes(
	update: YjsUpdate,
	arriving: ReadonlyMap<number, Arriving>,
	known: KnownText
): ReadonlyMap<number, ClockRanges> | NotAdmitted {
	if (update.deletes.length === 0) return NOTHING_DELETED;
	const asked = new Map<number, [number, number][]>();
	for (const { client, clock, length } of update.deletes) {
		const end = arriving.get(client)?.section.end ?? knownClock(known, client);
		if (clock + length > end) return no(CLOSE.resync, 'deletes what is not known');
		const own = asked.get(client);
		if (own) own.push([clock, clock + length]);
		else asked.set(client, [[clock, clock + length]]);
	}
	const fresh = new Map<number, ClockRanges>();
	for (const [client, pairs] of asked) {
		const ranges = without(normalised(pairs), known.clients.get(client)?.deleted ?? []);
		if (ranges.length > 0) fresh.set(client, ranges);
	}
	return fresh;
}

function weigh(
	update: YjsUpdate,
	arriving: ReadonlyMap<number, Arriving>,
	fresh: ReadonlyMap<number, ClockRanges>,
	known: KnownText,
	sender: Sender | null,
	owns: Sender['owns']
): Admitted | NotAdmitted {
	/** of each field whose visible text changes */
	const growth = new Map<string, number>();
	/** fields of characters that arrive deleted */
	const hidden: string[] = [];
	const runs = new Map<number, Run[]>();
	let unseen: Map<number, ClockRanges> | null = null;
	for (const [client, { structs, fields }] of arriving) {
		const ofClient: Run[] = [];
		const gone: [number, number][] = [];
		for (let n = 0; n < structs.length; n++) {
			const struct = structs[n] as Struct;
			const { clock, length } = struct;
			const field = fields[n] as string;
			ofClient.push({ clock, length, field, chained: isChained(struct, client) });
			if (struct.visible) {
				growth.set(field, (growth.get(field) ?? 0) + length);
				continue;
			}
			hidden.push(field);
			gone.push([clock, clock + length]);
		}
		runs.set(client, ofClient);
		if (gone.length === 0) continue;
		unseen ??= new Map();
		unseen.set(client, normalised(gone));
	}
	const removed: Removed[] = [];
	for (const [client, ranges] of fresh) {
		const isOwn = owns(client);
		const visible = without(ranges, unseen?.get(client) ?? []);
		for (const [field, characters] of lengthsByField(visible, client, arriving, known)) {
			growth.set(field, (growth.get(field) ?? 0) - characters);
			if (!isOwn) removed.push({ field, client, characters });
		}
	}
	if (sender !== null) {
		const isForeign = (field: string) => !sender.mayWrite(field);
		const fields = [...growth.keys()];
		if (fields.some(isForeign) || hidden.some(isForeign)) return notNow(CLOSE.forbidden, 'not a field of yours');
	}
	const deleted = unseen === null ? fresh : both(fresh, unseen);
	const addition = runs.size === 0 && deleted.size === 0 ? null : { runs, deleted, growth };
	return { ok: true, update, addition, fields: [...growth.keys()], removed };
}

/** The clocks of either, by client. */
function both(
	fresh: ReadonlyMap<number, ClockRanges>,
	unseen: ReadonlyMap<number, ClockRanges>
): ReadonlyMap<number, ClockRanges> {
	const all = new Map(fresh);
	for (const [client, ranges] of unseen) all.set(client, union(fresh.get(client) ?? [], ranges));
	return all;
}

function* lengthsByField(
	ranges: ClockRanges,
	client: number,
	arriving: ReadonlyMap<number, Arriving>,
	known: KnownText
): Generator<[field: string, length: number]> {
	const old = known.clients.get(client);
	const now = arriving.get(client);
	for (let i = 0; i < ranges.length; i += 2) {
		let at = ranges[i] as number;
		const to = ranges[i + 1] as number;
		while (at < to) {
			let end: number;
			let field: string | undefined;
			if (old !== undefined && at < old.clock) {
				const run = runAt(old.starts, at);
				end = Math.min(old.starts[run + 1] ?? old.clock, to);
				field = old.fields[run];
			} else {
				const { structs, fields } = now as Arriving;
				const n = structAt(structs, at);
				const struct = structs[n] as Struct;
				end = Math.min(struct.clock + struct.length, to);
				field = fields[n];
			}
			yield [field as string, end - at];
			at = end;
		}
	}
}
