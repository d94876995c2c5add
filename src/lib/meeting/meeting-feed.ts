/** Folding the facts that arrive over the socket: in version order, never twice, and a hole is noticed. */
import { evolve, type Meeting, type Stamped } from './meeting.ts';

export type Taken = {
	readonly meeting: Meeting;
	/** the events that were new, in order */
	readonly fresh: readonly Stamped[];
	/** versions are missing between what is known and what came: ask again since `meeting.version` */
	readonly gap: boolean;
};

export const takeEvents = (meeting: Meeting, events: readonly Stamped[]): Taken => {
	let state = meeting;
	const fresh: Stamped[] = [];
	for (const stamped of [...events].sort((a, b) => a.version - b.version)) {
		if (stamped.version <= state.version) continue;
		if (stamped.version !== state.version + 1) return { meeting: state, fresh, gap: true };
		state = evolve(state, meeting.id, stamped);
		fresh.push(stamped);
	}
	return { meeting: state, fresh, gap: false };
};
