/** Commands on the agencies and people of an area, and on the statement everybody accepts (domain.md 4.3, 7). */
import { z } from 'zod';
import { GIVEN_ROLES } from '../access/roles.ts';
import { type Actor, AGENCY_TYPES, hasRole } from '../identity.ts';
import { agencyId, email, line, listOf, longText, maybeOneOf, newPassword, oneOf, personId, yesNo } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { GRADES } from './grades.ts';

export const ADD_AGENCY = z.strictObject({
	code: line('the short code of the agency', 12)
		.transform((code) => code.toUpperCase())
		.refine((code) => /^[A-Z][A-Z0-9-]*$/.test(code), {
			error: 'Enter the code with letters and digits only, like POL'
		}),
	name: line('the name of the agency'),
	type: oneOf(AGENCY_TYPES, 'the kind of agency'),
	isResponsibleAuthority: yesNo('whether it is a Responsible Authority')
});

export const ADD_PERSON = z.strictObject({
	name: line('the name'),
	roleTitle: line('the role'),
	agencyId: agencyId(),
	email: email(),
	grade: maybeOneOf(GRADES, 'the grade'),
	roles: listOf(z.enum(GIVEN_ROLES, { error: 'Choose a role' }), 'at least one role', {
		min: 1,
		max: GIVEN_ROLES.length
	}),
	temporaryPassword: newPassword(),
	/** for somebody whom the area knows by this address already */
	secondSeat: yesNo('whether it is a second seat')
});
export type AddPerson = z.infer<typeof ADD_PERSON>;

/** How senior somebody is (V06); nothing = not recorded. */
export const SET_PERSON_GRADE = z.strictObject({
	personId: personId(),
	grade: maybeOneOf(GRADES, 'the grade'),
	/** what was on the page: another change since then is not written over */
	before: maybeOneOf(GRADES, 'the grade before')
});
export type SetPersonGrade = z.infer<typeof SET_PERSON_GRADE>;

/** Nobody gives away more than they hold: only a system administrator makes another one. */
export const checkAddPerson = (input: Pick<AddPerson, 'roles'>, actor: Actor): Refusal | null => {
	if (!input.roles.includes('SYSTEM_ADMINISTRATOR')) return null;
	if (input.roles.length > 1) {
		const beside = 'A system administrator sees no case, so nobody is one beside another role. Add a person for it';
		return refuse('invalid', beside, [{ field: 'roles', message: beside }]);
	}
	if (hasRole(actor, 'SYSTEM_ADMINISTRATOR')) return null;
	const message = 'Only a system administrator can add another system administrator';
	return refuse('forbidden', message, [{ field: 'roles', message }]);
};

/** A new version of the statement: everybody is asked again (R3). */
export const SET_STATEMENT_TEXT = z.strictObject({
	language: oneOf(['en', 'cy'], 'the language'),
	text: longText('the statement')
});
