import { describe, expect, it } from 'vitest';
import { hear, type OthersChange, type Pace, SILENT, sentenceFor, speak } from './others-changes.ts';

const change = (who: string, what: string): OthersChange => ({ who, what });
const wrote = (who: string, place: string, by = who): OthersChange => ({ who, what: '', kind: 'WRITING', place, by });
const heard = (changes: readonly OthersChange[], now = 0, from: Pace = SILENT): Pace =>
	changes.reduce((pace, one) => hear(pace, one, now), from);

describe('what others changed', () => {
	it('ROOM-7 Two changes are told in full, more are counted and named by agency, the same one only once.', () => {
		expect(sentenceFor([change('Housing', 'added A12'), change('Police', 'added A13')])).toBe(
			'Housing added A12. Police added A13.'
		);
		const same = heard([change('Police', 'added A13'), change('Police', 'added A13')]);
		expect(speak(same, 0, 'EVERY_CHANGE').sentence).toBe('Police added A13.');
		expect(
			sentenceFor([change('Housing', 'added A12'), change('Police', 'added A13'), change('Police', 'added A14')])
		).toBe('3 changes by Housing and Police.');
	});

	it('ROOM-7 What asks the listener for something is told in full, however much waits beside it.', () => {
		const removal: OthersChange = { ...change('Police', 'removed 264 characters'), kind: 'ASKS' };
		const others = [change('Housing', 'added A12'), change('Police', 'added A13'), change('Police', 'added A14')];
		expect(sentenceFor([...others.slice(0, 2), removal, ...others.slice(2)])).toBe(
			'Police removed 264 characters. 3 changes by Housing and Police.'
		);
		expect(sentenceFor([removal])).toBe('Police removed 264 characters.');
		expect(sentenceFor([])).toBe('');
	});

	it('ROOM-8 A sentence comes no sooner than the pace chosen after the one before, and what came between waits.', () => {
		for (const [choice, ms] of [
			['EVERY_CHANGE', 5_000],
			['SUMMARY_10', 10_000],
			['SUMMARY_30', 30_000],
			['SUMMARY_60', 60_000]
		] as const) {
			// given one change said at 100 s
			const first = speak(heard([change('Police', 'added A1')]), 100_000, choice);
			expect(first.sentence).toBe('Police added A1.');
			// when another comes a second later
			const early = speak(heard([change('Housing', 'added A2')], 101_000, first.pace), 101_000, choice);
			// then it waits until the time has passed
			expect(early.sentence).toBeNull();
			expect(speak(early.pace, 100_000 + ms - 1, choice).sentence).toBeNull();
			expect(speak(early.pace, 100_000 + ms, choice).sentence).toBe('Housing added A2.');
		}
	});

	it('ANNOUNCE-1 People come first, then the meeting, then changes, then who wrote where.', () => {
		expect(
			sentenceFor([
				wrote('Police', 'R2, contingency'),
				change('Housing', 'added A12'),
				{ ...change('The chair', 'opened item 6, Victims'), kind: 'MEETING' },
				{ ...change('Mallow Keystone', 'is connected'), kind: 'PERSON' }
			])
		).toBe(
			'Mallow Keystone is connected. The chair opened item 6, Victims. Housing added A12. Police wrote in R2, contingency.'
		);
	});

	it('ANNOUNCE-2 More than two who come at once are counted.', () => {
		const came = ['Ada', 'Sam', 'Kit'].map(
			(who): OthersChange => ({ who, what: 'is connected', many: 'are connected now', kind: 'PERSON' })
		);
		expect(sentenceFor(came)).toBe('3 people are connected now.');
		expect(sentenceFor(came.slice(1))).toBe('Sam is connected. Kit is connected.');
	});

	it('ANNOUNCE-2 Writers of one text are named up to two and counted beyond, and many places are counted.', () => {
		const [sam, ada] = [wrote('Police', 'item 3', 'sam'), wrote('Police', 'item 3', 'ada')];
		expect(sentenceFor([sam])).toBe('Police wrote in item 3.');
		expect(sentenceFor([sam, ada])).toBe('2 people wrote in item 3.');
		expect(sentenceFor([sam, wrote('Housing', 'item 3')])).toBe('Police and Housing wrote in item 3.');
		expect(sentenceFor([sam, ada, wrote('Housing', 'item 3')])).toBe('3 people wrote in item 3.');
		const places = ['R1, risk', 'R2, risk', 'R3, risk'];
		expect(sentenceFor(places.map((place) => wrote('Police', place)))).toBe('Police wrote in 3 places.');
		expect(sentenceFor([...places.map((place) => wrote('Police', place)), wrote('Housing', 'R1, risk')])).toBe(
			'2 people wrote in 3 places.'
		);
	});

	it('ANNOUNCE-3 Who goes on writing in one text is said once a minute, and a newer word on one topic replaces the older.', () => {
		const said = speak(heard([wrote('Police', 'R1, risk')]), 0, 'EVERY_CHANGE').pace;
		const again = heard([wrote('Police', 'R1, risk')], 30_000, said);
		expect(speak(again, 30_000, 'EVERY_CHANGE').sentence).toBeNull();
		const later = heard([wrote('Police', 'R1, risk')], 60_000, said);
		expect(speak(later, 60_000, 'EVERY_CHANGE').sentence).toBe('Police wrote in R1, risk.');
		const opened = (n: number): OthersChange => ({
			who: 'The chair',
			what: `opened item ${n}`,
			topic: 'item',
			kind: 'MEETING'
		});
		expect(speak(heard([opened(3), opened(4), opened(5)]), 0, 'EVERY_CHANGE').sentence).toBe(
			'The chair opened item 5.'
		);
	});

	it('ANNOUNCE-4 Only my agency leaves out what concerns others; nothing says nothing; neither is made up for later.', () => {
		const all = heard([
			change('Housing', 'added A12'),
			{ ...change('Police', 'changed the owner of A3'), mine: true },
			{ ...change('The chair', 'paused the meeting'), kind: 'MEETING' }
		]);
		expect(speak(all, 0, 'MY_AGENCY').sentence).toBe('The chair paused the meeting. Police changed the owner of A3.');
		const nothing = speak(all, 0, 'NOTHING');
		expect(nothing.sentence).toBeNull();
		expect(speak(nothing.pace, 60_000, 'EVERY_CHANGE').sentence).toBeNull();
	});

	it('ANNOUNCE-5 A flood is one sentence: what is beyond the limit is counted, what asks for something is never lost.', () => {
		// given a thousand different changes within a second, and one removal after them
		const flood = Array.from({ length: 1_000 }, (_, n) => change('Police', `added A${n}`));
		const pace = heard([...flood, { ...change('Housing', 'removed 300 characters'), kind: 'ASKS' }]);
		// then they are one short sentence, and nothing is left for the next
		const spoken = speak(pace, 1_000, 'SUMMARY_10');
		expect(spoken.sentence).toBe('Housing removed 300 characters. 100 changes by Police. And 900 more.');
		expect(speak(spoken.pace, 100_000, 'SUMMARY_10').sentence).toBeNull();
	});
});
