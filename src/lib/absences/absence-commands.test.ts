import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '../identity.ts';
import { type Absence, foldAbsence } from './absence.ts';
import {
	ABSENCE_LIFE,
	type AbsenceCommandName,
	type AbsencePlace,
	decideOnAbsence,
	mayRunOnAbsence
} from './absence-commands.ts';

const actor = (...roles: readonly Role[]): Actor => ({
	...{ personId: 'p', areaId: 'a', agencyId: 'g', name: 'x', agencyName: 'y', agencyCode: 'Z', roleTitle: 't', roles }
});
const NOBODY: AbsencePlace = { contact: [], chaired: false };
const AGENCY: AbsencePlace = { contact: ['SPOC'], chaired: false };
const base: Absence = foldAbsence([
	{
		...{ version: 1, at: '2026-12-23T15:00:00.000Z', by: 'p' },
		event: {
			...{ type: 'absence-opened', agencyName: 'Education', reference: 'X/1', level: 2, heldOn: '2026-12-17' },
			...{ lockedOn: '2026-12-23', shortNotice: false, finding: 'REFER_TO_SMB', findingNote: '', reasons: [] },
			...{ hasReport: false, inARow: 1, raise: [], actions: [] }
		}
	}
]);
const may = (
	name: AbsenceCommandName,
	who: { roles?: readonly Role[]; place?: AbsencePlace },
	absence: Partial<Absence> = {}
): string =>
	mayRunOnAbsence({ ...base, ...absence }, actor(...(who.roles ?? [])), who.place ?? NOBODY, name)?.kind ?? 'may';

describe('who may do what about an absence', () => {
	const UNIT = { roles: ['MAPPA_ADMINISTRATOR'] } as const;
	const CO_ORDINATOR = { roles: ['MAPPA_COORDINATOR'] } as const;

	it('ABSENCE-5 the unit sends the notice once; the agency answers it; nobody else does either', () => {
		expect(may('send-absence-notice', UNIT)).toBe('may');
		expect(may('send-absence-notice', { place: AGENCY })).toBe('forbidden');
		const withAgency = { state: 'WITH_AGENCY', noticeAt: '2026-12-24T10:00:00.000Z' } as const;
		expect(may('send-absence-notice', UNIT, withAgency)).toBe('not-now');
		expect(may('answer-absence-notice', { place: AGENCY }, withAgency)).toBe('may');
		expect(may('answer-absence-notice', {}, withAgency)).toBe('forbidden');
		expect(may('answer-absence-notice', { place: AGENCY })).toBe('not-now');
	});

	it('ABSENCE-5 a challenge is decided by the chair of the meeting or the co-ordinator, and raising is the co-ordinator’s', () => {
		const challenged = { state: 'CHALLENGED' } as const;
		expect(may('decide-challenge', { place: { contact: [], chaired: true } }, challenged)).toBe('may');
		expect(may('decide-challenge', CO_ORDINATOR, challenged)).toBe('may');
		expect(may('decide-challenge', UNIT, challenged)).toBe('forbidden');
		expect(may('raise-absence', CO_ORDINATOR)).toBe('may');
		expect(may('raise-absence', UNIT)).toBe('forbidden');
		expect(may('raise-absence', CO_ORDINATOR, { rung: 5, state: 'RAISED' })).toBe('not-now');
	});

	it('ABSENCE-5 nothing happens to a closed one', () => {
		for (const name of Object.keys(ABSENCE_LIFE) as AbsenceCommandName[])
			for (const who of [UNIT, CO_ORDINATOR, { place: AGENCY }])
				expect(may(name, who, { state: 'CLOSED' }), name).not.toBe('may');
	});

	it('ABSENCE-6 a notice goes to the contact, or says how they were told; the unit says for whom it writes', () => {
		const context = { actor: actor('MAPPA_ADMINISTRATOR'), place: NOBODY, isContact: (id: string) => id === 'spoc' };
		const head = { absenceId: 'x', version: 1 };
		expect(decideOnAbsence('send-absence-notice', base, { ...head, to: 'spoc', note: '' }, context)).toEqual({
			ok: true,
			value: { type: 'notice-sent', to: 'spoc', note: '' }
		});
		expect(decideOnAbsence('send-absence-notice', base, { ...head, to: null, note: '' }, context)).toMatchObject({
			problems: [{ field: 'to' }]
		});
		expect(decideOnAbsence('send-absence-notice', base, { ...head, to: 'other', note: 'x' }, context)).toMatchObject({
			problems: [{ field: 'to' }]
		});
		const answer = { ...head, answer: 'ACCEPTED', text: 'We will come', onBehalfOf: '' } as const;
		expect(decideOnAbsence('answer-absence-notice', base, answer, context)).toMatchObject({
			problems: [{ field: 'onBehalfOf' }]
		});
		const own = { ...context, actor: actor('AGENCY_REP'), place: AGENCY };
		expect(decideOnAbsence('answer-absence-notice', base, { ...answer, onBehalfOf: 'my chief' }, own)).toMatchObject({
			value: { answer: 'ACCEPTED', onBehalfOf: '' }
		});
	});
});
