import type { FinalRecord, RecordDecision } from '#lib/minutes/final-record.ts';
import { samplePeople as people } from './sample-people.ts';

/** What the second meeting of the worked case decided, as the record holds it. */

const present = [people.chair, people.headOfPdu, people.children, people.health].map(
	({ name, agency }) => `${name}, ${agency}`
);

export const sampleDisclosures: readonly RecordDecision[] = [
	{
		title: 'Disclosure to P-A',
		outcome: 'Disclose',
		fields: [
			['Legal basis', 'Criminal Justice Act 2003, section 327A; common law policing purpose'],
			['Section 327A applies', 'Yes; the presumption to disclose applies'],
			['Recipient', 'P-A (parent of two children; identity in restricted block)'],
			[
				'What is to be said',
				'That he is a registered sexual offender with an offence against a child, that he must not be alone with children, signs to look for (gifts, secrecy, offers to babysit) and who to ring; nothing about V1 or V2'
			],
			['By whom', 'Teasel Marchbank-Owl with Campion Ashmarsh'],
			['Method', 'In person, no written copy left'],
			['By when', 'Friday 18 December 2026'],
			['Conditions', '- not to pass on to others\n- not to confront him\n- call the number given'],
			['Lawful', 's.327A and policing purpose'],
			['Necessary', 'Children at home cannot be protected without parent knowing'],
			['Proportionate', 'Minimum facts only'],
			['Accurate', 'Checked with PNC 16 Dec'],
			['Is he told', 'After disclosure, by COM, unless risk rises'],
			['Risks to him', 'Possible hostility; AP alerted, move plan ready'],
			['Support for the recipient', 'Children’s social worker and support line'],
			['Alternatives considered', 'Condition only; not enough because contact already began'],
			['Reasons', 'Presumption applies; immediate and specific risk to two children'],
			['Reconsider when', '- P-A shares information\n- the relationship ends\n- a new parent is identified']
		],
		decidedAt: 'Thursday 17 December 2026 at 11:12',
		present
	}
];

export const sampleLicence: readonly RecordDecision[] = [
	{
		title: 'L7 Disclosure of information',
		outcome: 'Supported',
		fields: [
			['Condition', 'To notify of any relationship with a person whose household has children'],
			['What is it for?', 'To know of new relationships'],
			['How is it monitored, and by whom?', 'COM, MOSOVO'],
			['Who and why', 'Contact with a parent began without a word']
		],
		decidedAt: 'Thursday 17 December 2026 at 11:05',
		present
	}
];

export const sampleLevel: RecordDecision = {
	title: 'Level of management',
	outcome: 'Stay at Level 3',
	fields: [
		['Why', 'High risk with media interest; senior decision on placement and possible recall'],
		['Rationale', 'Needs senior authority in three agencies and press control'],
		[
			'Step down when',
			'Disclosure done, phone examined, recall decided, placement settled, media quiet for 4 weeks: step down to Level 2'
		],
		['Next meeting', 'Thursday 21 January 2027']
	],
	decidedAt: 'Thursday 17 December 2026 at 11:29',
	present
};

export const sampleSmb: FinalRecord['smb'] = [
	{
		theme: 'Seniority not met',
		agency: 'Saltby Borough Council Housing Options',
		text: 'Deputy could not commit a placement at Level 3'
	},
	{
		theme: 'Non-attendance',
		agency: 'Northmere Integrated Care Board',
		text: 'No apology at Level 3; short notice considered'
	},
	{
		theme: 'Action not completed',
		agency: 'Northmere County Council Education Safeguarding',
		text: 'A4 overdue since 13 Nov after two reminders'
	},
	{
		theme: 'Good practice',
		agency: 'Probation Service, Northmere PDU',
		text: 'AP search and same-hour notification limited the risk'
	}
];

export const sampleGlossary: FinalRecord['glossary'] = [
	['AP', 'Approved premises: staffed accommodation where people live after release from prison'],
	['COM', 'Community Offender Manager: the probation officer who manages the case'],
	['Level 3', 'Managed by several agencies whose senior managers must commit resources'],
	[
		'MAPPA',
		'Multi-Agency Public Protection Arrangements: how police, probation and prisons manage risk together with other agencies'
	],
	['MOSOVO', 'Police unit for the management of sexual and violent offenders'],
	['OSP/DC', 'A police and probation tool that estimates the risk of a contact sexual offence'],
	['SMB', 'Strategic Management Board, which oversees these arrangements in the area'],
	['VLO', 'Victim Liaison Officer']
];
