import { describe, expect, it } from 'vitest';
import { convened, fold, invited, PEOPLE } from '../../../tests/support/scenario.ts';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { AgencyType } from '../identity.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import type { Grade } from '../people/grades.ts';
import { answerCounts, answersOf } from './answers.ts';

const TYPES: Record<string, AgencyType> = {
	'agency-POL': 'POLICE',
	'agency-PRB': 'PROBATION',
	'agency-CSC': 'CHILDRENS_SERVICES',
	'agency-MPU': 'MAPPA_UNIT'
};
const EVERYBODY = [invited('chair'), invited('minuteTaker'), invited('manager'), invited('social')];
const said = (personId: string, response: 'ACCEPTED' | 'DECLINED' | 'TENTATIVE'): MeetingEvent => ({
	...{ type: 'invitation-answered', personId, response }
});
const answers = (events: readonly MeetingEvent[], grades: Record<string, Grade> = {}, level: 2 | 3 = 2) =>
	answersOf(fold([convened({ level }), ...EVERYBODY, ...events]), {
		config: DEFAULT_AREA_CONFIG,
		gradeOf: (personId) => grades[personId] ?? null,
		agencyType: (agencyId) => TYPES[agencyId] ?? null
	});
const agency = (found: ReturnType<typeof answers>, code: string) =>
	found.agencies.find(({ agencyId }) => agencyId === `agency-${code}`);
const named: MeetingEvent = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy };

describe('the answers as the unit looks at them', () => {
	it('INVITE-4 counts whoever is expected once, by their answer', () => {
		const events = [said('chair', 'ACCEPTED'), said('manager', 'DECLINED'), named, said('deputy', 'TENTATIVE')];
		expect(answers(events).counts).toEqual({ coming: 1, notComing: 1, unsure: 1, silent: 1 });
		const removed: MeetingEvent = { type: 'attendee-removed', personId: 'chair', reason: 'x' };
		expect(answers([...events, removed]).counts.coming).toBe(0);
		const nominated: MeetingEvent = { ...named, type: 'substitute-nominated' };
		expect(answers([nominated]).toApprove).toBe(1);
		expect(answerCounts(fold([convened(), ...EVERYBODY, nominated]))).toEqual({ coming: 0, silent: 4, toApprove: 1 });
		expect(answers([nominated, named]).toApprove).toBe(0);
	});

	it('INVITE-4 an agency is senior enough by whoever comes, not by whoever does not', () => {
		const grades = { social: 'MANAGER', deputy: 'SENIOR_MANAGER' } as const;
		expect(agency(answers([], grades), 'CSC')).toMatchObject({ needed: 'MANAGER', isMet: true });
		expect(agency(answers([], grades, 3), 'CSC')).toMatchObject({ needed: 'SENIOR_MANAGER', isMet: false });
		expect(agency(answers([named], grades, 3), 'CSC')?.isMet).toBe(true);
		expect(agency(answers([said('social', 'DECLINED')], grades), 'CSC')?.isMet).toBe(false);
		expect(agency(answers([]), 'CSC')?.isMet).toBeNull();
		expect(agency(answers([]), 'MPU')).toMatchObject({ needed: null, isMet: true });
	});

	it('INVITE-4 V06 says whether the chair has the grade that the level asks for', () => {
		expect(answers([], { chair: 'MANAGER' }).chair).toEqual({ needed: 'MANAGER', isMet: true });
		expect(answers([], { chair: 'MANAGER' }, 3).chair).toEqual({ needed: 'SENIOR_MANAGER', isMet: false });
		expect(answers([], {}, 3).chair.isMet).toBeNull();
	});
});
