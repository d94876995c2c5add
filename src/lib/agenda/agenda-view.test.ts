import { describe, expect, it } from 'vitest';
import { type Agenda, evolveAgenda, standingAgenda } from './agenda.ts';
import { agendaLines, agendaTotals, neighbourBefore } from './agenda-view.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 26, 10, minute)).toISOString();
const ms = (minute: number): number => Date.parse(at(minute));
const open = (agenda: Agenda, code: 'WELCOME' | 'CONFIDENTIALITY', minute: number): Agenda =>
	evolveAgenda(agenda, { type: 'item-opened', code }, at(minute));

describe('the agenda column', () => {
	it('ROOM-1 An item shows whole minutes used against planned, and says by how many it is over.', () => {
		// given a Level 2 review whose first item (2 minutes planned) ran from 10:00 to 10:06
		const agenda = open(open(standingAgenda('REVIEW', 2), 'WELCOME', 0), 'CONFIDENTIALITY', 6);
		// when it is 10:07
		const [welcome, confidentiality, status] = agendaLines(agenda, ms(7));
		// then
		expect(welcome).toMatchObject({ number: 1, status: 'RECORDED', usedMinutes: 6, plannedMinutes: 2, overMinutes: 4 });
		expect(confidentiality).toMatchObject({ number: 2, status: 'CURRENT', usedMinutes: 1, overMinutes: 0 });
		expect(status).toMatchObject({ number: 3, status: 'NOT_STARTED', usedMinutes: null, overMinutes: 0 });
	});

	it('ROOM-2 The time used is a share of the time planned and never more than the whole.', () => {
		const agenda = open(standingAgenda('REVIEW', 2), 'WELCOME', 0);
		expect(agendaTotals(agenda, ms(15))).toMatchObject({ usedMinutes: 15, plannedMinutes: 60 });
		expect(agendaTotals(agenda, ms(500)).share).toBe(1);
	});

	it('ROOM-3 An item moves up or down by one place, and not beyond the ends.', () => {
		const agenda = standingAgenda('REVIEW', 2);
		expect(neighbourBefore(agenda, 'CONFIDENTIALITY', 'up')).toBe('WELCOME');
		expect(neighbourBefore(agenda, 'WELCOME', 'up')).toBeUndefined();
		expect(neighbourBefore(agenda, 'WELCOME', 'down')).toBe('STATUS');
		expect(neighbourBefore(agenda, 'LEVEL', 'down')).toBeNull();
		expect(neighbourBefore(agenda, 'SMB_FEEDBACK', 'down')).toBeUndefined();
	});
});
