/** What may be done about one audited meeting, by whom and when: each step a command (domain.md 7, column Auditor). */
import { z } from 'zod';
import { isoDate, line, longText, personId, REASON_MAX, reason, wholeNumber } from '../input.ts';
import { done, type Refusal, type Result, refuse } from '../result.ts';
import { addDays, addWorkingDays, fromLondon, longDate } from '../time.ts';
import { type AuditEvent, type AuditState, formAt, formOf, type QualityAudit } from './quality-audit.ts';
import { mergeForm, QUALITY_FORM, type QualityForm, sameForm, submitProblems } from './quality-form.ts';

/** What somebody is to one audit. */
export type AuditPlace = {
	readonly isCoordinator: boolean;
	/** holds a licence to view that is in force now */
	readonly isLicensed: boolean;
	/** chaired the meeting, where the area lets chairs read and answer */
	readonly chaired: boolean;
};
type Who = 'co-ordinator' | 'auditor' | 'chair';
type Row = { readonly may: Who; readonly states: readonly AuditState[] };

/** Who may run each command, in which states: read by buttons, the server and the tests alike. */
export const AUDIT_LIFE = {
	'give-licence': { may: 'co-ordinator', states: ['WAITING'] },
	'renew-licence': { may: 'co-ordinator', states: ['LICENSED', 'BEGUN', 'SUBMITTED'] },
	'withdraw-licence': { may: 'co-ordinator', states: ['LICENSED', 'BEGUN', 'SUBMITTED'] },
	'accept-audit-statement': { may: 'auditor', states: ['LICENSED', 'BEGUN', 'SUBMITTED'] },
	'save-audit': { may: 'auditor', states: ['LICENSED', 'BEGUN'] },
	'submit-audit': { may: 'auditor', states: ['LICENSED', 'BEGUN'] },
	'correct-audit': { may: 'auditor', states: ['SUBMITTED'] },
	'answer-audit': { may: 'chair', states: ['SUBMITTED'] }
} as const satisfies Record<string, Row>;
export type AuditCommandName = keyof typeof AUDIT_LIFE;
export const isAuditCommandName = (name: string): name is AuditCommandName => Object.hasOwn(AUDIT_LIFE, name);

const licence = { licenceEdition: wholeNumber('which licence you read', 0, 1_000_000) };
const form = {
	/** number of the saved state that the form was filled from; 0 = none */
	edition: wholeNumber('which state you read', 0, 1_000_000),
	form: QUALITY_FORM
};
export const AUDIT_SCHEMAS = {
	'give-licence': z.strictObject({
		...licence,
		auditorId: personId('the auditor'),
		from: isoDate('the first day'),
		until: isoDate('the last day')
	}),
	'renew-licence': z.strictObject({ ...licence, until: isoDate('the last day'), reason: reason() }),
	'withdraw-licence': z.strictObject({ ...licence, reason: reason() }),
	'accept-audit-statement': z.strictObject({
		version: wholeNumber('the statement', 1, 1_000_000),
		language: line('the language', 8),
		agreed: z.literal('yes', { error: 'Tick the box to say that you have read the statement and will keep to it' })
	}),
	'save-audit': z.strictObject(form),
	'submit-audit': z.strictObject(form),
	'correct-audit': z.strictObject({ ...form, correction: reason('why it is corrected') }),
	'answer-audit': z.strictObject({ text: longText('what you answer', REASON_MAX) })
} as const satisfies Record<AuditCommandName, z.ZodType>;
export type AuditInputOf<Name extends AuditCommandName> = z.output<(typeof AUDIT_SCHEMAS)[Name]>;

const NAME: Record<Who, string> = {
	'co-ordinator': 'the co-ordinator',
	auditor: 'whoever holds the licence to view',
	chair: 'the chair of the meeting'
};
const isOne = (who: Who, { isCoordinator, isLicensed, chaired }: AuditPlace): boolean =>
	who === 'co-ordinator' ? isCoordinator : who === 'auditor' ? isLicensed : chaired;

/** Null when this person may run it now. */
export const mayRunOnAudit = (
	audit: Pick<QualityAudit, 'state' | 'licence'>,
	place: AuditPlace,
	name: AuditCommandName
): Refusal | null => {
	const { may, states }: Row = AUDIT_LIFE[name];
	if (!isOne(may, place)) return refuse('forbidden', `Only ${NAME[may]} can do this`);
	const lacksLicence = (name === 'renew-licence' || name === 'withdraw-licence') && audit.licence === null;
	return lacksLicence || !states.includes(audit.state)
		? refuse('not-now', 'This step is not open now. Read below what has happened')
		: null;
};

const at = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** The days a licence may run. @param most working days it may last at once */
export type LicenceLimits = { readonly today: string; readonly most: number };

