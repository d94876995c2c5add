/** What the screen on the wall says, and how the chair and the minute taker are told about it. */
import { londonTime } from '../time.ts';
import type { WallItem, WallView } from '../wire.ts';

/** The large line when no item is open. */
export const stageWords = ({ stage, startsAt, pausedSince }: WallView): string => {
	switch (stage) {
		case 'BEFORE':
			return `The meeting starts at ${londonTime(startsAt)}`;
		case 'BREAK':
			return pausedSince ? `Break since ${londonTime(pausedSince)}` : 'Break';
		case 'RUNNING':
			return 'The meeting is running';
		case 'OVER':
			return 'The meeting has ended';
	}
};

export const itemPlace = ({ number, of }: WallItem): string => `Item ${number} of ${of}`;

/** "7 of 9 minutes" */
export const minutesWords = (used: number, planned: number): string =>
	planned === 1 ? `${used} of 1 minute` : `${used} of ${planned} minutes`;
export const overWords = (over: number): string => (over === 1 ? '1 minute over' : `${over} minutes over`);

/** @param since epoch ms of the last answer */
export const lostWords = (since: number): string =>
	`No connection since ${londonTime(new Date(since).toISOString())}. What stands here may be out of date.`;

export const WALL_TEXTS = {
	title: 'Room screen',
	waiting: 'Waiting to speak',
	nobody: 'Nobody',
	whole: 'Whole meeting',
	closed: 'This room screen was closed',
	closedHint: 'Ask the chair or the minute taker for a new link.'
} as const;
