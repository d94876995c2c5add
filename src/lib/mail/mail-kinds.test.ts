import { describe, expect, it } from 'vitest';
import { CASE, convened, invited, PEOPLE, STARTED } from '../../../tests/support/scenario.ts';
import { foldMeeting, type MeetingEvent } from '../meeting/meeting.ts';
import { MAIL_KINDS, type MailFacts, mailText, mailWords } from './mail-kinds.ts';
import { isFinal, isPlainAddress, MAIL_PROBLEMS, mailState, waitAfter } from './mail-state.ts';
import { meetingMail } from './meeting-mail.ts';

const FACTS: MailFacts = { meeting: { scheduledStart: STARTED, plannedMinutes: 90, revision: 2, by: '2026-12-14' } };
const ORIGIN = 'https://mappa.example';

describe('the words of a message', () => {
	it('MAIL-1 X5 each kind says something, in the marking’s words, and most say where to read more', () => {
		for (const kind of MAIL_KINDS) {
			const words = mailWords(kind, FACTS, 'm-1');
			expect(words.subject, kind).toMatch(/^OFFICIAL-SENSITIVE: [A-Z][\w ]+$/);
			expect(words.lines.join(' ').length, kind).toBeGreaterThan(40);
			const text = mailText(words, ORIGIN);
			if (words.path !== null) expect(text, kind).toContain(`\n${ORIGIN}${words.path}\n`);
			expect(
				text.split('\n').every((line) => line.length < 200),
				kind
			).toBe(true);
			expect(mailText(mailWords(kind, FACTS, 'm-1'), ORIGIN)).toBe(text);
		}
	});

	it('MAIL-1 no kind can carry a name, a reference, a category or a place: it is made from a date, a length and an id', () => {
		const secret = [CASE.subject.name, CASE.ref, 'Room 1', 'Category', PEOPLE.chair.name, 'probation'];
		for (const kind of MAIL_KINDS)
			for (const facts of [FACTS, {}, { path: '/referrals/1' }] as MailFacts[]) {
				const words = mailWords(kind, facts, 'm-1');
				const said = `${words.subject}\n${mailText(words, ORIGIN)}`.toLowerCase();
				for (const word of secret) expect(said, `${kind}: ${word}`).not.toContain(word.toLowerCase());
			}
		expect(mailText(mailWords('invited', FACTS, 'm-1'), ORIGIN)).toContain(
			'You are invited to a MAPP meeting: Thursday 17 December 2026 at 10:00, 1 hour 30 minutes.'
		);
		expect(mailText(mailWords('return-reminder', FACTS, 'm-1'), ORIGIN)).toContain(
			'is due by Monday 14 December 2026.'
		);
	});

	it('MAIL-1 only what changes a calendar brings an entry for it, and only with a meeting', () => {
		const changes = MAIL_KINDS.map((kind) => [kind, mailWords(kind, FACTS, 'm-1').calendar]);
		expect(changes.filter(([, change]) => change === 'publish').map(([kind]) => kind)).toEqual([
			'invited',
			'rescheduled'
		]);
		expect(changes.filter(([, change]) => change === 'cancel').map(([kind]) => kind)).toEqual([
			...['cancelled', 'removed', 'represented']
		]);
		expect(mailWords('invited', {}, 'm-1').calendar).toBeNull();
	});
});

describe('who is told', () => {
	const base: readonly MeetingEvent[] = [convened(), invited('chair'), invited('manager'), invited('social')];
	const named: MeetingEvent = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy };
	const removed: MeetingEvent = { type: 'attendee-removed', personId: 'manager', reason: 'Wrong person' };
	const told = (before: readonly MeetingEvent[], ...now: readonly MeetingEvent[]) => {
		const log = [...before, ...now].map((event, index) => ({
			version: index + 1,
			at: STARTED,
			by: 'coordinator',
			event
		}));
		const mails = meetingMail(
			foldMeeting('m', log.slice(0, before.length)),
			foldMeeting('m', log)!,
			log.slice(before.length),
			['fern']
		);
		return mails.map(({ personId, kind }) => `${kind} ${personId}`);
	};

	it('MAIL-3 invited, removed, represented and refused: each is told their own', () => {
		expect(told([], ...base)).toEqual(['invited chair', 'invited manager', 'invited social']);
		expect(told(base, removed)).toEqual(['removed manager']);
		expect(told(base, named)).toEqual(['invited deputy', 'represented social']);
		const waits: MeetingEvent = { ...named, type: 'substitute-nominated' };
		expect(told(base, waits)).toEqual(['substitute-to-approve fern']);
		expect(told([...base, waits], { type: 'substitute-refused', personId: 'social', reason: 'x' })).toEqual([
			'substitute-refused social'
		]);
		expect(told(base, { type: 'invitation-answered', personId: 'social', response: 'ACCEPTED' })).toEqual([]);
	});

	it('MAIL-3 a moved or cancelled meeting is told to whoever is still expected', () => {
		const before = [...base, named, removed];
		const moved: MeetingEvent = {
			...{ type: 'meeting-rescheduled', scheduledStart: STARTED, plannedMinutes: 60, venue: 'Room 2', reason: 'x' }
		};
		expect(told(before, moved)).toEqual(['rescheduled chair', 'rescheduled deputy']);
		expect(told(before, { type: 'meeting-cancelled', reason: 'x' })).toEqual(['cancelled chair', 'cancelled deputy']);
	});

	it('MAIL-3 whoever is let in again after being removed is invited again; everybody else who is confirmed hears nothing', () => {
		const back: MeetingEvent = { type: 'attendee-confirmed', personId: 'manager', by: 'chair' };
		expect(told([...base, removed], back)).toEqual(['invited manager']);
		expect(
			told(
				base.map((event) => event),
				{ ...back, personId: 'social' }
			)
		).toEqual([]);
	});
});

