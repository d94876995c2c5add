/** What the accuracy check still leaves open before the lock (V31, V32). */
import { isCheckOpen, notAnswered, undecided } from '../corrections/accuracy-check.ts';
import { askedToCheck } from '../corrections/asked-to-check.ts';
import { longDate } from '../time.ts';
import { type Finder, found } from './gate.ts';

/** V31. What a proposal is about is told by no gate: it may be about a note that is not for everybody. */
export const correctionsUndecided: Finder = ({ meeting }) =>
	undecided(meeting.accuracy).map(({ number }) =>
		found(
			`V31:C${number}`,
			'WELCOME',
			`Decide on proposed correction C${number}`,
			`/meetings/${meeting.id}/corrections#C${number}`
		)
	);

/** V32. Nothing to warn of once everybody asked has said something, or where nobody says what time it is. */
export const correctionsMayCome: Finder = ({ meeting, now }) => {
	const { accuracy } = meeting;
	if (now === null || accuracy.opened === null || !isCheckOpen(accuracy, now)) return [];
	const waiting = notAnswered(accuracy, askedToCheck(meeting)).length;
	const people = waiting === 1 ? 'one person has' : `${waiting} people have`;
	return waiting === 0
		? []
		: [
				found(
					'V32',
					'WELCOME',
					`Corrections may be proposed until ${longDate(accuracy.opened.until)}, and ${people} not answered yet`,
					`/meetings/${meeting.id}/corrections`
				)
			];
};
