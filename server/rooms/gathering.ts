/**
 * For a browser that asked for little data: what others write is gathered and leaves every few seconds as one update, without
 * anybody's cursor. What concerns its own words (saved, refused, sealed) leaves at once, as for everybody.
 */
import { LOW_DATA } from '#lib/wire.ts';
import type { Connection } from './connection.ts';
import { authorsMessage, type Frame } from './message.ts';
import type { Outbox, Room } from './room-state.ts';
import { addedSince, answerTo, type TextMark, textMark } from './stored-text.ts';

export type Gathering = {
	/** what it has had of the text */
	mark: TextMark;
	/** who wrote what up to this time it has been told (server time, ms) */
	authorsAt: number;
	timer: NodeJS.Timeout | null;
};

/** It has had everything as it stands now. */
const fromNow = (room: Room): Omit<Gathering, 'timer'> => ({
	mark: textMark(room.text),
	authorsAt: Math.max(0, ...[...room.authors.values()].map(({ at }) => at))
});

/** From now on gathered, or from now on at once: then what was held back comes first. */
export function setGathering(room: Room, of: Connection, on: boolean, tell: Tell): void {
	if (on === (of.gathering !== null)) return;
	if (on) of.gathering = { ...fromNow(room), timer: null };
	else {
		deliver(room, of, tell);
		of.gathering = null;
	}
}
type Tell = (room: Room, to: Connection, frame: Frame) => void;

/** What of all this a gathering browser gets at once; the rest is noted as owed to it. */
export function promptPart(room: Room, of: Connection, messages: Outbox['messages'], tell: Tell): readonly Frame[] {
	const { gathering } = of;
	if (gathering !== null && gathering.timer === null && messages.some((one) => !one.prompt && one.from !== of))
		gathering.timer = setTimeout(() => deliver(room, of, tell), LOW_DATA.everyMs).unref();
	return messages.filter(({ prompt }) => prompt === true).map(({ frame }) => frame);
}

/** A reader that was too slow has just had everything. */
export function hasHadAll(room: Room, { gathering }: Connection): void {
	if (gathering !== null) Object.assign(gathering, fromNow(room));
}

export function stopGathering({ gathering }: Connection): void {
	if (gathering?.timer) clearTimeout(gathering.timer);
}

function deliver(room: Room, of: Connection, tell: Tell): void {
	const { gathering } = of;
	if (gathering === null) return;
	stopGathering(of);
	gathering.timer = null;
	// Too slow as well: catching up sends everything (room-sending.ts).
	if (!of.outlet.open || of.outlet.stale !== null || room.gone) return;
	const { mark, authorsAt } = gathering;
	// Its own words it has.
	const own = room.text.clocks.get(of.clientId);
	const clocks = own === undefined ? mark.clocks : new Map(mark.clocks).set(of.clientId, own);
	tell(room, of, addedSince(room.text, { ...mark, clocks }) ?? answerTo(room.text, new Map()));
	const news = [...room.authors.values()].filter(({ at }) => at > authorsAt);
	if (news.length > 0) tell(room, of, authorsMessage(news));
	hasHadAll(room, of);
}
