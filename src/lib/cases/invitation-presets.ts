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
