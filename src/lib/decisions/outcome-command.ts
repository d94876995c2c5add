/** What a professionals meeting comes to: the case stays with the lead agency, or somebody refers it (domain.md 2.2). */
import { z } from 'zod';
import { longText, oneOf, REASON_MAX } from '../input.ts';
import { command } from '../meeting/command.ts';
import { done } from '../result.ts';
import { MEETING_OUTCOMES } from './decisions.ts';
import { changedMeanwhile, edition } from './decisions-commands.ts';

/** Recorded by the chair; a referral is then made by whoever may refer, with what stands here already in it. */
export const recordOutcome = command({
	name: 'record-outcome',
	schema: z.strictObject({
		edition: edition(),
		outcome: oneOf(MEETING_OUTCOMES, 'what comes of the meeting'),
		reasons: longText('why', REASON_MAX)
	}),
	decide: (meeting, { edition: read, ...fields }, { present }) => {
		const before = meeting.decisions.outcome;
		if ((before?.edition ?? 0) !== (read ?? 0)) return changedMeanwhile();
		const isSame = before?.outcome === fields.outcome && before.reasons === fields.reasons;
		return done(isSame ? [] : [{ type: 'outcome-recorded', fields, present }]);
	}
});
