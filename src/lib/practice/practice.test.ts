import { describe, expect, it } from 'vitest';
import { done } from '../result.ts';
import {
	PERSON_OF_PART,
	PRACTICE_PARTS,
	PRACTICE_PEOPLE,
	type PracticePerson,
	practiceActor
} from './practice-cast.ts';
import { runInPractice } from './practice-run.ts';
import { deedsNow } from './practice-script.ts';
import { PRACTICE_TEXTS, type PracticeState, practiceOpening } from './practice-story.ts';
import { doneTasks, tasksOf } from './practice-tasks.ts';

const NOW = '2026-12-17T10:15:00.000Z';
const opening = practiceOpening(NOW);
const run = (state: PracticeState, who: PracticePerson, command: string, input: unknown = {}) =>
	runInPractice(state, {
		...{ actor: practiceActor(who), command, input, now: NOW, newId: () => 'new-id' },
		present: [PRACTICE_PEOPLE.chair.personId]
	});
/** The state after these, and what happened since the room opened. */
const play = (...steps: readonly (readonly [PracticePerson, string, unknown?])[]) => {
	let state = opening;
	for (const [who, command, input] of steps) {
		const ran = run(state, who, command, input);
		expect(ran).toMatchObject({ ok: true });
		if (ran.ok) state = ran.value.state;
	}
	return { state, events: state.log.slice(opening.log.length) };
};
const give = (number: string, who: PracticePerson) => ({
	number,
	to: { ownerId: PRACTICE_PEOPLE[who].personId, due: '2027-01-07' }
});

describe('the practice room', () => {
	it('PRACTICE-1 opens in the middle of a meeting: one risk with words, one person at the door, the others in', () => {
		const { meeting } = opening;
		expect(meeting).toMatchObject({ phase: 'LIVE', agenda: { current: 'RISK' } });
		expect(meeting.rmp.risks.map(({ key }) => key)).toEqual(['R1']);
		expect(PRACTICE_TEXTS.plan['R1.risk']).toContain('V1');
		const waiting = Object.values(meeting.attendance.seats).filter((seat) => !seat.confirmed);
		expect(waiting.map((seat) => seat.person.personId)).toEqual([PRACTICE_PEOPLE.housing.personId]);
	});

	it('PRACTICE-2 decides by the same schema, table and rules as the real room', () => {
		expect(run(opening, 'social', 'next-item')).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(run(opening, 'housing', 'raise-hand')).toMatchObject({ ok: false, kind: 'forbidden' });
		expect(run(opening, 'chair', 'add-action', { riskKeys: ['R9'] })).toMatchObject({ ok: false, kind: 'invalid' });
		const moved = run(opening, 'chair', 'next-item');
		expect(moved.ok && moved.value.state.meeting.agenda.current).toBe('RMP');
		expect(opening.meeting.agenda.current).toBe('RISK');
	});

	it.each(['lock-minutes', 'invite-person', 'send-return', 'note-removed-words', 'make-restricted-note', 'no-such'])(
		'PRACTICE-3 %s is no part of it, and changes nothing',
		(command) => {
			expect(run(opening, 'chair', command)).toMatchObject({
				ok: false,
				kind: 'missing',
				message: 'This is not part of the practice room. Nothing was changed'
			});
		}
	);

	it('PRACTICE-4 colleagues raise a hand and write in the plan once the chair is there, each once', () => {
		const before = deedsNow({ part: 'chair', state: opening, events: [] });
		expect(before).toEqual([]);
		const deeds = deedsNow({ part: 'chair', ...play(['chair', 'next-item']) });
		expect(deeds.map(({ id }) => id)).toEqual(['evidence', 'hand']);
		expect(new Set(deeds.map(({ id }) => id)).size).toBe(deeds.length);
	});

	it('PRACTICE-4 whoever is given an action with a day accepts it, and may by the same rules', () => {
		const given = play(
			['chair', 'next-item'],
			['chair', 'add-action', { riskKeys: ['R1'] }],
			['chair', 'set-action-values', give('A2', 'manager')]
		);
		const deed = deedsNow({ part: 'chair', ...given }).find(({ id }) => id === 'accept:A2:manager');
		expect(deed).toMatchObject({ who: 'manager', does: 'run', command: 'accept-action' });
		const ran = deed?.does === 'run' ? run(given.state, deed.who, deed.command, deed.input) : done(null);
		expect(ran).toMatchObject({ ok: true, value: { events: [{ event: { type: 'action-accepted', number: 'A2' } }] } });
	});

	it('PRACTICE-4 every deed of a whole play is one that its colleague may do', () => {
		for (const part of PRACTICE_PARTS) {
			const me = PERSON_OF_PART[part];
			let state = opening;
			const begun = new Set<string>();
			const act = (): void => {
				const events = state.log.slice(opening.log.length);
				const next = deedsNow({ part, state, events }).find(({ id }) => !begun.has(id));
				if (!next) return;
				begun.add(next.id);
				if (next.does === 'run') {
					const ran = run(state, next.who, next.command, next.input);
					expect(ran).toMatchObject({ ok: true });
					if (ran.ok) state = ran.value.state;
				}
				act();
			};
			const mine = part === 'attendee' ? ['raise-hand'] : ['next-item'];
			for (const command of mine) {
				const ran = run(state, me, command);
				if (ran.ok) state = ran.value.state;
				act();
			}
			expect(state.meeting.agenda.current).toBe('RMP');
			expect(begun.size).toBeGreaterThan(1);
		}
	});

	it('PRACTICE-5 what has been done is told from one’s own events and words, never from those of others', () => {
		const none = { part: 'chair', events: [], wrote: [], looked: [] } as const;
		expect([...doneTasks(none)]).toEqual([]);
		const { events } = play(
			['chair', 'confirm-attendee', { personId: PRACTICE_PEOPLE.housing.personId }],
			['chair', 'next-item'],
			['manager', 'raise-hand'],
			['chair', 'lower-hand', { personId: PRACTICE_PEOPLE.manager.personId }],
			['chair', 'add-action', { riskKeys: ['R1'] }],
			['chair', 'set-action-values', give('A2', 'social')]
		);
		expect([...doneTasks({ ...none, events })]).toEqual([
			'let-in',
			'next-item',
			'give-floor',
			'add-action',
			'owner-and-day'
		]);
		expect([...doneTasks({ ...none, part: 'attendee', events })]).toEqual([]);
		const looked = ['RISK', null] as const;
		const wrote = ['R1.positiveIndicators'];
		expect([...doneTasks({ ...none, part: 'attendee', wrote, looked })]).toEqual(['write-plan', 'look-round']);
	});

	it('PRACTICE-5 every part has five or six things to try, each with how, and what is said of it at the end', () => {
		for (const part of PRACTICE_PARTS) {
			const tasks = tasksOf(part);
			expect(tasks.length).toBeGreaterThanOrEqual(5);
			for (const { how, didIt } of tasks) expect([how, didIt].every((words) => /^[A-Z].+\.$/.test(words))).toBe(true);
		}
	});
});
