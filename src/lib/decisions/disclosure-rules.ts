/** What a disclosure decision must say (domain.md 4.6, V21, V22): one list for the form, the command and the gates. */
import type { Problem } from '../result.ts';
import type { DisclosureFields } from './decisions.ts';

type TextField = {
	[K in keyof DisclosureFields]: DisclosureFields[K] extends string ? K : never;
}[keyof DisclosureFields];

/** To disclose is to say exactly what, to whom, by whom, how and by when, with the four tests answered. */
const FOR_DISCLOSE: readonly (readonly [TextField, string])[] = [
	['recipient', 'Enter who is to be told, by role or code and not by name'],
	['content', 'Enter exactly what is to be said'],
	['byWhom', 'Enter who will make the disclosure'],
	['method', 'Enter how the disclosure will be made'],
	['deadline', 'Enter the date by which it will be made'],
	['lawful', 'Enter why the disclosure is lawful'],
	['necessary', 'Enter why the disclosure is necessary'],
	['proportionate', 'Enter why the disclosure is proportionate'],
	['accurate', 'Enter how the information was checked to be accurate'],
	['subjectTold', 'Choose whether the person is told'],
	['subjectInformed', 'Enter why the person is told, or is not, or only after'],
	['risksToSubject', 'Enter the risks to the person that the disclosure could bring'],
	['supportForRecipient', 'Enter the support for whoever is told'],
	['alternativesConsidered', 'Enter the alternatives that were considered']
];
/** Not now, or not at all: what would make the meeting look again, and when it will. */
const FOR_NOT_NOW: readonly (readonly [TextField, string])[] = [
	['reconsiderTriggers', 'Enter what would make you reconsider'],
	['reviewAt', 'Enter the date of the next review of this decision']
];

/** Everything missing or contradictory, one problem per field; `meetingOn` is the meeting's date. */
export const disclosureProblems = (fields: DisclosureFields, meetingOn: string): readonly Problem[] => {
	const { outcome } = fields;
	const required: (readonly [TextField, string])[] = [['reasons', 'Enter the reasons for this decision']];
	if (outcome === 'DISCLOSE') required.push(...FOR_DISCLOSE);
	if (outcome === 'DO_NOT_DISCLOSE' || outcome === 'DEFER') required.push(...FOR_NOT_NOW);
	if (fields.presumptionApplies && outcome !== 'DISCLOSE')
		required.push([
			'presumptionRebuttedReason',
			'Enter why there is no disclosure although the presumption to disclose applies'
		]);
	const problems: Problem[] = required
		.filter(([field]) => fields[field].trim() === '')
		.map(([field, message]) => ({ field, message }));
	if (outcome === 'DISCLOSE' && fields.legalBasis.length === 0)
		problems.push({ field: 'legalBasis', message: 'Choose at least one legal basis' });
	if (fields.presumptionApplies && !fields.s327aApplies)
		problems.push({
			field: 's327aApplies',
			message: 'Choose that section 327A applies: the presumption to disclose comes from it'
		});
	if (fields.deadline !== '' && fields.deadline < meetingOn)
		problems.push({ field: 'deadline', message: 'Enter a date that is not before the meeting' });
	if (fields.reviewAt !== '' && fields.reviewAt <= meetingOn)
		problems.push({ field: 'reviewAt', message: 'Enter a date after the meeting' });
	return problems;
};
