/** Licence conditions and orders in words. The sixteen labels are those of licence policy 4.0 (2026), to the letter. */
import type { ConditionAnswer, ConditionCategory, ConditionState, OrderRequest } from './licence.ts';

export const conditionCategoryWord: Record<ConditionCategory, string> = {
	RESIDENCE_AT_A_PLACE: 'Residence at a specific place',
	RESTRICTION_OF_RESIDENCY: 'Restriction of residency',
	CONTACT_WITH_A_PERSON: 'Making or maintaining contact with a person',
	PROGRAMME_OR_ACTIVITIES: 'Participation in, or co-operation with, a programme or set of activities',
	ITEMS_OR_DOCUMENTS: 'Possession, ownership, control or inspection of specified items or documents',
	DISCLOSURE_OF_INFORMATION: 'Disclosure of information',
	CURFEW_ARRANGEMENT: 'Curfew arrangement',
	FREEDOM_OF_MOVEMENT: 'Freedom of movement',
	SUPERVISION: 'Supervision in the community by the supervising officer, or other responsible officer, or organisation',
	RESTRICTION_OF_CONDUCT: 'Restriction of specified conduct or specified acts',
	EXTREMISM: 'Extremism',
	POLYGRAPH: 'Polygraph',
	DRUG_ALCOHOL_SOLVENT: 'Drug, alcohol and solvent abuse',
	ELECTRONIC_MONITORING: 'Electronic monitoring',
	TERRORIST_PERSONAL_SEARCH: 'Terrorist personal search',
	SERIOUS_ORGANISED_CRIME: 'Serious organised crime'
};
export const conditionStateWord: Record<ConditionState, string> = {
	PROPOSED: 'Proposed',
	SUPPORTED: 'Supported',
	NOT_SUPPORTED: 'Not supported',
	IN_FORCE: 'In force',
	REMOVED: 'Removed'
};
export const conditionAnswerWord: Record<ConditionAnswer, string> = {
	aim: 'What is it for?',
	necessary: 'Why is it necessary for that?',
	enforceable: 'How can it be enforced?',
	proportionate: 'Why is it proportionate?',
	lessIntrusive: 'Could something less intrusive do?',
	monitoring: 'How is it monitored, and by whom?'
};
export const conditionAnswerHint: Record<ConditionAnswer, string> = {
	aim: 'Protecting the public, preventing reoffending or help to settle. Never to punish.',
	necessary: 'What would happen without it?',
	enforceable: 'Who would notice a breach, and what could they do?',
	proportionate: 'Weigh it against work, family and where the person can live.',
	lessIntrusive: 'What was considered, and why it is not enough.',
	monitoring: 'For example approved premises sign-in, a tag, visits, inspection of devices.'
};
export const orderRequestWord: Record<OrderRequest, string> = {
	ASK_FOR: 'Ask for a new order',
	VARY: 'Ask to vary an order',
	DISCHARGE: 'Ask to discharge an order'
};
export const licenceWords = {
	standard:
		'Eight standard conditions stand in every licence (conduct, address, keeping in touch, names used, contact details, work, travel, passport). Do not record them again: only additional ones.',
	advice: 'Probation decides on the licence and a court on an order. The meeting advises, and says why.'
} as const;
