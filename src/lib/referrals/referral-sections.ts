/** The referral form (domain.md 3.2): its sections in the order of the national form, in plain words. */
import { ROSH_GROUPS, ROSH_LEVELS } from '../cases/case.ts';
import { categoryWord, roshGroupWord, roshLevelWord, victimContactWord } from '../meeting/meeting-words.ts';
import type { Section, SimpleField } from './referral-field.ts';

const YES_NO = [
	{ value: 'yes', text: 'Yes' },
	{ value: 'no', text: 'No' }
] as const;
const optionsOf = (words: Readonly<Record<string, string>>) =>
	Object.entries(words).map(([value, text]) => ({ value, text }));

const HEADER: Section = {
	slug: 'level',
	title: 'Level and agreement',
	lead: 'Talk it through with your own manager and with the MAPPA unit before you send it.',
	fields: [
		{
			kind: 'choice',
			name: 'level',
			label: 'Which level do you refer to?',
			hint: 'The lowest level at which a plan can be defended is the right one.',
			options: [
				{
					value: '2',
					text: 'Level 2',
					hint: 'Formal meetings of several agencies add to what the lead agency can do alone.'
				},
				{
					value: '3',
					text: 'Level 3',
					hint: 'Senior managers are needed as well: resources at short notice, or high media or public interest.'
				}
			],
			needed: 'Choose Level 2 or Level 3'
		},
		{
			kind: 'choice',
			name: 'emergency',
			label: 'Is it an emergency: must the first meeting be within 5 working days?',
			when: { field: 'level', is: '3' },
			options: YES_NO,
			needed: 'Choose whether it is an emergency'
		},
		{
			kind: 'line',
			name: 'managerName',
			label: 'Name of the manager who agreed to this referral',
			needed: 'Enter the name of the manager who agreed'
		},
		{
			kind: 'line',
			name: 'managerRole',
			label: 'Role of that manager',
			needed: 'Enter the role of the manager who agreed'
		},
		{
			kind: 'date',
			name: 'managerAgreedOn',
			label: 'When did the manager agree?',
			needed: 'Enter when the manager agreed'
		}
	]
};

const CATEGORY: Section = {
	slug: 'category',
	title: 'MAPPA category',
	lead: 'Exactly one. The co-ordinator decides when more than one could apply.',
	fields: [
		{
			kind: 'choice',
			name: 'category',
			label: 'Which category applies?',
			options: ([1, 2, 3, 4] as const).map((value) => ({ value: String(value), text: categoryWord[value] })),
			needed: 'Choose one category'
		},
		{
			kind: 'text',
			name: 'qualifyingOffence',
			label: 'Which past conviction, caution or sanction shows capacity for serious harm?',
			when: { field: 'category', is: '3' },
			needed: 'Enter the qualifying offence'
		},
		{
			kind: 'text',
			name: 'currentRisk',
			label: 'Why is there a risk of serious harm now that needs several agencies?',
			when: { field: 'category', is: '3' },
			needed: 'Enter why there is a risk of serious harm now'
		},
		{
			kind: 'text',
			name: 'otherCategory',
			label: 'If another category could apply as well: which, and why this one?',
			rows: 2
		}
	]
};

const PERSON: Section = {
	slug: 'person',
	title: 'The person',
	fields: [
		{ kind: 'line', name: 'name', label: 'Full name', needed: 'Enter the name of the person' },
		{ kind: 'text', name: 'aliases', label: 'Also known as, and nicknames', hint: 'One name on each line', rows: 2 },
		{ kind: 'date', name: 'dateOfBirth', label: 'Date of birth', needed: 'Enter the date of birth' },
		{ kind: 'line', name: 'sex', label: 'Sex, and gender if it is different' },
		{ kind: 'line', name: 'ethnicity', label: 'Ethnicity, in words', hint: 'Not a code' },
		{ kind: 'line', name: 'nationality', label: 'Nationality' },
		{ kind: 'line', name: 'religion', label: 'Religion or belief' },
		{ kind: 'line', name: 'firstLanguage', label: 'First language' },
		{ kind: 'line', name: 'interpreter', label: 'Interpreter needed, and for which language' },
		{ kind: 'text', name: 'disability', label: 'Disability or neurodiversity', rows: 2 },
		{ kind: 'heading', label: 'Identifiers', hint: 'At least one.' },
		{ kind: 'line', name: 'crn', label: 'CRN', width: 10 },
		{ kind: 'line', name: 'prisonNumber', label: 'Prison number', width: 10 },
		{ kind: 'line', name: 'pncId', label: 'PNC ID', width: 20 },
		{ kind: 'line', name: 'visorOrMappsRef', label: 'ViSOR or MAPPS reference', width: 20 },
		{ kind: 'line', name: 'nhsNumber', label: 'NHS number, only if it is needed', width: 20 },
		{ kind: 'heading', label: 'Addresses' },
		{
			kind: 'choice',
			name: 'noFixedAbode',
			label: 'Does the person have no fixed abode?',
			options: YES_NO,
			needed: 'Choose whether the person has no fixed abode'
		},
		{
			kind: 'line',
			name: 'areaOfLinks',
			label: 'The area of closest links',
			when: { field: 'noFixedAbode', is: 'yes' },
			needed: 'Enter the area the person has the closest links with'
		},
		{ kind: 'text', name: 'currentAddress', label: 'Address now', rows: 2 },
		{ kind: 'text', name: 'previousAddresses', label: 'Earlier addresses that matter', rows: 2 },
		{ kind: 'text', name: 'releaseAddress', label: 'Approved release address', rows: 2 }
	]
};

