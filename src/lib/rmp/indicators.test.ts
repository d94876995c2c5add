import { describe, expect, it } from 'vitest';
import { CASE, fold, given, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { adoptedIndicators, indicatorLines, indicatorsOf, MOST_LINES, unmarkedIndicators } from './indicators.ts';

const WORDS = {
	'R1.positiveIndicators': '- Six handovers at the centre (log; manager)\n- No alerts for 8 weeks',
	'R1.negativeIndicators': 'Asks for the address; missed session'
};
const withIndicators = (words: Readonly<Record<string, string>>): readonly MeetingEvent[] =>
	REVIEW.map((event) =>
		event.type === 'plan-carried-over' ? { ...event, indicators: adoptedIndicators(event.risks, words) } : event
	);
const REVIEWED = withIndicators(WORDS);
const mark = {
	key: 'R1',
	side: 'positive',
	line: '1',
	mark: 'SEEN',
	source: 'Centre log',
	on: '2026-12-10',
	edition: '0'
};
const marked = (over: Partial<Extract<MeetingEvent, { type: 'indicator-marked' }>> = {}): MeetingEvent => ({
	type: 'indicator-marked',
	...{ key: 'R1', side: 'positive', line: 1, mark: 'SEEN', source: 'Centre log', on: '2026-12-10' },
	...over
});

describe('indicators of the last plan', () => {
	it('PLAN-1 each line is one indicator, and so is each part between semicolons outside brackets', () => {
		expect(indicatorLines(WORDS['R1.positiveIndicators'])).toEqual([
			'Six handovers at the centre (log; manager)',
			'No alerts for 8 weeks'
		]);
		expect(indicatorLines('Asks for the address; missed session;\r\n\n  * Vague ) about ( weekends')).toEqual([
			'Asks for the address',
			'missed session',
			'Vague ) about ( weekends'
		]);
		expect(indicatorLines(' \n-  \n;;')).toEqual([]);
		expect(indicatorLines('')).toEqual([]);
	});

	it('PLAN-1 of very many the last line keeps the rest, so that none is lost', () => {
		const many = indicatorLines(Array.from({ length: 100 }, (_, n) => `sign ${n}`).join('\n'));
		expect(many).toHaveLength(MOST_LINES);
		expect(many.at(-1)).toMatch(/^sign 59; sign 60; .*; sign 99$/);
	});

	it('PLAN-2 the lines are those of the plan as adopted, whatever is written in this meeting', () => {
		const { rmp } = fold(REVIEWED);
		expect(indicatorsOf(rmp, 'R1').map(({ name, text }) => [name, text])).toEqual([
			['R1.positive.1', 'Six handovers at the centre (log; manager)'],
			['R1.positive.2', 'No alerts for 8 weeks'],
			['R1.negative.1', 'Asks for the address'],
			['R1.negative.2', 'missed session']
		]);
		expect(indicatorsOf(rmp, 'R9')).toEqual([]);
		expect(indicatorsOf(rmp, 'constructor')).toEqual([]);
		expect(unmarkedIndicators(fold([...REVIEWED, marked()]).rmp).map(({ name }) => name)).toEqual([
			...['R1.positive.2', 'R1.negative.1', 'R1.negative.2']
		]);
	});

	it('PLAN-2 a plan handed on before its indicators were kept one by one has none to mark', () => {
		expect(fold(REVIEW).rmp.adopted).toBeNull();
		given(REVIEW).when('mark-indicator', mark).refused('missing');
	});

	it('PLAN-3 an indicator is marked seen, not seen or not known, with who says so and when', () => {
		given(REVIEWED).when('mark-indicator', mark, { as: 'social' }).gives([marked()]);
		given(REVIEWED)
			.when('mark-indicator', { ...mark, mark: 'NOT_KNOWN', source: '', on: '' })
			.gives([marked({ mark: 'NOT_KNOWN', source: '', on: null })]);
		for (const missing of ['SEEN', 'NOT_SEEN'].flatMap((kind) => [
			{ ...mark, mark: kind, source: ' ' },
			{ ...mark, mark: kind, on: '' },
			{ ...mark, mark: kind, on: '2027-02-01' }
		]))
			given(REVIEWED).when('mark-indicator', missing).refused('invalid');
		for (const nothing of [{ line: '3' }, { side: 'negative', line: '9' }, { key: 'R2' }])
			given(REVIEWED)
				.when('mark-indicator', { ...mark, ...nothing })
				.refused('missing');
		for (const bad of [{ side: 'maybe' }, { mark: 'PERHAPS' }, { line: '0' }, { line: '61' }, { key: 'A1' }])
			given(REVIEWED)
				.when('mark-indicator', { ...mark, ...bad })
				.refused('invalid');
		const removed: MeetingEvent = { type: 'risk-removed', key: 'R1', reason: 'Twice', by: 'chair' };
		given([...REVIEWED, removed])
			.when('mark-indicator', mark)
			.refused('changed-meanwhile');
		given([...REVIEWED, { type: 'meeting-ended' }])
			.when('mark-indicator', mark, { as: 'social' })
			.refused('forbidden');
	});

	it('PLAN-4 nobody writes over a mark they have not seen, and the same mark again is no event', () => {
		const once = [...REVIEWED, marked()];
		given(once)
			.when('mark-indicator', { ...mark, mark: 'NOT_SEEN' })
			.refused('changed-meanwhile');
		given(once)
			.when('mark-indicator', { ...mark, mark: 'NOT_SEEN', edition: '1' })
			.gives([marked({ mark: 'NOT_SEEN' })]);
		given(once)
			.when('mark-indicator', { ...mark, edition: '1' })
			.gives([]);
		expect(fold([...once, marked({ mark: 'NOT_SEEN' })]).rmp.marked['R1.positive.1']).toMatchObject({
			...{ mark: 'NOT_SEEN', edition: 2, by: 'chair' }
		});
	});
});

describe('victims of a row', () => {
	it('PLAN-5 a risk and an action name victims of the case by code, and nobody else', () => {
		given(REVIEW)
			.when('set-risk-values', { key: 'R1', to: { victims: ['V1'] } })
			.gives([{ type: 'risk-value-set', key: 'R1', from: { victims: [] }, to: { victims: ['V1'] } }]);
		given(REVIEW)
			.when('set-action-values', { number: 'A1', to: { victims: 'V1', controlType: 'EXTERNAL' } })
			.gives([
				{
					type: 'action-value-set',
					number: 'A1',
					from: { controlType: null, victims: [] },
					to: { controlType: 'EXTERNAL', victims: ['V1'] }
				}
			]);
		for (const code of ['V2', 'Jane Doe', 'constructor'])
			given(REVIEW)
				.when('set-risk-values', { key: 'R1', to: { victims: [code] } })
				.refused('invalid');
		expect(CASE.facts.victims.map((victim) => victim.code)).toEqual(['V1']);
		const set: MeetingEvent = { type: 'risk-value-set', key: 'R1', from: {}, to: { victims: ['V1'] } };
		given([...REVIEW, set])
			.when('set-risk-values', { key: 'R1', to: { victims: '' } })
			.gives([{ type: 'risk-value-set', key: 'R1', from: { victims: ['V1'] }, to: { victims: [] } }]);
	});

	it('PLAN-5 rows stored before victims were named have none', () => {
		const { rmp } = fold(REVIEW);
		expect(rmp.risks[0]).toMatchObject({ victims: [], trend: [] });
		expect(rmp.actions[0]).toMatchObject({ victims: [], controlType: null });
	});
});
