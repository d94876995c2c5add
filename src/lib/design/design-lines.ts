/** What carries the room of /design: it comes up, or is lost, and leads nowhere. */
import type { RoomLines } from '../meeting/room-lines.svelte.ts';
import { NothingKept } from '../practice/nothing-kept.svelte.ts';
import { practiceDocument } from '../practice/practice-document.svelte.ts';
import { practiceLine } from '../practice/practice-line.ts';
import { NOTHING_RESTRICTED } from '../restricted/restricted-note.ts';
import {
	DESIGN_MEETING,
	DESIGN_MINUTES,
	DESIGN_NOW,
	DESIGN_PEOPLE,
	DESIGN_PLAN,
	type DesignState,
	designMeeting,
	designSeat
} from './design-data.ts';

const CONNECTED = 14;

export function designLines(state: DesignState): RoomLines {
	const { meeting } = designMeeting(state);
	const me = designSeat(state);
	const present = DESIGN_PEOPLE.slice(0, CONNECTED).map(({ personId, name, agencyCode }) => ({
		...{ personId, name, agency: agencyCode, item: meeting.agenda.current, connections: 1 }
	}));
	const answer = (event: string): unknown => {
		if (event === 'restricted') return { ok: true, ...NOTHING_RESTRICTED };
		if (event === 'meeting')
			return {
				ok: true,
				version: meeting.version,
				serverNow: DESIGN_NOW,
				events: [],
				present,
				atDoor: [DESIGN_PEOPLE[16]!.personId]
			};
		return { ok: false, code: 4503, kind: 'unavailable', message: 'This page only shows what the room looks like.' };
	};
	const user = { personId: me.personId, name: me.name, agency: me.agencyCode };
	return {
		facts: async () => () => {
			const { line, send } = practiceLine({ answer });
			// Lost as soon as it stood: the room says so by itself when it has been so for long enough.
			if (state === 'offline') setTimeout(() => send('disconnect', 'transport close'), 0);
			return line;
		},
		documents: async () => (path) => {
			const name = path.split('/')[1];
			const words = state === 'empty' ? {} : name === 'plan' ? DESIGN_PLAN : name === 'minutes' ? DESIGN_MINUTES : {};
			return practiceDocument(words, user, () => undefined).live;
		},
		kept: new NothingKept(DESIGN_MEETING, me.personId)
	};
}
