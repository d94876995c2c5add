/** The scenario's review with nothing missing: what a chair could lock. Tests take one thing away and see what is asked. */
import type { AttendanceRecord } from '#lib/attendance/attendance.ts';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import { minutesField, type Texts } from '#lib/minutes/minutes-fields.ts';
import { itemEvents, itemWords } from './filled-items.ts';
import { fold, KEEP_LEVEL, NOT_DISCLOSED, PEOPLE, REVIEW } from './scenario.ts';

export const ATTENDED: AttendanceRecord = {
	status: 'ATTENDED',
	mode: 'IN_PERSON',
	minutesLate: null,
	seniorityMet: true,
	canCommitResources: true,
	reportReceivedOn: null,
	reportAdequate: null,
	reason: null,
	note: ''
};
const attended = (personId: string): MeetingEvent => ({ type: 'attendance-recorded', personId, record: ATTENDED });
const newAction = (
	number: string,
	values: Extract<MeetingEvent, { type: 'action-value-set' }>['to']
): readonly MeetingEvent[] => [
	{ type: 'action-added', number, riskKeys: ['R1'], sinceMeeting: 2 },
	{ type: 'action-value-set', number, from: {}, to: { owner: PEOPLE.social, due: '2026-12-18', ...values } }
];

export const COMPLETE: readonly MeetingEvent[] = [
	...REVIEW,
	...['chair', 'minutes', 'manager', 'social'].map(attended),
	{ type: 'participation-decided', choice: 'MET', reason: '' },
	{ type: 'statement-presented', manner: 'READ_ALOUD' },
	{ type: 'previous-minutes-checked', outcome: 'AGREED', correction: '' },
	{ type: 'risk-value-set', key: 'R1', from: {}, to: { status: 'INCREASED' } },
	{
		type: 'action-outcome-recorded',
		number: 'A1',
		status: 'COMPLETED',
		evidence: 'Map in licence',
		completedOn: '2026-12-01',
		by: 'social'
	},
	...newAction('A8', { pillar: 'SUPERVISION', orientation: 'REHABILITATIVE' }),
	...newAction('A9', { pillar: 'MONITORING_AND_CONTROL', orientation: 'PROTECTIVE' }),
	...newAction('A10', { pillar: 'INTERVENTIONS_AND_TREATMENT', orientation: 'REHABILITATIVE' }),
	...newAction('A11', { pillar: 'VICTIM_SAFETY', orientation: 'PROTECTIVE' }),
	{ type: 'disclosure-decided', id: 'd1', fields: NOT_DISCLOSED, present: ['chair', 'social'] },
	{ type: 'level-decided', fields: KEEP_LEVEL, present: ['chair', 'minutes'] },
	{
		type: 'smb-feedback-noted',
		id: 's1',
		theme: 'GOOD_PRACTICE',
		agencyId: null,
		agencyName: null,
		text: 'Early report'
	},
	...itemEvents(fold(REVIEW)),
	{ type: 'meeting-ended' }
];

const riskTexts = {
	title: 'Contact with V1',
	risk: 'Approaches a child, V1, on the way to school',
	evidence: 'Letter of 12 May',
	responseSoFar: 'Kept all appointments',
	contingency: 'If seen near the school, police at once',
	positiveIndicators: 'No zone alerts',
	negativeIndicators: 'Asks for the address'
};
const noted = [
	'PERSON',
	'VICTIMS',
	'SUMMARY',
	'AGENCY_INFO',
	'ENGAGEMENT',
	'EQUALITY_HRA',
	'SAFEGUARDING',
	'RISK'
] as const;
export const TEXTS: Texts = {
	plan: {
		...Object.fromEntries(Object.entries(riskTexts).map(([field, text]) => [`R1.${field}`, text])),
		'A8.text': 'Book a review of the carpentry placement',
		'A9.text': 'Inspect the declared phone every month',
		'A10.text': 'Refer him to the alcohol group',
		'A11.text': 'Tell the family of V1 about the zone'
	},
	minutes: {
		...Object.fromEntries(noted.map((code) => [minutesField(code), `What was said under ${code.toLowerCase()}.`])),
		...itemWords(fold(REVIEW))
	}
};
