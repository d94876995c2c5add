import { describe, expect, it } from 'vitest';
import { fold, LIVE, PEOPLE } from '../../../tests/support/scenario.ts';
import { factPhrase } from '../meeting/fact-phrase.ts';
import type { MeetingEvent, Stamped } from '../meeting/meeting.ts';
import { placeOfWords, removedSentence, settledSentence } from './removed-words-words.ts';
import { writersOf } from './words-of-others.ts';

const REMOVED = {
	type: 'words-removed',
	id: 'w1',
	document: 'plan',
	field: 'R2.responseSoFar',
	personId: 'social',
	whose: ['manager', null, 'gone'],
	characters: 1412,
	from: 10,
	to: 12
} as const satisfies MeetingEvent;
const SOMEBODY = `${PEOPLE.social.name} (${PEOPLE.social.agencyName})`;
const WHAT = 'removed 1,412 characters that others wrote in R2, response so far';
const meetingAfter = (...events: readonly MeetingEvent[]) => {
	const meeting = fold([...LIVE, REMOVED, ...events]);
	const [removal] = meeting.removedWords;
	if (!removal) throw new Error('nothing was noted');
	return { meeting, removal };
};

describe('what is said of removed words', () => {
	it('WIPE-10 names the text in plain words', () => {
		expect([placeOfWords('R2.responseSoFar'), placeOfWords('RMP.notes')]).toEqual([
			'R2, response so far',
			'the notes on Risk Management Plan'
		]);
	});

	it('WIPE-10 says who removed how much where and when; to themselves, that it was they', () => {
		const { meeting, removal } = meetingAfter();
		expect(removedSentence(meeting, removal, 'chair')).toMatch(
			new RegExp(`^${SOMEBODY.replace(/[()]/g, '.')} ${WHAT}, \\d\\d:\\d\\d\\.$`)
		);
		expect(removedSentence(meeting, removal, 'social')).toMatch(/^You removed 1,412 /);
		expect(settledSentence(meeting, removal)).toBe('');
	});

	it('WIPE-10 says what became of it', () => {
		const said = (event: MeetingEvent) => {
			const { meeting, removal } = meetingAfter(event);
			return settledSentence(meeting, removal).replace(/\d\d:\d\d/, 'hh:mm');
		};
		const chair = `${PEOPLE.chair.name} (${PEOPLE.chair.agencyName}), hh:mm.`;
		expect(said({ type: 'words-put-back', id: 'w1', already: false, client: 7 })).toBe(`Put back by ${chair}`);
		expect(said({ type: 'words-put-back', id: 'w1', already: true, client: null })).toBe(
			'The words were there again, hh:mm.'
		);
		expect(said({ type: 'words-left-out', id: 'w1' })).toBe(`Left out by ${chair}`);
	});

	it('WIPE-10 is a phrase of the polite announcer, and so is putting back', () => {
		const { meeting } = meetingAfter();
		const phrase = (event: MeetingEvent) =>
			factPhrase({ version: 9, at: '', by: 'chair', event } as Stamped, meeting, {} as never);
		expect(phrase(REMOVED)).toEqual({ who: SOMEBODY, what: WHAT });
		expect(phrase({ type: 'words-put-back', id: 'w1', already: false, client: 7 })).toEqual({
			who: 'The chair',
			what: 'put words back in R2, response so far'
		});
		expect(phrase({ type: 'words-put-back', id: 'w1', already: true, client: null })).toBeNull();
	});

	it('WIPE-11 names whose words they are, by agency or by name, and who is not known as the previous meeting', () => {
		const { meeting, removal } = meetingAfter();
		expect(writersOf(meeting, removal)).toBe(`${PEOPLE.manager.agencyName} and the previous meeting`);
		expect(writersOf(meeting, removal, (person) => person.name)).toBe(
			`${PEOPLE.manager.name} and the previous meeting`
		);
	});
});