const CONVICTION: Section = {
	slug: 'conviction',
	title: 'Conviction or caution',
	fields: [
		{
			kind: 'text',
			name: 'indexOffence',
			label: 'Index offence or offences',
			rows: 2,
			needed: 'Enter the index offence'
		},
		{ kind: 'line', name: 'sentence', label: 'Sentence and its length', needed: 'Enter the sentence' },
		{ kind: 'line', name: 'court', label: 'Court' },
		{
			kind: 'text',
			name: 'briefDetails',
			label: 'Brief details',
			hint: 'As points, each on a line that begins with "- ". Not pasted from other reports. Write victims by code only.',
			rows: 8,
			words: 250,
			noNames: true,
			needed: 'Enter brief details of the offence'
		},
		{ kind: 'text', name: 'previous', label: 'Earlier convictions and cautions that matter', noNames: true },
		{
			kind: 'choice',
			name: 's327a',
			label: 'Is it a sexual offence against a child?',
			hint: 'Section 327A: every meeting must then consider disclosure.',
			options: YES_NO,
			needed: 'Choose whether it is a sexual offence against a child'
		}
	]
};

const DATES: Section = {
	slug: 'dates',
	title: 'Relevant dates',
	lead: 'Leave out what does not apply.',
	fields: [
		{
			kind: 'choice',
			name: 'where',
			label: 'Where is the person now?',
			options: [
				{ value: 'custody', text: 'In custody' },
				{ value: 'hospital', text: 'Detained in hospital' },
				{ value: 'community', text: 'In the community' }
			],
			needed: 'Choose where the person is now'
		},
		{
			kind: 'date',
			name: 'releaseOn',
			label: 'Expected date of release',
			hint: 'The earliest that is likely.',
			when: { field: 'where', is: 'custody' },
			needed: 'Enter the expected date of release'
		},
		{
			kind: 'date',
			name: 'sentencedOn',
			label: 'Sentenced or cautioned',
			needed: 'Enter the date of sentence or caution'
		},
		{ kind: 'date', name: 'parole', label: 'Parole hearing' },
		{ kind: 'date', name: 'ped', label: 'Parole eligibility date (PED)' },
		{ kind: 'date', name: 'hdc', label: 'Home detention curfew' },
		{ kind: 'date', name: 'rotl', label: 'Release on temporary licence' },
		{ kind: 'date', name: 'crd', label: 'Conditional release date (CRD)' },
		{ kind: 'date', name: 'led', label: 'Licence expiry date (LED)' },
		{ kind: 'date', name: 'sed', label: 'Sentence expiry date (SED)' },
		{ kind: 'date', name: 'orderExpiry', label: 'An order expires' },
		{ kind: 'line', name: 'orderName', label: 'Which order' },
		{ kind: 'date', name: 'notificationExpiry', label: 'Notification ends', hint: 'Leave empty when it is indefinite.' }
	]
};

const HOSPITAL: Section = {
	slug: 'hospital',
	title: 'If detained in hospital',
	lead: 'Completed by the mental health service, if it applies.',
	fields: [
		{
			kind: 'choice',
			name: 'applies',
			label: 'Is the person detained in hospital, or conditionally discharged?',
			options: YES_NO,
			needed: 'Choose whether the person is detained in hospital'
		},
		...(
			[
				{ kind: 'line', name: 'mhaSection', label: 'Section of the Mental Health Act', needed: 'Enter the section' },
				{ kind: 'line', name: 'hospital', label: 'Hospital and ward', needed: 'Enter the hospital' },
				{ kind: 'line', name: 'clinician', label: 'Responsible clinician', needed: 'Enter the responsible clinician' },
				{ kind: 'line', name: 'leave', label: 'Leave status' },
				{ kind: 'date', name: 'tribunalOn', label: 'Date of the next tribunal' }
			] satisfies readonly SimpleField[]
		).map((field) => ({ ...field, when: { field: 'applies', is: 'yes' } }))
	]
};

