/** A referral in which nothing is missing: the fictional person of the demonstration, referred half a year before release. */
import { DEFAULT_AREA_CONFIG } from '#lib/cases/area-config.ts';
import type { CheckContext } from '#lib/referrals/referral-checks.ts';
import type { SavedSections, SectionValues } from '#lib/referrals/referral-values.ts';

export const REFERRED_ON = '2026-12-17';
/** Agencies by id; in a store test the area's own ids stand for them. */
export const SAMPLE_AGENCIES = { police: 'agency-POL', probation: 'agency-PRB', social: 'agency-CSC' };

export const sampleAnswers = (agency = SAMPLE_AGENCIES): Readonly<Record<string, SectionValues>> => ({
	level: {
		level: '2',
		emergency: '',
		managerName: 'Gorse Fairweather-Finch',
		managerRole: 'Head of PDU',
		managerAgreedOn: '2026-12-16'
	},
	category: { category: '1', qualifyingOffence: '', currentRisk: '', otherCategory: '' },
	person: {
		name: 'Hollis Thornbury-Vale',
		aliases: 'Holly Vale',
		dateOfBirth: '1990-05-06',
		sex: '',
		ethnicity: 'White British',
		nationality: '',
		religion: '',
		firstLanguage: 'English',
		interpreter: '',
		disability: '',
		crn: 'X900777',
		prisonNumber: '',
		pncId: '',
		visorOrMappsRef: '',
		nhsNumber: '',
		noFixedAbode: 'no',
		areaOfLinks: '',
		currentAddress: 'HMP Fellgate',
		previousAddresses: '',
		releaseAddress: ''
	},
	conviction: {
		indexOffence: 'An invented offence',
		sentence: 'Standard determinate sentence, 4 years',
		court: 'Northmere Crown Court',
		briefDetails: '- Known to V1 through a club\n- Planned over weeks',
		previous: '',
		s327a: 'yes'
	},
	dates: {
		where: 'custody',
		releaseOn: '2027-08-30',
		sentencedOn: '2025-05-31',
		parole: '',
		ped: '',
		hdc: '',
		rotl: '',
		crd: '2027-08-30',
		led: '2029-05-30',
		sed: '2029-05-30',
		orderExpiry: '',
		orderName: '',
		notificationExpiry: ''
	},
	hospital: { applies: 'no', mhaSection: '', hospital: '', clinician: '', leave: '', tribunalOn: '' },
	reason: {
		why: 'Writes to strangers about children and hides it from staff.',
		information: 'Prison: two intercepted letters.',
		levelOneGap: 'Four agencies must act before one date and none can bind the others.',
		objective: 'Agree the release plan'
	},
	victims: {
		victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Asks for an exclusion zone' }],
		vlo: 'Juniper Softley-Moth',
		potential: 'Children of a new partner',
		safeguarding: 'No child is known to be in contact'
	},
	risk: {
		roshCHILDREN: 'HIGH',
		roshPUBLIC: 'LOW',
		roshKNOWN_ADULT: 'MEDIUM',
		roshSTAFF: 'LOW',
		roshPRISONERS: 'LOW',
		tools: [{ name: 'OSP direct contact', result: 'High', on: '2026-09-21' }],
		who: 'Children under 12 he meets through their parents',
		imminence: 'Not while in custody',
		triggers: 'Feeling rejected',
		protective: 'Steady brother\nLearned a trade'
	},
	plan: {
		hasPlan: 'yes',
		supervision: 'Twice weekly',
		monitoring: 'Device checks',
		interventions: 'Programme',
		victimSafety: 'Exclusion zone for V1',
		licence: 'No contact with children',
		contingency: 'Recall'
	},
	agencies: {
		leadAgencyId: agency.probation,
		caseManager: 'Rowan Lanternby',
		agencies: [
			{ agencyId: agency.police, contact: 'Public protection unit', invite: 'yes' },
			{ agencyId: agency.social, contact: 'Duty team', invite: 'no' }
		]
	},
	equality: { known: 'none', needs: '' },
	disclosure: { done: 'no', disclosures: [] },
	told: { told: 'yes', whyNot: '', reaction: 'Says it is fair' }
});

/** As saved, each section once. @param over answers of a section that are different */
export const sampleSections = (
	over: Readonly<Record<string, SectionValues>> = {},
	agency = SAMPLE_AGENCIES
): SavedSections =>
	Object.fromEntries(
		Object.entries(sampleAnswers(agency)).map(([slug, values]) => [
			slug,
			{ version: 1, values: { ...values, ...over[slug] }, savedBy: 'rowan', savedAt: '2026-12-17T09:00:00.000Z' }
		])
	);

export const SAMPLE_CHECKS: CheckContext = {
	today: REFERRED_ON,
	agencies: new Map([
		[SAMPLE_AGENCIES.police, { type: 'POLICE', isResponsibleAuthority: true }],
		[SAMPLE_AGENCIES.probation, { type: 'PROBATION', isResponsibleAuthority: true }],
		[SAMPLE_AGENCIES.social, { type: 'CHILDRENS_SERVICES', isResponsibleAuthority: false }]
	]),
	config: DEFAULT_AREA_CONFIG
};
