/**
 * Whom a meeting normally needs (domain.md 4.2): the core for every case, and what the category adds. A starting point for
 * the person who convenes, never a limit.
 */
import type { AgencyType } from '../identity.ts';
import type { Category } from './case.ts';

const ALWAYS: readonly AgencyType[] = ['POLICE', 'PROBATION', 'PRISON', 'MAPPA_UNIT', 'HOUSING_AUTHORITY', 'NHS_TRUST'];
const BY_CATEGORY: Record<Category, readonly AgencyType[]> = {
	1: ['CHILDRENS_SERVICES', 'EDUCATION'],
	2: ['CHILDRENS_SERVICES', 'ADULT_SOCIAL_CARE'],
	3: ['ADULT_SOCIAL_CARE'],
	4: ['IMMIGRATION_ENFORCEMENT']
};

/** Agencies whose people are offered first for a case of this category. The lead agency is always among them. */
export const isUsuallyInvited = (type: AgencyType, category: Category): boolean =>
	ALWAYS.includes(type) || BY_CATEGORY[category].includes(type);

const REQUEST: Partial<Record<AgencyType, string>> = {
	POLICE: 'What you know of the person since the last plan, and what your officers can do under it.',
	PROBATION: 'Progress of supervision, licence conditions, and what you propose for the plan.',
	PRISON: 'Conduct, contacts and concerns in custody, and release arrangements.',
	CHILDRENS_SERVICES: 'Children the person has contact with, and any plan for them.',
	ADULT_SOCIAL_CARE: 'Adults at risk the person has contact with, and care needs.',
	EDUCATION: 'Schools and colleges near the person, and safeguarding arrangements.',
	HOUSING_AUTHORITY: 'Accommodation now and planned, and who else lives there.',
	REGISTERED_SOCIAL_LANDLORD: 'The tenancy, the neighbours, and what you have noticed.',
	NHS_TRUST: 'Current or needed treatment, and what bears on risk.',
	JOBCENTRE_PLUS: 'Work, benefits and online access that bear on risk.',
	ELECTRONIC_MONITORING: 'What monitoring shows, and what it could do.',
	MAPPA_UNIT: 'Advice on the process, and the record of the meeting.'
};

/** What the meeting asks of an agency unless the person who convenes says something else. No case content (R2). */
export const usualRequest = (type: AgencyType): string =>
	REQUEST[type] ?? 'What your agency knows that bears on risk, and what it can do under the plan.';