/** From the beginning of one day to the end of another, London time. */
export const licenceTimes = (
	{ from, until }: { readonly from: string; readonly until: string },
	{ today, most }: LicenceLimits
): Result<{ readonly from: string; readonly until: string }> => {
	const [begins, ends] = [fromLondon(from, '00:00'), fromLondon(addDays(until, 1), '00:00')];
	const latest = addWorkingDays(from < today ? today : from, most);
	if (begins === null || ends === null) return at('until', 'Enter the last day as a real date');
	if (until < today || until < from) return at('until', 'Enter a last day that is still to come');
	if (until > latest) return at('until', `Enter ${longDate(latest)} or earlier: a licence can be renewed later`);
	return done({ from: begins, until: ends });
};

export type AuditContext = {
	readonly limits: LicenceLimits;
	/** may be given this licence: an auditor who had no part in the meeting and to whom its case is open */
	readonly isPossibleAuditor: (personId: string) => boolean;
	/** of the area's statement */
	readonly statement: number;
};
const CHANGED = refuse(
	'changed-meanwhile',
	'Somebody else has changed this licence meanwhile. Read below how it stands; nothing of yours was done.'
);
const TWO_WINDOWS =
	'This form was saved from another window too. Where the two differ, both answers are shown: choose, then send it again';

/** The form brought together with what was saved since it was opened. */
const merged = (audit: QualityAudit, edition: number, mine: QualityForm): Result<QualityForm> => {
	const { values, conflicts } = mergeForm(formAt(audit, edition), mine, formOf(audit));
	return conflicts.length === 0
		? done(values)
		: refuse('changed-meanwhile', TWO_WINDOWS, [
				{ field: 'version', message: TWO_WINDOWS },
				...conflicts.map((field) => ({ field: `form.${field}`, message: 'Look at both answers and choose one' }))
			]);
};
const problemsOf = (values: QualityForm): Refusal | null => {
	const problems = submitProblems(values).map((one) => ({ ...one, field: `form.${one.field}` }));
	const [first] = problems;
	return first
		? refuse('invalid', problems.length === 1 ? first.message : 'Check the answers marked below', problems)
		: null;
};

/** The step as an event, or why not; null = nothing changes. */
export const decideOnAudit = <Name extends AuditCommandName>(
	name: Name,
	audit: QualityAudit,
	typed: AuditInputOf<Name>,
	{ limits, isPossibleAuditor, statement }: AuditContext
): Result<AuditEvent | null> => {
	// Each name's schema makes that name's input; a switch over the name loses the pairing.
	const input = typed as AuditInputOf<AuditCommandName>;
	if ('licenceEdition' in input && input.licenceEdition !== audit.licenceEdition) return CHANGED;
	switch (name) {
		case 'give-licence': {
			const { auditorId, ...days } = input as AuditInputOf<'give-licence'>;
			if (!isPossibleAuditor(auditorId)) return at('auditorId', 'Choose an auditor who had no part in this meeting');
			const times = licenceTimes(days, limits);
			return times.ok ? done({ type: 'licence-given', auditorId, ...times.value }) : times;
		}
		case 'renew-licence': {
			const { until, reason: why } = input as AuditInputOf<'renew-licence'>;
			const times = licenceTimes({ from: limits.today, until }, limits);
			if (!times.ok) return times;
			return done({ type: 'licence-renewed', until: times.value.until, reason: why });
		}
		case 'withdraw-licence':
			return done({ type: 'licence-withdrawn', reason: (input as AuditInputOf<'withdraw-licence'>).reason });
		case 'accept-audit-statement': {
			const { version, language } = input as AuditInputOf<'accept-audit-statement'>;
			if (version !== statement)
				return refuse('changed-meanwhile', 'The statement has changed. Read it as it is now, then accept it');
			return done(audit.statement >= version ? null : { type: 'audit-statement-accepted', version, language });
		}
		case 'answer-audit':
			return done({ type: 'audit-answered', text: (input as AuditInputOf<'answer-audit'>).text });
		default: {
			if (audit.statement < statement)
				return refuse('not-ready', 'Accept the confidentiality and equality statement first');
			const { edition, form: mine } = input as AuditInputOf<'save-audit'>;
			const both = merged(audit, edition, mine);
			if (!both.ok) return both;
			if (name === 'save-audit')
				return done(sameForm(both.value, formOf(audit)) ? null : { type: 'audit-form-saved', form: both.value });
			const lacking = problemsOf(both.value);
			if (lacking) return lacking;
			const correction = name === 'correct-audit' ? (input as AuditInputOf<'correct-audit'>).correction : '';
			return done({ type: 'audit-form-submitted', form: both.value, correction });
		}
	}
};
