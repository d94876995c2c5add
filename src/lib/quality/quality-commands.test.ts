import { describe, expect, it } from 'vitest';
import { type AuditEvent, type AuditStep, foldAudit, isLicensed } from './quality-audit.ts';
import {
	AUDIT_LIFE,
	type AuditCommandName,
	type AuditPlace,
	decideOnAudit,
	mayRunOnAudit
} from './quality-commands.ts';
import { CRITERIA, NO_FORM, scoreField } from './quality-form.ts';

const AT = '2027-01-04T10:00:00.000Z';
const DRAWN: AuditEvent = {
	...{ type: 'audit-drawn', sampleId: 's', reference: 'NMS-2026-014/1', level: 2, heldOn: '2026-11-26' }
};
const GIVEN: AuditEvent = {
	...{ type: 'licence-given', auditorId: 'auditor' },
	...{ from: '2027-01-04T00:00:00.000Z', until: '2027-01-09T00:00:00.000Z' }
};
const READ: AuditEvent = { type: 'audit-statement-accepted', version: 1, language: 'en' };
const WHOLE = {
	...NO_FORM,
	...Object.fromEntries(CRITERIA.map((one) => [scoreField(one), '3'])),
	...{ strengths: 'Calm', improve: 'Start sooner', overall: '3' }
};
const audit = (...events: readonly AuditEvent[]) =>
	foldAudit([DRAWN, ...events].map((event, n): AuditStep => ({ version: n + 1, at: AT, by: 'somebody', event })));
const context = {
	limits: { today: '2027-01-04', most: 20 },
	isPossibleAuditor: (personId: string) => personId === 'auditor',
	statement: 1
};
const NOBODY: AuditPlace = { isCoordinator: false, isLicensed: false, chaired: false };
const PLACES = {
	'co-ordinator': { ...NOBODY, isCoordinator: true },
	auditor: { ...NOBODY, isLicensed: true },
	chair: { ...NOBODY, chaired: true }
};
const STATES = {
	WAITING: audit(),
	LICENSED: audit(GIVEN),
	BEGUN: audit(GIVEN, READ, { type: 'audit-form-saved', form: WHOLE }),
	SUBMITTED: audit(GIVEN, READ, { type: 'audit-form-submitted', form: WHOLE, correction: '' })
};

