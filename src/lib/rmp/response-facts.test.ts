import { describe, expect, it } from 'vitest';
import { fold, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { addedTo, proposedSentences, responseFacts } from './response-facts.ts';

const REVIEWED: readonly MeetingEvent[] = [
	...REVIEW.map((event) =>
		event.type === 'plan-carried-over'
			? { ...event, indicators: { R1: { positive: ['No zone alerts;'], negative: ['Asks for the address'] } } }
			: event
	),
	{ type: 'action-added', number: 'A8', riskKeys: ['R1'], sinceMeeting: 2 }
];
const OUTCOME: MeetingEvent = {
	type: 'action-outcome-recorded',
	number: 'A1',
	status: 'COMPLETED',
	evidence: 'Map v2\nin licence.',
	completedOn: '2026-12-01',
	by: 'social'
};
const MARKS: readonly MeetingEvent[] = [
	{
		type: 'indicator-marked',
		key: 'R1',
		side: 'positive',
		line: 1,
		mark: 'NOT_SEEN',
		source: 'Police log',
		on: '2026-12-16'
	},
	{ type: 'indicator-marked', key: 'R1', side: 'negative', line: 1, mark: 'NOT_KNOWN', source: '', on: null }
];
const TEXTS = { 'A1.text': 'Agree the zone map.', 'R1.responseSoFar': ' No attempt since 2023 ' };
const factsOf = (...events: readonly MeetingEvent[]) =>
	responseFacts(fold([...REVIEWED, ...events]).rmp, 'R1', 2, TEXTS);

describe('the response so far', () => {
	it('PLAN-10 opens from the actions that were there before and the indicators of the last plan', () => {
		const facts = factsOf();
		expect(facts.actions.map(({ number, outcome }) => [number, outcome])).toEqual([['A1', null]]);
		expect(facts.indicators.map(({ name, marked }) => [name, marked])).toEqual([
			['R1.positive.1', null],
			['R1.negative.1', null]
		]);
		expect(facts.lastTime).toBe('No attempt since 2023');
		expect(proposedSentences(facts, TEXTS, 'en')).toEqual([]);
	});

	it('PLAN-10 a wording is proposed from what is known, one sentence for each fact', () => {
		expect(proposedSentences(factsOf(OUTCOME, ...MARKS), TEXTS, 'en')).toEqual([
			'A1 (Agree the zone map): completed on Tuesday 1 December 2026: Map v2 in licence.',
			'Sign that it works, not seen up to Wednesday 16 December 2026: No zone alerts (source: Police log).',
			'Warning sign, not known: Asks for the address.'
		]);
	});

	it('WELSH-15 PLAN-10 of a Welsh record it is proposed in Welsh, whoever reads the page, round what was typed', () => {
		expect(proposedSentences(factsOf(OUTCOME, ...MARKS), TEXTS, 'cy')).toEqual([
			'A1 (Agree the zone map): wedi’i gwblhau ar ddydd Mawrth 1 Rhagfyr 2026: Map v2 in licence.',
			'Arwydd ei fod yn gweithio, heb ei weld hyd at ddydd Mercher 16 Rhagfyr 2026: No zone alerts (ffynhonnell: Police log).',
			'Arwydd rhybudd, ddim yn hysbys: Asks for the address.'
		]);
	});

	it('PLAN-11 taking the wording adds only what is not there, at the end, and replaces nothing', () => {
		const sentences = proposedSentences(factsOf(OUTCOME, ...MARKS), TEXTS, 'en');
		expect(addedTo('', sentences)).toBe(sentences.join('\n'));
		const kept = 'No attempt since 2023';
		const once = kept + addedTo(kept, sentences.slice(0, 1));
		expect(once).toBe(`${kept}\n${sentences[0]}`);
		expect(addedTo(once, sentences)).toBe(`\n${sentences[1]}\n${sentences[2]}`);
		expect(addedTo(once + addedTo(once, sentences), sentences)).toBe('');
	});
});
