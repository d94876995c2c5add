/** A system administrator sets how people of an agency sign in through its own provider. */
import { z } from 'zod';
import { agencyId, line, lines, optionalLine, wholeNumber, yesNo } from '../input.ts';
import { type Problem, type Refusal, refuse } from '../result.ts';
import { isDomain, issuerProblem } from './sign-in-rules.ts';

export const SET_AGENCY_SIGN_IN = z.strictObject({
	agencyId: agencyId(),
	label: line('what people choose it by'),
	issuer: line('the issuer', 500),
	clientId: line('the client id', 200),
	/** blank: the one there is stays */
	secret: optionalLine('the client secret', 500),
	domains: lines('domains', 20),
	strong: lines('values', 20),
	isOn: yesNo('whether it is used'),
	isRequired: yesNo('whether it is the only way in'),
	/** that was on the page; 0 = there was none */
	version: wholeNumber('the version', 0, 1_000_000)
});
export type SetAgencySignIn = z.infer<typeof SET_AGENCY_SIGN_IN>;

/** What is wrong with it, by field. @param mayBeLocal a provider on this machine without https: demonstration and tests */
export function signInProblems(input: SetAgencySignIn, mayBeLocal: boolean): Refusal | null {
	const problems: Problem[] = [];
	const wrong = issuerProblem(input.issuer, mayBeLocal);
	if (wrong !== null) problems.push({ field: 'issuer', message: wrong });
	const domains = input.domains.map((one) => one.toLowerCase());
	if (domains.length === 0 || !domains.every(isDomain))
		problems.push({
			field: 'domains',
			message: 'Enter what stands after the @ of its people’s addresses, each on a line'
		});
	if (input.isRequired && !input.isOn)
		problems.push({ field: 'isRequired', message: 'It can be the only way in only when it is used' });
	const [first] = problems;
	return first ? refuse('invalid', first.message, problems) : null;
}
