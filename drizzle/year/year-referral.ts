/** A referral of the year: sent by an agency, decided by the co-ordinator, and where it is accepted the case it opens. */
import { eq } from 'drizzle-orm';
import { mappCase } from '#drizzle/schema.ts';
import type { SectionValues } from '#lib/referrals/referral-values.ts';
import { addDays, addMonths } from '#lib/time.ts';
import type { Tx } from '#server/persistence/database.ts';
import { type Answers, doesOnReferral, refer } from '../demo-referrals.ts';
import type { Stage } from '../demo-stage.ts';
import type { YearCase } from './plan-year.ts';
import { CASE_MANAGERS, COMES_FOR, COORDINATOR } from './year-people.ts';

const OFFENCE = {
	1: 'An invented sexual offence',
	2: 'An invented violent offence',
	3: 'An invented caution for threats'
} as const;
const ROSH = {
	1: { CHILDREN: 'HIGH', PUBLIC: 'MEDIUM', KNOWN_ADULT: 'LOW', STAFF: 'LOW', PRISONERS: 'LOW' },
	2: { CHILDREN: 'LOW', PUBLIC: 'MEDIUM', KNOWN_ADULT: 'HIGH', STAFF: 'MEDIUM', PRISONERS: 'LOW' },
	3: { CHILDREN: 'LOW', PUBLIC: 'HIGH', KNOWN_ADULT: 'MEDIUM', STAFF: 'HIGH', PRISONERS: 'LOW' }
} as const;

/** @returns the case's id; null where the referral was not accepted */
export async function playYearReferral(stage: Stage, tx: Tx, one: YearCase): Promise<string | null> {
	const who = COMES_FOR[one.referredBy] ?? '';
	const isLate = one.releaseMonths !== null && one.releaseMonths < 6;
	const reasons: Readonly<Record<string, string>> = isLate ? { V03: 'The release was brought forward.' } : {};
	const id = await refer(stage, who, [one.receivedOn, '11:00'], answersOf(stage, one), reasons);
	const decided = [one.decidedOn, '10:30'] as const;
	if (!one.isAccepted) {
		const outcome =
			one.category === 3 ? 'Category 3 referral rejected - not MAPPA managed' : 'Rejected - remain at level 1';
		await doesOnReferral(stage, COORDINATOR, decided, id, 'decide-referral', {
			...{ version: 2, outcome, category: String(one.category), reasons: 'One agency can manage this by itself.' },
			alternative: 'A meeting of professionals'
		});
		return null;
	}
	await doesOnReferral(stage, COORDINATOR, decided, id, 'decide-referral', {
		...{
			version: 2,
			outcome: one.level === 3 ? 'Accepted - level 3' : 'Accepted - level 2',
			category: String(one.category)
		},
		...{ reasons: 'Several agencies must act together.', caseId: 'new', caseRef: one.ref },
		leadAgencyId: stage.actor(COMES_FOR[one.leadAgency] ?? '').agencyId,
		caseManagerId: stage.actor(CASE_MANAGERS[one.manager]).personId
	});
	const [opened] = await tx.select({ id: mappCase.id }).from(mappCase).where(eq(mappCase.ref, one.ref));
	return opened?.id ?? null;
}

function answersOf(stage: Stage, one: YearCase): Answers {
	const lead = stage.actor(COMES_FOR[one.leadAgency] ?? '');
	const manager = stage.actor(COMES_FOR[one.referredBy] ?? '');
	const release = one.releaseMonths === null ? '' : addMonths(one.receivedOn, one.releaseMonths);
	const rosh = Object.fromEntries(Object.entries(ROSH[one.category]).map(([group, level]) => [`rosh${group}`, level]));
	const agencies: SectionValues = {
		...{ leadAgencyId: lead.agencyId, caseManager: stage.actor(CASE_MANAGERS[one.manager]).name },
		agencies: [one.leadAgency === 'POL' ? 'PRB' : 'POL', 'HSG', 'NHS'].map((code) => ({
			...{ agencyId: stage.actor(COMES_FOR[code] ?? '').agencyId, contact: '', invite: 'yes' }
		}))
	};
	return {
		level: {
			...{ level: String(one.level), ...(one.level === 3 ? { emergency: 'no' } : {}) },
			...{ managerName: manager.name, managerRole: manager.roleTitle, managerAgreedOn: addDays(one.receivedOn, -1) }
		},
		category: {
			category: String(one.category),
			...(one.category === 3
				? { qualifyingOffence: 'An invented caution for threats', currentRisk: 'Threats have become more exact.' }
				: {})
		},
		person: {
			...{ name: one.name, dateOfBirth: one.dateOfBirth, crn: one.crn, ethnicity: one.ethnicity },
			...{ firstLanguage: one.firstLanguage, disability: one.needs, noFixedAbode: 'no' },
			currentAddress: release === '' ? `${one.number} Invented Row, Saltby` : 'HMP Fellgate'
		},
		conviction: {
			...{ indexOffence: OFFENCE[one.category], sentence: one.category === 3 ? 'Caution' : '4 years' },
			...{ court: 'Northmere Crown Court', s327a: one.category === 1 ? 'yes' : 'no' },
			briefDetails: '- Against V1\n- Admitted at once'
		},
		dates:
			release === ''
				? { where: 'community', sentencedOn: addMonths(one.receivedOn, -20) }
				: { where: 'custody', releaseOn: release, sentencedOn: addMonths(one.receivedOn, -20), crd: release },
		hospital: { applies: 'no' },
		reason: {
			...{
				why: 'What is known has changed, and one agency cannot answer it.',
				information: 'Police: two calls this year.'
			},
			...{
				levelOneGap: 'Police, probation and housing must decide together.',
				objective: 'Agree a plan and who does what'
			}
		},
		victims: {
			victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Wants to be told of any change' }],
			...{ vlo: 'Juniper Softley-Moth', potential: 'Whoever he meets next', safeguarding: 'None known.' }
		},
		risk: {
			...rosh,
			tools: [{ name: 'OASys', result: 'High', on: addMonths(one.receivedOn, -2) }],
			...{ who: 'V1 and whoever is closest', imminence: 'In the next months', triggers: 'Drink, being refused' },
			protective: 'A brother who rings'
		},
		plan: {
			...{ hasPlan: 'yes', supervision: 'Weekly', monitoring: 'Visits', interventions: 'A programme' },
			...{ victimSafety: 'Safety plan with V1', contingency: 'Emergency review' }
		},
		equality: one.needs === '' ? { known: 'none' } : { known: 'some', needs: one.needs },
		disclosure: { done: 'no' },
		told: { told: 'yes', reaction: 'Did not object' },
		agencies
	};
}
