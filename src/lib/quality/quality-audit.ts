/**
 * One locked meeting in a sample, looked at for its quality: who may view it and for how long, what they wrote, what its chair
 * answered. Step by step, never changed; another state of the form is another step (domain.md 4.5, 7, 8.2).
 */
import { never } from '../result.ts';
import { NO_FORM, type QualityForm } from './quality-form.ts';

export const AUDIT_STATES = ['WAITING', 'LICENSED', 'BEGUN', 'SUBMITTED'] as const;
export type AuditState = (typeof AUDIT_STATES)[number];

/** What an audit is about: nothing of the case beyond its reference. */
export type AuditDrawn = {
	readonly sampleId: string;
	/** NMS-2026-014/2 */
	readonly reference: string;
	readonly level: 2 | 3;
	/** YYYY-MM-DD */
	readonly heldOn: string;
};
/** May view one meeting from one moment until another (ISO UTC); `until` itself is too late. */
export type Licence = { readonly auditorId: string; readonly from: string; readonly until: string };

export type AuditEvent =
	| ({ readonly type: 'audit-drawn' } & AuditDrawn)
	| ({ readonly type: 'licence-given' } & Licence)
	| { readonly type: 'licence-renewed'; readonly until: string; readonly reason: string }
	| { readonly type: 'licence-withdrawn'; readonly reason: string }
	| { readonly type: 'audit-statement-accepted'; readonly version: number; readonly language: string }
	| { readonly type: 'audit-form-saved'; readonly form: QualityForm }
	| {
			readonly type: 'audit-form-submitted';
			readonly form: QualityForm;
			/** why it is submitted again; '' the first time */
			readonly correction: string;
	  }
	| { readonly type: 'audit-answered'; readonly text: string };

/** As stored: who, and when by the server's clock (ISO UTC). */
export type AuditStep = {
	readonly version: number;
	readonly at: string;
	readonly by: string;
	readonly event: AuditEvent;
};

export type SubmittedForm = {
	readonly form: QualityForm;
	readonly correction: string;
	readonly at: string;
	readonly by: string;
};
export type QualityAudit = {
	readonly version: number;
	readonly state: AuditState;
	readonly drawn: AuditDrawn;
	readonly licence: Licence | null;
	/** how often the licence was given, renewed or withdrawn: a form says which one it was read at */
	readonly licenceEdition: number;
	/** the statement that whoever holds the licence has accepted; 0 = none */
	readonly statement: number;
	/** states of the form of whoever holds the licence, oldest first; they say which one they began from by its number, from 1 */
	readonly saved: readonly QualityForm[];
	readonly savedAt: string | null;
	/** every version that was submitted, oldest first */
	readonly submitted: readonly SubmittedForm[];
	readonly answers: readonly { readonly text: string; readonly at: string; readonly by: string }[];
};

/** The form as it stands. */
export const formOf = ({ saved }: Pick<QualityAudit, 'saved'>): QualityForm => saved.at(-1) ?? NO_FORM;
/** The form as it stood at one of its editions; empty before the first. */
export const formAt = ({ saved }: Pick<QualityAudit, 'saved'>, edition: number): QualityForm =>
	saved[edition - 1] ?? NO_FORM;

/** Whether somebody may view the meeting at a moment (ISO UTC). */
export const isLicensed = ({ licence }: Pick<QualityAudit, 'licence'>, personId: string, now: string): boolean =>
	licence !== null && licence.auditorId === personId && licence.from <= now && now < licence.until;

const stateOf = ({ licence, saved, submitted }: Pick<QualityAudit, 'licence' | 'saved' | 'submitted'>): AuditState =>
	submitted.length > 0 ? 'SUBMITTED' : licence === null ? 'WAITING' : saved.length > 0 ? 'BEGUN' : 'LICENSED';

const evolveAudit = (
	was: QualityAudit,
	{ event, at, by }: AuditStep,
	licences: number
): Omit<QualityAudit, 'version' | 'state'> => {
	switch (event.type) {
		case 'audit-drawn':
			return was;
		case 'licence-given': {
			const { auditorId, from, until } = event;
			// Somebody else begins with an empty form and reads the statement for themselves.
			return {
				...was,
				licence: { auditorId, from, until },
				licenceEdition: licences,
				statement: 0,
				saved: [],
				savedAt: null
			};
		}
		case 'licence-renewed':
			return { ...was, licence: was.licence && { ...was.licence, until: event.until }, licenceEdition: licences };
		case 'licence-withdrawn':
			return { ...was, licence: null, licenceEdition: licences };
		case 'audit-statement-accepted':
			return { ...was, statement: event.version };
		case 'audit-form-saved':
			return { ...was, saved: [...was.saved, event.form], savedAt: at };
		case 'audit-form-submitted': {
			const { form, correction } = event;
			return {
				...was,
				saved: [...was.saved, form],
				savedAt: at,
				submitted: [...was.submitted, { form, correction, at, by }]
			};
		}
		case 'audit-answered':
			return { ...was, answers: [...was.answers, { text: event.text, at, by }] };
		default:
			return never(event);
	}
};

/** @throws when the log does not begin with its drawing: it was not stored by this service */
export const foldAudit = (steps: readonly AuditStep[]): QualityAudit => {
	const [first, ...later] = steps;
	if (first?.event.type !== 'audit-drawn') throw new Error('an audit begins with audit-drawn');
	const { type: _, ...drawn } = first.event;
	const begun: QualityAudit = {
		...{ version: first.version, state: 'WAITING', drawn, licence: null, licenceEdition: 0, statement: 0 },
		...{ saved: [], savedAt: null, submitted: [], answers: [] }
	};
	return later.reduce<QualityAudit>((was, step) => {
		const now = evolveAudit(was, step, was.licenceEdition + 1);
		return { ...now, version: step.version, state: stateOf(now) };
	}, begun);
};
