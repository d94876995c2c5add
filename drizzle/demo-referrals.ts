/**
 * The referrals of the demonstration: the two of the story, each accepted for its case on the day it tells, and two about
 * other fictional people that wait for a decision today.
 */
import { randomUUID } from 'node:crypto';
import { REFERRAL_SECTIONS } from '#lib/referrals/referral-sections.ts';
import type { SectionValues } from '#lib/referrals/referral-values.ts';
import type { Result } from '#lib/result.ts';
import { addDays, addMonths, addWorkingDays, fromLondon, londonDate } from '#lib/time.ts';
import { beginReferral, runReferralCommand, saveReferralSection } from '#server/application/run-referral-command.ts';
import type { DemoCase } from './demo-case.ts';
import { factsOf, type Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

export type Answers = Readonly<Record<string, SectionValues>>;
const COORDINATOR = 'P02';

const accepted = <T>(what: string, result: Result<T>): T => {
	if (result.ok) return result.value;
	const problems = (result.problems ?? []).map(({ field, message }) => `${field}: ${message}`);
	throw new Error(`the demonstration's ${what} was refused: ${[result.message, ...problems].join('; ')}`);
};

/** Every section written and sent by one person. @returns the referral's id */
export async function refer(
	stage: Stage,
	who: string,
	[date, time]: readonly [string, string],
	answers: Answers,
	reasons: Readonly<Record<string, string>> = {}
): Promise<string> {
	const actor = stage.actor(who);
	const parts = playedAt(stage, date, time);
	const begun = accepted('begin-referral', await beginReferral(parts, { actor, commandId: randomUUID(), input: {} }));
	for (const { slug } of REFERRAL_SECTIONS) {
		const values = answers[slug] ?? {};
		const saved = await saveReferralSection(parts, { actor, referralId: begun.id, slug, version: 0, values });
		if (saved.kind !== 'saved') throw new Error(`the demonstration's section ${slug} was not saved`);
	}
	await doesOnReferral(stage, who, [date, time], begun.id, 'submit-referral', { version: 1, reasons });
	return begun.id;
}

export async function doesOnReferral(
	stage: Stage,
	who: string,
	[date, time]: readonly [string, string],
	referralId: string,
	command: string,
	input: object
): Promise<void> {
	const request = { actor: stage.actor(who), referralId, command, commandId: randomUUID(), input };
	accepted(command, await runReferralCommand(playedAt(stage, date, time), request));
}

const playedAt = (stage: Stage, date: string, time: string) => ({
	database: { withArea: <T>(_: string, work: Parameters<typeof stage.within<T>>[0]) => stage.within(work) },
	now: () => new Date(fromLondon(date, time) ?? Number.NaN)
});

const agenciesOf = (
	{ agencies }: Register,
	lead: string,
	invite: readonly string[],
	caseManager: string
): SectionValues => ({
	leadAgencyId: agencies.get(lead) ?? '',
	caseManager,
	agencies: invite.map((code) => ({ agencyId: agencies.get(code) ?? '', contact: '', invite: 'yes' }))
});

/** What both referrals of the story say of the person, known on a day. */
function storyAnswers(story: DemoCase, on: string): Answers {
	const { subject, sentence, rosh, protectiveFactors } = story.case;
	const { tools, victims } = factsOf(story, on);
	const isReleased = sentence.crd <= on;
	return {
		category: { category: '1' },
		person: {
			...{
				name: subject.name,
				aliases: subject.aliases.join('\n'),
				dateOfBirth: subject.dob,
				ethnicity: subject.ethnicity
			},
			...{ firstLanguage: subject.firstLanguage, disability: subject.neurodiversity, crn: subject.ids.crn },
			...{ prisonNumber: subject.ids.prisonNo, pncId: subject.ids.pncId, visorOrMappsRef: subject.ids.visorOrMappsRef },
			...{ noFixedAbode: 'no', currentAddress: isReleased ? 'Linden House approved premises' : 'HMP Fellgate' },
			releaseAddress: 'Linden House approved premises'
		},
		conviction: {
			...{ indexOffence: story.case.indexOffence, sentence: `${sentence.length}, standard determinate sentence` },
			...{ court: sentence.court, s327a: 'yes' },
			briefDetails: '- Met V1 through a youth sports club where he helped\n- Built trust over months before the offence'
		},
		dates: {
			where: isReleased ? 'community' : 'custody',
			releaseOn: isReleased ? '' : sentence.crd,
			...{ sentencedOn: sentence.sentencedOn, crd: sentence.crd, sed: sentence.sed }
		},
		hospital: { applies: 'no' },
		victims: {
			victims: story.case.victims.map(({ code, vcsStatus }, index) => ({
				...{ code, contact: vcsStatus, views: victims[index]?.views ?? '' }
			})),
			vlo: 'Juniper Softley-Moth',
			potential: 'Children of a new partner or of a parent he befriends',
			safeguarding: 'No child is known to be in contact.'
		},
		risk: {
			...Object.fromEntries(Object.entries(rosh).map(([group, level]) => [`rosh${group}`, level])),
			tools,
			who: 'Children he meets through their parents or through sport',
			imminence: isReleased
				? 'Soon, if contact with a parent goes on'
				: 'Not while in custody; when settled and unsupervised',
			triggers: 'Being trusted by a parent; devices nobody knows of',
			protective: protectiveFactors.join('\n')
		},
		plan: {
			hasPlan: 'yes',
			supervision: 'Weekly appointments, approved premises',
			monitoring: 'Device registration and inspection under the order',
			interventions: 'Maintenance of the treatment programme',
			victimSafety: 'Exclusion zone for V1; safety plan for V2',
			contingency: 'Warning, recall, emergency review'
		},
		equality: { known: 'some', needs: subject.neurodiversity },
		disclosure: { done: 'no' },
		told: { told: 'yes', reaction: 'Accepts that agencies meet' }
	};
}

/** Received about nine weeks before release: late, with its reason (V03). Accepted at Level 2. */
export async function playFirstReferral(stage: Stage, story: DemoCase, register: Register): Promise<void> {
	const [told] = story.referral;
	if (!told) return;
	const answers = {
		...storyAnswers(story, told.receivedAt),
		level: {
			...{ level: '2', managerName: stage.actor('P16').name, managerRole: stage.actor('P16').roleTitle },
			managerAgreedOn: addDays(told.receivedAt, -1)
		},
		reason: {
			why: 'Release to approved premises is near. Device controls, exclusion zone and address checks must stand on the day.',
			information: 'Prison: treatment programme completed, no adjudications for 14 months.',
			levelOneGap: 'Release, approved premises and device controls need several agencies to act before one date.',
			objective: story.meeting.objective
		},
		agencies: agenciesOf(register, 'PRB', ['POL', 'PRI', 'CSC', 'HSG', 'EDU', 'NHS'], stage.actor('P04').name)
	};
	const reasons = { V03: 'The move to approved premises was agreed only in September.' };
	const id = await refer(stage, 'P04', [told.receivedAt, '11:20'], answers, reasons);
	await accept(stage, id, told.acceptedAt, register, {
		outcome: 'Accepted - level 2',
		reasons: 'Several agencies must act before release. Received late; the meeting is convened within 20 working days.'
	});
}

/** An undeclared phone and a newspaper's questions: Level 3, accepted the next day. */
export async function playSecondReferral(stage: Stage, story: DemoCase, register: Register): Promise<void> {
	const told = story.referral[1];
	if (!told) return;
	const answers = {
		...storyAnswers(story, told.receivedAt),
		level: {
			...{
				level: '3',
				emergency: 'yes',
				managerName: stage.actor('P01').name,
				managerRole: stage.actor('P01').roleTitle
			},
			managerAgreedOn: told.receivedAt
		},
		reason: {
			why: 'An undeclared phone was found. It shows messages to a parent of two children, whose trust he has been building.',
			information: 'Approved premises: late twice. A local newspaper has asked questions.',
			levelOneGap: 'Resources at short notice and a common line to the press need senior managers.',
			objective: story.meeting2.objective
		},
		agencies: agenciesOf(register, 'PRB', ['POL', 'CSC', 'HSG', 'RSL', 'NHS', 'EMS'], stage.actor('P04').name)
	};
	const id = await refer(stage, 'P07', [told.receivedAt, '16:40'], answers);
	await accept(stage, id, told.acceptedAt, register, {
		outcome: 'Accepted - level 3',
		reasons: 'Senior representation is needed at short notice, and there is media interest.',
		emergency: 'yes'
	});
}

const accept = (stage: Stage, id: string, on: string, register: Register, how: object): Promise<void> =>
	doesOnReferral(stage, COORDINATOR, [on, '10:05'], id, 'decide-referral', {
		...{ version: 2, category: '1', caseId: register.caseId, ...how }
	});

/** Two about other people, sent in the last days: one late before release, one of Category 3 in the community. */
export async function playPendingReferrals(stage: Stage, register: Register, now: Date): Promise<void> {
	const today = londonDate(now.toISOString());
	const base = (answers: Answers, name: string, dateOfBirth: string, crn: string): Answers => ({
		...{ hospital: { applies: 'no' }, disclosure: { done: 'no' }, equality: { known: 'none' } },
		plan: {
			...{
				hasPlan: 'yes',
				supervision: 'Weekly',
				monitoring: 'Curfew checks',
				interventions: 'Referred to a programme'
			},
			...{ victimSafety: 'Safety plan with V1', contingency: 'Enforcement, emergency review' }
		},
		told: { told: 'yes', reaction: 'Did not object' },
		...answers,
		person: {
			...{ name, dateOfBirth, crn, ethnicity: 'White British', firstLanguage: 'English' },
			...{ noFixedAbode: 'no', currentAddress: 'HMP Fellgate', ...answers.person }
		}
	});
	const rosh = {
		roshCHILDREN: 'LOW',
		roshPUBLIC: 'MEDIUM',
		roshKNOWN_ADULT: 'HIGH',
		roshSTAFF: 'MEDIUM',
		roshPRISONERS: 'LOW'
	};
	const sent = (days: number) => addWorkingDays(today, -days);
	const agreed = (who: string, days: number): SectionValues => ({
		managerName: stage.actor(who).name,
		managerRole: stage.actor(who).roleTitle,
		managerAgreedOn: addWorkingDays(sent(days), -1)
	});
	const release = addMonths(sent(4), 4);
	await refer(
		stage,
		'P08',
		[sent(4), '09:40'],
		base(
			{
				level: { level: '2', ...agreed('P08', 4) },
				category: { category: '2' },
				conviction: {
					indexOffence: 'An invented violent offence against a former partner',
					...{ sentence: 'Standard determinate sentence, 3 years', court: 'Northmere Crown Court', s327a: 'no' },
					briefDetails: '- Against V1, a former partner\n- While drinking'
				},
				dates: { where: 'custody', releaseOn: release, sentencedOn: addMonths(sent(4), -14), crd: release },
				reason: {
					why: 'Writes to V1 through others and says he will find her.',
					information: 'Police: three calls to the address this year.',
					levelOneGap: 'Nobody can say where V1 is safe without police, housing and probation deciding together.',
					objective: 'Agree a safe address and what happens on the day of release'
				},
				victims: {
					victims: [{ code: 'V1', contact: 'IN_CONTACT', views: 'Afraid of the day of release' }],
					safeguarding: 'None known.'
				},
				risk: {
					...{ ...rosh, tools: [{ name: 'SARA', result: 'High', on: addMonths(sent(4), -2) }] },
					...{ who: 'V1 and any new partner', imminence: 'In the weeks after release', triggers: 'Alcohol, rejection' }
				},
				agencies: agenciesOf(register, 'PRB', ['POL', 'PRI', 'HSG'], '')
			},
			'Corwin Ashgrove-Pell',
			'1991-07-19',
			'X900233'
		),
		{ V03: 'The letters were found last week.' }
	);
	await refer(
		stage,
		'P09',
		[sent(1), '15:15'],
		base(
			{
				level: { level: '2', ...agreed('P17', 1) },
				category: {
					category: '3',
					qualifyingOffence: 'An invented caution for threats with a weapon three years ago',
					currentRisk: 'Threatens workers and neighbours, and has begun to carry out what he says.'
				},
				person: { currentAddress: '4 Invented Row, Saltby' },
				conviction: {
					indexOffence: 'Caution for threats with a weapon',
					...{ sentence: 'Caution', court: '', s327a: 'no' },
					briefDetails: '- Threats to two workers, V1 and V2\n- Damage to a door'
				},
				dates: { where: 'community', sentencedOn: addMonths(sent(1), -30) },
				reason: {
					why: 'Threats have become more exact and name places.',
					information: 'Housing: neighbours have asked to move.',
					levelOneGap: 'No agency leads: health, housing and police each see a part.',
					objective: 'Agree who leads and a common plan for visits'
				},
				victims: { victims: [{ code: 'V1', contact: '', views: '' }], safeguarding: 'Two children live next door.' },
				risk: {
					...{
						...rosh,
						roshSTAFF: 'HIGH',
						tools: [{ name: 'HCR-20', result: 'Moderate', on: addMonths(sent(1), -3) }]
					},
					...{
						who: 'Workers who visit, neighbours',
						imminence: 'At the next visit',
						triggers: 'Letters about the tenancy'
					}
				},
				agencies: agenciesOf(register, 'POL', ['PRB', 'HSG', 'NHS', 'CSC'], '')
			},
			'Merrin Stoneacre',
			'1979-11-02',
			'X900418'
		)
	);
}
