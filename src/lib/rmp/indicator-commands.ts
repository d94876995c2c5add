/** What the meeting says of an indicator the last plan named: seen, not seen, not known, by whom and when. */
import { z } from 'zod';
import { maybeDate, oneOf, optionalText, REASON_MAX, riskKey, wholeNumber } from '../input.ts';
import { command } from '../meeting/command.ts';
import { done, type Problem, refuse } from '../result.ts';
import { londonDate } from '../time.ts';
import { INDICATOR_MARKS, INDICATOR_SIDES, indicatorsOf, MOST_LINES } from './indicators.ts';

const MOST_EDITIONS = 1_000_000;

export const markIndicator = command({
	name: 'mark-indicator',
	schema: z.strictObject({
		key: riskKey(),
		side: oneOf(INDICATOR_SIDES, 'a positive or a negative indicator'),
		line: wholeNumber('the indicator', 1, MOST_LINES),
		mark: oneOf(INDICATOR_MARKS, 'whether it was seen'),
		source: optionalText('who or what says so', REASON_MAX),
		on: maybeDate('the date'),
		edition: wholeNumber('which version you read', 0, MOST_EDITIONS)
	}),
	decide: ({ rmp }, { key, side, line, mark, source, on, edition }, { now }) => {
		const risk = rmp.risks.find((row) => row.key === key);
		const indicator = indicatorsOf(rmp, key).find((one) => one.side === side && one.line === line);
		if (!risk || !indicator) return refuse('missing', 'The last plan has no such indicator');
		if (risk.removed) return refuse('changed-meanwhile', 'That risk has been removed from the plan');
		const { marked } = indicator;
		// Nobody writes over what they have not seen.
		if ((marked?.edition ?? 0) !== edition)
			return refuse(
				'changed-meanwhile',
				'Somebody marked this indicator while you were writing. Both are shown: take what is right, then record again'
			);
		const problems: Problem[] = [];
		if (mark !== 'NOT_KNOWN' && source === '')
			problems.push({ field: 'source', message: 'Enter who or what says so, for example "centre log"' });
		if (mark !== 'NOT_KNOWN' && on === null) {
			const message = mark === 'SEEN' ? 'Enter when it was seen' : 'Enter up to which day it was not seen';
			problems.push({ field: 'on', message });
		}
		if (on !== null && on > londonDate(now))
			problems.push({ field: 'on', message: 'Enter a date that is not in the future' });
		if (problems.length > 0) return refuse('invalid', problems[0]?.message ?? 'Check the answers', problems);
		const isSame = marked?.mark === mark && marked.source === source && marked.on === on;
		return done(isSame ? [] : [{ type: 'indicator-marked', key, side, line, mark, source, on }]);
	}
});
