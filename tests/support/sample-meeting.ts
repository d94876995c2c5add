import type { RecordAttendance, RecordItem, RecordPerson } from '#lib/minutes/final-record.ts';
import { samplePeople as people } from './sample-people.ts';

/** Who came to the second meeting of the worked case, and what was said, as the record holds it. */

const seat = (person: RecordPerson, parts: Partial<RecordAttendance> = {}): RecordAttendance => ({
	...person,
	status: 'Attended',
	mode: 'In person',
	capacity: 'Core member',
	substituteFor: '',
	timing: '',
	seniority: 'Senior enough',
	contribution: 'Full',
	statementAccepted: 'Accepted 09:58, version 3',
	reason: '',
	finding: '',
	note: '',
	connected: [],
	...parts
});

const absent: Partial<RecordAttendance> = {
	mode: '',
	capacity: 'Invited',
	seniority: '',
	contribution: '',
	statementAccepted: ''
};
const remote: Partial<RecordAttendance> = { mode: 'By browser', connected: ['10:00 to 11:34'] };

export const sampleAttendance: readonly RecordAttendance[] = [
	seat(people.chair, { note: 'Chair' }),
	seat(people.coordinator),
	seat(people.minuteTaker, { note: 'Minute taker' }),
	seat(people.headOfPdu),
	seat(people.caseManager),
	seat(people.victimLiaison, remote),
	seat(people.approvedPremises, {
		...remote,
		status: 'Attended part',
		timing: 'Left 10:50',
		connected: ['10:00 to 10:50'],
		note: 'Left for incident; plan item covered'
	}),
	seat(people.detective),
	seat(people.children, remote),
	seat(people.housing, {
		...remote,
		status: 'Deputy attended',
		substituteFor: 'Bryony Slateford',
		seniority: 'Not senior enough',
		contribution: 'Limited',
		finding: 'Raise with the Strategic Management Board',
		note: 'Could not commit to a placement'
	}),
	seat(people.landlord, {
		...remote,
		status: 'Attended late',
		timing: '22 minutes late',
		connected: ['10:22 to 10:58', '11:03 to 11:34']
	}),
	seat(people.health, remote),
	seat(people.monitoring, {
		...absent,
		status: 'Apologies, report received',
		reason: 'Short notice',
		finding: 'Accepted',
		note: 'Report received 16 December 2026, adequate'
	}),
	seat(people.board, {
		...absent,
		status: 'No apology and no report',
		reason: 'Not known',
		finding: 'Feedback to the agency'
	})
];

const item = (number: number, code: string, title: string, notes: string, parts: Partial<RecordItem> = {}) => ({
	number,
	code,
	title,
	plannedMinutes: 3,
	usedMinutes: 4,
	notes,
	skippedBecause: '',
	facts: [],
	dissent: [],
	lastWrittenBy: 'Minute taker, Northmere MAPPA Unit, 11:20',
	...parts
});

export const sampleItems: readonly RecordItem[] = [
	item(
		1,
		'WELCOME',
		'Introductions, purpose, attendance, apologies',
		'The chair opened at 10:00 and stated the purpose: to decide whether the release plan is still safe after an undeclared phone was found on 7 December.',
		{
			facts: [
				['Objective', 'Decide safety of release plan after device find; media and disclosure'],
				['Minimum participation', 'Met']
			]
		}
	),
	item(2, 'CONFIDENTIALITY', 'Confidentiality and equality statement', 'Read aloud and displayed.', {
		facts: [['Accepted by', '12 of 12 present']],
		usedMinutes: 1
	}),
	item(3, 'STATUS', 'Category, level and lead agency', '', {
		facts: [
			['Category', '1'],
			['Level', '3, raised from 2 on 10 December 2026'],
			['Lead agency', 'Probation Service, Northmere PDU']
		]
	}),
	item(4, 'MINUTES_PREV', 'Accuracy of last minutes', 'Agreed as a true record of the meeting of 22 October 2026.'),
	item(
		6,
		'PERSON',
		'Person details, sentence, dates, orders, address',
		'Released 30 November to Linden House as approved.'
	),
	item(
		7,
		'VICTIMS',
		'Victims and potential victims',
		'V1’s family is in contact with the scheme and content with the information they receive.\nV2 does not want contact; the safety plan stays.\nP-A’s two children are potential victims:\n- aged 9 and 11\n- no contact in person is known\n- their school has not been told'
	),
	item(
		9,
		'AGENCY_INFO',
		'Information from each agency in turn',
		'Police: undeclared phone found 7 December in an approved premises search; three weeks of messages with P-A.\nProbation: all appointments kept; subdued since the search.\nHousing: two landlords refused after learning the category.\nHealth: medication unchanged, safety plan used once.'
	),
	item(12, 'SAFEGUARDING', 'Children, adults at risk, other forums', '', {
		skippedBecause: 'Taken together with disclosure, because the same two children are concerned'
	}),
	item(
		13,
		'RISK',
		'Risk assessment',
		'Risk to children high and judged more imminent because a parent has been met online.',
		{
			dissent: [
				{
					agency: 'Probation Service, Northmere PDU',
					text: 'The case manager favours immediate recall; the chair and the Head of PDU prefer a decision on the phone examination by 22 December.'
				}
			]
		}
	),
	item(
		14,
		'RMP',
		'Risk management plan',
		'Every risk was reviewed; two increased, one reduced. The plan follows these notes.',
		{
			plannedMinutes: 14,
			usedMinutes: 21
		}
	),
	item(
		17,
		'MEDIA',
		'Media, community impact, critical contacts',
		'Reactive line only; no confirmation of address; police press lead; victims’ families told first.'
	),
	item(
		20,
		'SMB_FEEDBACK',
		'Feedback to the board, any other business, close',
		'The chair summed up and closed at 11:34.'
	)
];
