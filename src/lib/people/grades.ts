/**
 * How senior somebody is, in four steps that every agency has its own words for (domain.md 4.2). What a level asks for is
 * configuration of the area; these are the defaults.
 */
import type { AgencyType } from '../identity.ts';

/** Lowest first. */
export const GRADES = ['PRACTITIONER', 'MANAGER', 'SENIOR_MANAGER', 'CHIEF_OFFICER'] as const;
export type Grade = (typeof GRADES)[number];

export const gradeWord: Record<Grade, string> = {
	PRACTITIONER: 'Practitioner',
	MANAGER: 'Manager',
	SENIOR_MANAGER: 'Senior manager',
	CHIEF_OFFICER: 'Chief officer'
};
/** What each step is in some agencies. */
export const gradeHint: Record<Grade, string> = {
	PRACTITIONER: 'Constable, sergeant, case manager, social worker, clinician',
	MANAGER: 'Inspector, senior probation officer, team manager',
	SENIOR_MANAGER: 'Superintendent, head of PDU, governor, assistant director',
	CHIEF_OFFICER: 'Chief officer or director'
};

export const asGrade = (stored: string | null): Grade | null => GRADES.find((grade) => grade === stored) ?? null;

/** Whether somebody is senior enough; null when their grade is not recorded. */
export const meetsGrade = (has: Grade | null, needed: Grade): boolean | null =>
	has === null ? null : GRADES.indexOf(has) >= GRADES.indexOf(needed);

type Needed = { readonly L2: Grade; readonly L3: Grade };
const needed = (L2: Grade, L3: Grade): Needed => ({ L2, L3 });

/** Defaults (domain.md 2.2, 4.2): the guidance's own words are grades of police and probation. */
export const USUAL_GRADE: { readonly chair: Needed; readonly agencies: Record<AgencyType, Needed> } = {
	chair: needed('MANAGER', 'SENIOR_MANAGER'),
	agencies: {
		POLICE: needed('MANAGER', 'SENIOR_MANAGER'),
		PROBATION: needed('MANAGER', 'SENIOR_MANAGER'),
		PRISON: needed('PRACTITIONER', 'SENIOR_MANAGER'),
		CHILDRENS_SERVICES: needed('MANAGER', 'SENIOR_MANAGER'),
		ADULT_SOCIAL_CARE: needed('MANAGER', 'SENIOR_MANAGER'),
		EDUCATION: needed('PRACTITIONER', 'PRACTITIONER'),
		HOUSING_AUTHORITY: needed('MANAGER', 'SENIOR_MANAGER'),
		REGISTERED_SOCIAL_LANDLORD: needed('MANAGER', 'SENIOR_MANAGER'),
		NHS_TRUST: needed('MANAGER', 'SENIOR_MANAGER'),
		ICB: needed('MANAGER', 'SENIOR_MANAGER'),
		LOCAL_HEALTH_BOARD: needed('MANAGER', 'SENIOR_MANAGER'),
		YOUTH_JUSTICE: needed('MANAGER', 'SENIOR_MANAGER'),
		JOBCENTRE_PLUS: needed('MANAGER', 'MANAGER'),
		ELECTRONIC_MONITORING: needed('PRACTITIONER', 'PRACTITIONER'),
		IMMIGRATION_ENFORCEMENT: needed('PRACTITIONER', 'MANAGER'),
		OTHER_S325_4A_C: needed('PRACTITIONER', 'PRACTITIONER'),
		MAPPA_UNIT: needed('PRACTITIONER', 'PRACTITIONER')
	}
};
