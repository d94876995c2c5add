/** What one invited person has to do about one meeting, in a word or two and with the place to do it. */
import type { Phase } from '../meeting/meeting.ts';

/** What is known before the statement is accepted (R2), and where this person stands. */
export type MyMeeting = {
	readonly id: string;
	/** opaque: case reference and meeting number */
	readonly reference: string;
	readonly level: number;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
	readonly venue: string;
	readonly phase: Phase;
	/** the current statement is accepted for this meeting */
	readonly accepted: boolean;
	readonly confirmed: boolean;
	/** the chair or the minute taker: they write the record */
	readonly keepsRecord: boolean;
	readonly isChair: boolean;
};
export type Chore = { readonly text: string; readonly href: string; readonly urgent: boolean };

/** The next thing to do; null when the minutes are being written by others and there is nothing to do but wait. */
export const choreOf = (meeting: MyMeeting): Chore | null => {
	const { id, phase } = meeting;
	const door = `/join/${id}`;
	if (phase === 'CANCELLED') return null;
	if (!meeting.accepted) return { text: 'Read and accept the statement', href: door, urgent: phase === 'LIVE' };
	if (!meeting.confirmed) return { text: 'Wait to be confirmed', href: door, urgent: phase === 'LIVE' };
	switch (phase) {
		case 'CONVENED':
		case 'LIVE':
			return { text: 'Join', href: `/meetings/${id}/room`, urgent: phase === 'LIVE' };
		case 'DRAFT':
			return meeting.keepsRecord ? { text: 'Finish the minutes', href: `/meetings/${id}/close`, urgent: true } : null;
		case 'WITH_CHAIR':
			if (meeting.isChair) return { text: 'Read and lock the minutes', href: `/meetings/${id}/minutes`, urgent: true };
			return meeting.keepsRecord ? { text: 'With the chair', href: `/meetings/${id}/minutes`, urgent: false } : null;
		case 'LOCKED':
			// Whoever did not keep the record finds their copy there, once it has gone out.
			return { text: 'Read the minutes', href: `/meetings/${id}/final`, urgent: false };
	}
};

export type MyMeetings = {
	readonly toCome: readonly MyMeeting[];
	readonly inWriting: readonly MyMeeting[];
	readonly toRead: readonly MyMeeting[];
};
/** To come and running, oldest first; then what is being written; then what is locked, newest first. */
export const sortMyMeetings = (meetings: readonly MyMeeting[]): MyMeetings => {
	const byStart = [...meetings].sort((a, b) => a.scheduledStart.localeCompare(b.scheduledStart));
	const inPhase = (...phases: readonly Phase[]) => byStart.filter((meeting) => phases.includes(meeting.phase));
	// Whoever was not confirmed while it ran cannot be any more: its minutes are not theirs.
	const attended = (meeting: MyMeeting) => meeting.confirmed;
	return {
		toCome: inPhase('CONVENED', 'LIVE'),
		inWriting: inPhase('DRAFT', 'WITH_CHAIR').filter(attended),
		toRead: inPhase('LOCKED').filter(attended).reverse()
	};
};
