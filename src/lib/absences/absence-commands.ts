/** What may be done about an absence, by whom and when: each step a command (domain.md 6.3, 7). */
import { z } from 'zod';
import { type Actor, hasRole, isMappaUnit } from '../identity.ts';
import { maybe, oneOf, optionalLine, optionalReason, personId, reason, rowId, wholeNumber, yesNo } from '../input.ts';
import { done, type Refusal, type Result, refuse } from '../result.ts';
import { oneOfThese } from '../welsh/in-a-list.ts';
import { type Absence, type AbsenceEvent, type AbsenceState, AGENCY_ANSWERS, CLOSING_OUTCOMES } from './absence.ts';
import type { ContactRole } from './agency-contacts.ts';
import { nextRung } from './ladder.ts';

/** What somebody is to one absence. */
export type AbsencePlace = {
	/** contacts of the absent agency that this person is */
	readonly contact: readonly ContactRole[];
	/** chaired the meeting */
	readonly chaired: boolean;
};
type Who = 'unit' | 'co-ordinator' | 'agency' | 'chair';
type Row = {
	readonly may: readonly Who[];
	readonly states: readonly AbsenceState[];
};

const OPEN: readonly AbsenceState[] = ['NOTICE_DUE', 'WITH_AGENCY', 'CHALLENGED', 'ACCEPTED', 'RAISED', 'REPLIED'];
/** Who may run each command, in which states: read by buttons, the server and the tests alike. */
export const ABSENCE_LIFE = {
	'send-absence-notice': { may: ['unit'], states: ['NOTICE_DUE', 'RAISED', 'REPLIED'] },
	'answer-absence-notice': { may: ['agency', 'unit'], states: ['WITH_AGENCY'] },
	'decide-challenge': { may: ['chair', 'co-ordinator'], states: ['CHALLENGED'] },
	'raise-absence': { may: ['co-ordinator'], states: OPEN },
	'reply-to-absence': { may: ['agency', 'co-ordinator'], states: ['RAISED', 'REPLIED'] },
	'close-absence': { may: ['co-ordinator'], states: ['WITH_AGENCY', 'ACCEPTED', 'RAISED', 'REPLIED'] }
} as const satisfies Record<string, Row>;
export type AbsenceCommandName = keyof typeof ABSENCE_LIFE;
export const isAbsenceCommandName = (name: string): name is AbsenceCommandName => Object.hasOwn(ABSENCE_LIFE, name);

const head = {
	absenceId: rowId('the absence'),
	version: wholeNumber('which version you read', 1, 1_000_000)
};
/** Characters of what an agency or the unit writes. */
const onBehalfOf = () => optionalLine('who said it');
export const ABSENCE_SCHEMAS = {
	'send-absence-notice': z.strictObject({
		...head,
		to: maybe(personId('whom the notice goes to')),
		note: optionalReason('how else they were told')
	}),
	'answer-absence-notice': z.strictObject({
		...head,
		answer: oneOf(AGENCY_ANSWERS, 'whether you accept it'),
		text: reason('what your agency says to it'),
		onBehalfOf: onBehalfOf()
	}),
	'decide-challenge': z.strictObject({
		...head,
		upheld: yesNo('whether the challenge is right'),
		reason: reason('why')
	}),
	'raise-absence': z.strictObject({
		...head,
		to: maybe(personId('whom it goes to')),
		reason: reason('why it goes further')
	}),
	'reply-to-absence': z.strictObject({ ...head, text: reason('what is done about it'), onBehalfOf: onBehalfOf() }),
	'close-absence': z.strictObject({
		...head,
		outcome: oneOf(CLOSING_OUTCOMES, 'how it ended'),
		text: reason('what was agreed')
	})
} as const satisfies Record<AbsenceCommandName, z.ZodType>;
export type AbsenceInputOf<Name extends AbsenceCommandName> = z.output<(typeof ABSENCE_SCHEMAS)[Name]>;