const REASON: Section = {
	slug: 'reason',
	title: 'Reason for referral',
	lead: 'The co-ordinator decides on this. Write it for somebody who does not know the case.',
	fields: [
		{
			kind: 'text',
			name: 'why',
			label: 'What has happened: behaviour, attitudes and pattern',
			noNames: true,
			rows: 6,
			needed: 'Enter what has happened'
		},
		{ kind: 'text', name: 'information', label: 'Information from other agencies', noNames: true },
		{
			kind: 'text',
			name: 'levelOneGap',
			label: 'What can the lead agency not do at Level 1?',
			hint: 'What formal meetings would add that a plan of the lead agency cannot.',
			rows: 5,
			needed: 'Enter what the lead agency cannot do at Level 1'
		},
		{
			kind: 'text',
			name: 'objective',
			label: 'What should a first meeting agree?',
			hint: 'It becomes the proposed objective of the meeting. No names.',
			rows: 2,
			noNames: true
		}
	]
};

const VICTIMS: Section = {
	slug: 'victims',
	title: 'Victims and safeguarding',
	lead: 'By code only: V1, V2 ... Names and addresses of victims are not asked for here and must not be written here.',
	fields: [
		{
			kind: 'rows',
			name: 'victims',
			label: 'Known victims',
			one: 'Victim',
			fields: [
				{
					kind: 'line',
					name: 'code',
					label: 'Code',
					hint: 'V1, V2 … never a name',
					width: 5,
					needed: 'Enter a code like V1'
				},
				{ kind: 'choice', name: 'contact', label: 'Contact with the scheme', options: optionsOf(victimContactWord) },
				{ kind: 'text', name: 'views', label: 'Views and safety', rows: 2, noNames: true }
			]
		},
		{ kind: 'line', name: 'vlo', label: 'Victim liaison officer' },
		{
			kind: 'text',
			name: 'potential',
			label: 'Potential victims',
			hint: 'Who they could be, not their names: "children of a new partner".',
			noNames: true
		},
		{
			kind: 'text',
			name: 'safeguarding',
			label: 'Safeguarding of children and adults at risk',
			noNames: true,
			needed: 'Enter what is known of safeguarding, or that nothing is known'
		}
	]
};

const RISK: Section = {
	slug: 'risk',
	title: 'Risk assessment',
	fields: [
		{ kind: 'heading', label: 'Risk of serious harm' },
		...ROSH_GROUPS.map(
			(group): SimpleField => ({
				kind: 'choice',
				name: `rosh${group}`,
				label: roshGroupWord[group],
				options: ROSH_LEVELS.map((value) => ({ value, text: roshLevelWord[value] })),
				needed: `Choose the risk of serious harm: ${roshGroupWord[group].toLowerCase()}`
			})
		),
		{
			kind: 'rows',
			name: 'tools',
			label: 'Assessments',
			one: 'Assessment',
			needed: 'Enter at least one assessment with its date',
			fields: [
				{ kind: 'line', name: 'name', label: 'Tool', needed: 'Enter the name of the tool' },
				{ kind: 'line', name: 'result', label: 'Result', needed: 'Enter the result' },
				{ kind: 'date', name: 'on', label: 'Date', needed: 'Enter the date of the assessment' }
			]
		},
		{
			kind: 'text',
			name: 'who',
			label: 'Who is at risk, and of what',
			noNames: true,
			needed: 'Enter who is at risk and of what'
		},
		{
			kind: 'text',
			name: 'imminence',
			label: 'When, and how soon',
			rows: 2,
			needed: 'Enter when the harm could happen'
		},
		{ kind: 'text', name: 'triggers', label: 'What makes it more likely', rows: 3 },
		{ kind: 'text', name: 'protective', label: 'What protects', hint: 'One on each line', rows: 3 }
	]
};

const PLAN: Section = {
	slug: 'plan',
	title: 'Plan now',
	lead: 'The lead agency must have made a first plan before it refers.',
	fields: [
		{
			kind: 'choice',
			name: 'hasPlan',
			label: 'Has the lead agency completed a risk management plan?',
			options: YES_NO,
			needed: 'Choose whether the lead agency has completed a plan'
		},
		{ kind: 'text', name: 'supervision', label: 'Supervision', rows: 3 },
		{ kind: 'text', name: 'monitoring', label: 'Monitoring and control', rows: 3 },
		{ kind: 'text', name: 'interventions', label: 'Interventions and treatment', rows: 3 },
		{ kind: 'text', name: 'victimSafety', label: 'Victim safety', rows: 3, noNames: true },
		{ kind: 'text', name: 'licence', label: 'Licence conditions and orders', rows: 3 },
		{ kind: 'text', name: 'contingency', label: 'What happens if it does not work', rows: 3 }
	]
};

