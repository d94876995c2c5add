/** What became of a row since the last plan, as one line of words: for print, and for who listens. */

import { inAList } from '../welsh/in-a-list.ts';
import type { ComparedRow, PartChange } from './plan-version.ts';
import type { RiskStatus, RiskTrend } from './rmp.ts';
import { riskStatusWord } from './rmp-words.ts';

const quiet = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
const valueWords = ({ label, before, now }: PartChange): string =>
	`${quiet(label)} from ${before === '' ? 'nothing' : before} to ${now === '' ? 'nothing' : now}`;

/** "status from No change to Increased; response so far and contingency rewritten"; '' where nothing changed. */
export const changeWords = ({ change, parts }: ComparedRow): string => {
	if (change === 'added') return 'new';
	if (change !== 'changed') return '';
	const texts = parts.filter(({ kind }) => kind === 'text');
	const named = (some: readonly PartChange[], say: (labels: string) => string): readonly string[] =>
		some.length === 0 ? [] : [say(inAList(some.map(({ label }) => quiet(label))))];
	return [
		...parts.filter(({ kind }) => kind === 'value').map(valueWords),
		...named(
			texts.filter(({ before, now }) => before !== '' && now !== ''),
			(labels) => `${labels} rewritten`
		),
		...named(
			texts.filter(({ before }) => before === ''),
			(labels) => `${labels} written`
		),
		...named(
			texts.filter(({ now }) => now === ''),
			(labels) => `${labels} taken out`
		)
	].join('; ');
};

/** "New at meeting 1, Increased at meeting 2, now Reduced": how a risk has gone; '' for one that is new. */
export const trendWords = (
	trend: readonly RiskTrend[],
	sinceMeeting: number,
	now: { readonly status: RiskStatus; readonly reviewed: boolean }
): string => {
	if (trend.length === 0) return '';
	const then = trend.map(({ seq, status }) => {
		const word = seq === sinceMeeting && status === 'OPEN' ? 'New' : riskStatusWord[status];
		return seq === 0 ? `${word} before this service` : `${word} at meeting ${seq}`;
	});
	return [...then, now.reviewed ? `now ${riskStatusWord[now.status]}` : 'not reviewed yet'].join(', ');
};