const isOne = (who: Who, actor: Pick<Actor, 'roles'>, { contact, chaired }: AbsencePlace): boolean => {
	switch (who) {
		case 'unit':
			return isMappaUnit(actor);
		case 'co-ordinator':
			return hasRole(actor, 'MAPPA_COORDINATOR');
		case 'agency':
			return contact.length > 0;
		case 'chair':
			return chaired;
	}
};
const NAME: Record<Who, string> = {
	unit: 'the MAPPA unit',
	'co-ordinator': 'the co-ordinator',
	agency: 'the agency',
	chair: 'the chair of the meeting'
};

/** Null when this person may run it now. */
export const mayRunOnAbsence = (
	absence: Pick<Absence, 'state' | 'noticeAt' | 'rung' | 'opened'>,
	actor: Pick<Actor, 'roles'>,
	place: AbsencePlace,
	name: AbsenceCommandName
): Refusal | null => {
	const { may, states }: Row = ABSENCE_LIFE[name];
	if (!may.some((who) => isOne(who, actor, place)))
		return refuse('forbidden', `Only ${oneOfThese(may.map((who) => NAME[who]))} can do this`);
	const isOnce = name === 'send-absence-notice' && absence.noticeAt !== null;
	const isTop = name === 'raise-absence' && nextRung(absence) === null;
	if (isOnce || isTop || !states.includes(absence.state))
		return refuse('not-now', 'This step is not open now. Read below what has happened');
	return null;
};

const at = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
/** Nobody in the directory to write to: how they were told stands in words. */
const NOBODY = 'Choose whom it goes to, or write how they were told another way';

/**
 * The step as an event, or why not.
 * @param isContact whether a person is the one for whom a notice or a rung is meant
 */
export const decideOnAbsence = <Name extends AbsenceCommandName>(
	name: Name,
	absence: Absence,
	input: AbsenceInputOf<Name>,
	{ actor, place, isContact }: { actor: Actor; place: AbsencePlace; isContact: (personId: string) => boolean }
): Result<AbsenceEvent> => {
	// Each name's schema makes that name's input; a switch over the name loses the pairing.
	const typed = input as AbsenceInputOf<AbsenceCommandName>;
	const speaksForItself = place.contact.length > 0 && !isMappaUnit(actor);
	if ('to' in typed && typed.to !== null && !isContact(typed.to)) return at('to', 'Choose one of the people shown');
	if ('onBehalfOf' in typed && !speaksForItself && typed.onBehalfOf === '')
		return at('onBehalfOf', 'Enter who of the agency said it');
	switch (name) {
		case 'send-absence-notice': {
			const { to, note } = input as AbsenceInputOf<'send-absence-notice'>;
			return to === null && note === '' ? at('to', NOBODY) : done({ type: 'notice-sent', to, note });
		}
		case 'answer-absence-notice': {
			const { answer, text, onBehalfOf: of } = input as AbsenceInputOf<'answer-absence-notice'>;
			return done({ type: 'notice-answered', answer, text, onBehalfOf: speaksForItself ? '' : of });
		}
		case 'decide-challenge': {
			const { upheld, reason: why } = input as AbsenceInputOf<'decide-challenge'>;
			return done({ type: 'challenge-decided', upheld, reason: why });
		}
		case 'raise-absence': {
			const { to, reason: why } = input as AbsenceInputOf<'raise-absence'>;
			const rung = nextRung(absence);
			return rung === null
				? refuse('not-now', 'There is no step above this one')
				: done({ type: 'absence-raised', rung, to, reason: why });
		}
		case 'reply-to-absence': {
			const { text, onBehalfOf: of } = input as AbsenceInputOf<'reply-to-absence'>;
			return done({ type: 'absence-replied', text, onBehalfOf: speaksForItself ? '' : of });
		}
		default: {
			const { outcome, text } = input as AbsenceInputOf<'close-absence'>;
			return done({ type: 'absence-closed', outcome, text });
		}
	}
};