describe('the life of an audit', () => {
	it('QUALITY-1 each command is for one of the three, in its states alone', () => {
		for (const [name, row] of Object.entries(AUDIT_LIFE) as [AuditCommandName, (typeof AUDIT_LIFE)['save-audit']][])
			for (const [state, at] of Object.entries(STATES))
				for (const [who, place] of Object.entries(PLACES)) {
					const isOpen = (row.states as readonly string[]).includes(state) && (row.may as string) === who;
					expect(mayRunOnAudit(at, place, name) === null, `${name} by ${who} when ${state}`).toBe(isOpen);
				}
		expect(Object.entries(STATES).map(([state, at]) => [state, at.state])).toEqual(
			Object.keys(STATES).map((state) => [state, state])
		);
	});

	it('QUALITY-3 a licence runs from the beginning of its first day until the end of its last, to the millisecond', () => {
		const at = audit(GIVEN);
		expect(isLicensed(at, 'auditor', '2027-01-03T23:59:59.999Z')).toBe(false);
		expect(isLicensed(at, 'auditor', '2027-01-04T00:00:00.000Z')).toBe(true);
		expect(isLicensed(at, 'auditor', '2027-01-08T23:59:59.999Z')).toBe(true);
		expect(isLicensed(at, 'auditor', '2027-01-09T00:00:00.000Z')).toBe(false);
		expect(isLicensed(at, 'somebody else', AT)).toBe(false);
		expect(isLicensed(audit(GIVEN, { type: 'licence-withdrawn', reason: 'x' }), 'auditor', AT)).toBe(false);
	});

	it('QUALITY-3 a licence has real days, ends within the area’s number, and goes to a possible auditor alone', () => {
		const give = (over: object = {}) =>
			decideOnAudit(
				'give-licence',
				audit(),
				{ licenceEdition: 0, auditorId: 'auditor', from: '2027-01-04', until: '2027-01-08', ...over },
				context
			);
		expect(give()).toEqual({ ok: true, value: GIVEN });
		expect(give({ auditorId: 'chair' })).toMatchObject({ problems: [{ field: 'auditorId' }] });
		expect(give({ until: '2027-01-03' })).toMatchObject({ problems: [{ field: 'until' }] });
		expect(give({ from: '2027-01-06', until: '2027-01-05' })).toMatchObject({ problems: [{ field: 'until' }] });
		expect(give({ until: '2027-02-01' })).toMatchObject({ ok: true });
		expect(give({ until: '2027-02-02' })).toMatchObject({ problems: [{ field: 'until' }] });
		expect(give({ licenceEdition: 1 })).toMatchObject({ kind: 'changed-meanwhile' });
		const summer = decideOnAudit(
			'renew-licence',
			audit(GIVEN),
			{ licenceEdition: 1, until: '2027-03-30', reason: 'Ill' },
			{ ...context, limits: { today: '2027-03-29', most: 20 } }
		);
		expect(summer).toMatchObject({ value: { until: '2027-03-30T23:00:00.000Z' } });
	});

	it('QUALITY-4 nothing is saved before the statement is accepted, and a new version asks again', () => {
		const save = (at: ReturnType<typeof audit>, statement = 1) =>
			decideOnAudit('save-audit', at, { edition: 0, form: WHOLE }, { ...context, statement });
		expect(save(audit(GIVEN))).toMatchObject({ kind: 'not-ready' });
		expect(save(audit(GIVEN, READ))).toMatchObject({ ok: true });
		expect(save(audit(GIVEN, READ), 2)).toMatchObject({ kind: 'not-ready' });
		const accept = { version: 1, language: 'en', agreed: 'yes' } as const;
		expect(decideOnAudit('accept-audit-statement', audit(GIVEN), accept, { ...context, statement: 2 })).toMatchObject({
			kind: 'changed-meanwhile'
		});
		expect(decideOnAudit('accept-audit-statement', audit(GIVEN, READ), accept, context)).toEqual({
			...{ ok: true, value: null }
		});
	});

	it('QUALITY-3 whoever gets the licence after somebody begins with an empty form and their own statement', () => {
		const again: AuditEvent = { ...GIVEN, auditorId: 'another' } as AuditEvent;
		const left = { type: 'licence-withdrawn', reason: 'Left' } as const;
		const at = audit(GIVEN, READ, { type: 'audit-form-saved', form: WHOLE }, left, again);
		expect(at).toMatchObject({ state: 'LICENSED', saved: [], statement: 0, licence: { auditorId: 'another' } });
	});

	it('QUALITY-6 a form opened before another window saved is brought together with it, and what both changed is refused', () => {
		const saved = { ...WHOLE, improve: 'Theirs' };
		const at = audit(GIVEN, READ, { type: 'audit-form-saved', form: WHOLE }, { type: 'audit-form-saved', form: saved });
		const save = (form: typeof WHOLE) => decideOnAudit('save-audit', at, { edition: 1, form }, context);
		expect(save({ ...WHOLE, strengths: 'Mine' })).toMatchObject({
			value: { form: { strengths: 'Mine', improve: 'Theirs' } }
		});
		expect(save({ ...WHOLE, improve: 'Mine' })).toMatchObject({
			...{ kind: 'changed-meanwhile', problems: [{ field: 'version' }, { field: 'form.improve' }] }
		});
		expect(save(WHOLE)).toEqual({ ok: true, value: null });
	});

	it('QUALITY-7 what lacks something is not submitted, and a correction is another version', () => {
		const submit = (form: typeof WHOLE) =>
			decideOnAudit('submit-audit', audit(GIVEN, READ), { edition: 0, form }, context);
		expect(submit({ ...WHOLE, overall: '' })).toMatchObject({ problems: [{ field: 'form.overall' }] });
		expect(submit(WHOLE)).toMatchObject({ value: { type: 'audit-form-submitted', correction: '' } });
		const correction: AuditEvent = {
			...{ type: 'audit-form-submitted', form: { ...WHOLE, overall: '4' }, correction: 'Counted wrongly' }
		};
		const at = audit(GIVEN, READ, { type: 'audit-form-submitted', form: WHOLE, correction: '' }, correction);
		expect(at.submitted.map(({ form, correction: why }) => [form.overall, why])).toEqual([
			...[['3', ''] as const, ['4', 'Counted wrongly'] as const]
		]);
	});
});