const AGENCIES: Section = {
	slug: 'agencies',
	title: 'Agencies involved',
	lead: 'At least two agencies of the Responsible Authority: police, probation, prison.',
	fields: [
		{ kind: 'agency', name: 'leadAgencyId', label: 'Lead agency', needed: 'Choose the lead agency' },
		{ kind: 'line', name: 'caseManager', label: 'Case manager in that agency' },
		{
			kind: 'rows',
			name: 'agencies',
			label: 'Agencies',
			one: 'Agency',
			needed: 'Enter the agencies involved',
			fields: [
				{ kind: 'agency', name: 'agencyId', label: 'Agency', needed: 'Choose the agency' },
				{ kind: 'line', name: 'contact', label: 'Contact and role' },
				{
					kind: 'choice',
					name: 'invite',
					label: 'Should it be invited?',
					options: YES_NO,
					needed: 'Choose whether the agency should be invited'
				}
			]
		}
	]
};

const EQUALITY: Section = {
	slug: 'equality',
	title: 'Equality and accessibility',
	fields: [
		{
			kind: 'choice',
			name: 'known',
			label: 'Are there needs that the process must meet?',
			options: [
				{ value: 'some', text: 'Yes' },
				{ value: 'none', text: 'None known', hint: 'Somebody has asked, and there is nothing.' }
			],
			needed: 'Choose whether there are needs, or that none are known'
		},
		{
			kind: 'text',
			name: 'needs',
			label: 'Needs and adjustments',
			when: { field: 'known', is: 'some' },
			needed: 'Enter the needs and the adjustments'
		}
	]
};

const DISCLOSURE: Section = {
	slug: 'disclosure',
	title: 'Disclosure so far',
	fields: [
		{
			kind: 'choice',
			name: 'done',
			label: 'Has anything been disclosed about the person?',
			options: YES_NO,
			needed: 'Choose whether anything has been disclosed'
		},
		{
			kind: 'rows',
			name: 'disclosures',
			label: 'What was disclosed',
			one: 'Disclosure',
			when: { field: 'done', is: 'yes' },
			needed: 'Enter what was disclosed, to whom and when',
			fields: [
				{
					kind: 'line',
					name: 'to',
					label: 'To whom',
					hint: 'By role: "head teacher", "new partner"',
					noNames: true,
					needed: 'Enter to whom, by role'
				},
				{ kind: 'date', name: 'on', label: 'When', needed: 'Enter when it was disclosed' },
				{ kind: 'text', name: 'what', label: 'What', rows: 2, noNames: true, needed: 'Enter what was disclosed' }
			]
		}
	]
};

const TOLD: Section = {
	slug: 'told',
	title: 'Has the person been told?',
	fields: [
		{
			kind: 'choice',
			name: 'told',
			label: 'Has the person been told about this referral?',
			options: YES_NO,
			needed: 'Choose whether the person has been told'
		},
		{
			kind: 'text',
			name: 'whyNot',
			label: 'Why not?',
			when: { field: 'told', is: 'no' },
			needed: 'Enter why the person has not been told'
		},
		{
			kind: 'text',
			name: 'reaction',
			label: 'What did the person say?',
			when: { field: 'told', is: 'yes' }
		}
	]
};

export const REFERRAL_SECTIONS: readonly Section[] = [
	...[HEADER, CATEGORY, PERSON, CONVICTION, DATES, HOSPITAL, REASON],
	...[VICTIMS, RISK, PLAN, AGENCIES, EQUALITY, DISCLOSURE, TOLD]
];
export const sectionNamed = (slug: string): Section | null =>
	REFERRAL_SECTIONS.find((section) => section.slug === slug) ?? null;

/** The task list's groups: titles and the sections under each. */
export const SECTION_GROUPS: readonly { readonly title: string; readonly slugs: readonly string[] }[] = [
	{ title: 'The referral', slugs: ['level', 'category', 'reason'] },
	{ title: 'The person and the offence', slugs: ['person', 'conviction', 'dates', 'hospital'] },
	{ title: 'Risk and plan', slugs: ['victims', 'risk', 'plan'] },
	{ title: 'Working together', slugs: ['agencies', 'equality', 'disclosure', 'told'] }
];