describe('the revision of a calendar entry', () => {
	it('MAIL-2 rises with what changes the entry and with nothing else', () => {
		const revision = (...events: readonly MeetingEvent[]) => {
			const log = [convened(), invited('chair'), invited('social'), ...events];
			return foldMeeting(
				'm',
				log.map((event, index) => ({ version: index + 1, at: STARTED, by: 'x', event }))
			)!.revision;
		};
		const moved: MeetingEvent = {
			...{ type: 'meeting-rescheduled', scheduledStart: STARTED, plannedMinutes: 60, venue: 'Room 2', reason: 'x' }
		};
		const gone: MeetingEvent = { type: 'attendee-removed', personId: 'social', reason: 'x' };
		const here: MeetingEvent = { type: 'attendee-confirmed', personId: 'social', by: 'chair' };
		expect(revision()).toBe(0);
		expect(revision({ type: 'invitation-answered', personId: 'social', response: 'ACCEPTED' }, here)).toBe(0);
		expect(revision(moved)).toBe(1);
		expect(revision(moved, moved, gone, here)).toBe(4);
		expect(revision(moved, { type: 'meeting-cancelled', reason: 'x' })).toBe(2);
	});
});

describe('how sending stands', () => {
	const row = { tries: 0, sentAt: null, byHandAt: null, gaveUpAt: null, usefulUntil: null };
	const now = new Date('2026-12-01T10:00:00Z');

	it('MAIL-5 later each time, then given up', () => {
		const waits = [1, 2, 3, 4, 5, 6, 7, 8].map(waitAfter);
		expect(waits[0]).toBe(60_000);
		for (const [n, wait] of waits.entries()) expect(wait).toBeGreaterThan(waits[n - 1] ?? 0);
		expect(waitAfter(9)).toBeNull();
		expect(MAIL_PROBLEMS.filter(isFinal)).toEqual(['no-address', 'bad-address', 'refused']);
	});

	it('MAIL-8 each message has one state, with a mail server and without', () => {
		expect(mailState(row, now, true)).toBe('waiting');
		expect(mailState(row, now, false)).toBe('to-pass-on');
		expect(mailState({ ...row, tries: 2 }, now, true)).toBe('trying');
		expect(mailState({ ...row, gaveUpAt: now }, now, true)).toBe('failed');
		expect(mailState({ ...row, sentAt: now, gaveUpAt: now }, now, false)).toBe('sent');
		expect(mailState({ ...row, byHandAt: now }, now, true)).toBe('by-hand');
		expect(mailState({ ...row, usefulUntil: now }, now, false)).toBe('too-late');
		expect(mailState({ ...row, sentAt: now, usefulUntil: now }, now, false)).toBe('sent');
	});

	it.each([
		'a@b.example\r\nBcc: c@d.example',
		'a@b.example\nx',
		'a@b.example, c@d.example',
		'"a"@b.example',
		'<a@b.example>',
		'A <a@b.example>',
		'a b@c.example',
		'a@@b.example',
		'a@b@c.example',
		'a\u0000@b.example',
		'a\u2028@b.example',
		'a\u200b@b.example',
		'a@b.exämple',
		'@b.example',
		'a@',
		`${'x'.repeat(250)}@b.example`,
		''
	])('MAIL-6 %j is no plain address', (address) => {
		expect(isPlainAddress(address)).toBe(false);
	});

	it('MAIL-6 plain addresses are', () => {
		for (const one of ['a@b.example', "o'neil+mapp@police.example", 'x_y-z.1@a-b.c.example', 'root@localhost'])
			expect(isPlainAddress(one), one).toBe(true);
	});
});
