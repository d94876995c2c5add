import type { RecordAction, RecordRisk } from '#lib/minutes/final-record.ts';
import { samplePeople as people } from './sample-people.ts';

/** The plan of the worked case after its second meeting, as the record holds it. */

const risk = (key: string, title: string, parts: Partial<RecordRisk>): RecordRisk => ({
	key,
	title,
	status: 'Open',
	pillar: 'Supervision',
	orientation: 'Protective',
	controlType: 'Internal control',
	risk: '',
	evidence: '',
	responseSoFar: '',
	contingency: '',
	positiveIndicators: '',
	negativeIndicators: '',
	leastRestrictiveReason: '',
	noActionReason: '',
	actions: [],
	sinceMeeting: 1,
	lastWrittenBy: [],
	...parts
});

export const sampleRisks: readonly RecordRisk[] = [
	risk('R1', 'Contact offending', {
		status: 'Increased',
		risk: 'Sexual contact with a child aged 8 to 14 reached through a trusted role or a relationship with their parent, most likely when settled, unsupervised and wanting companionship',
		evidence: 'Index pattern; OSP/DC High 21 Sep 2026',
		responseSoFar:
			'Kept all appointments; but phone shows 3 weeks of messages with P-A, a parent of two children; says it is friendship; did not declare',
		contingency: 'If any contact with P-A’s children: police and CSC same hour; recall same day',
		positiveIndicators:
			'- Declares new adults within 48 hours (COM log)\n- Attends all relapse-prevention sessions (programme report)',
		negativeIndicators:
			'- Offers to coach or help at clubs\n- Vague about weekends\n- Interest in single parents online',
		actions: ['A1', 'A4', 'A9', 'A10'],
		lastWrittenBy: [
			'Response so far: Probation Service, Northmere PDU, 10:41',
			'Contingency plan: Northmere County Council Children’s Services, 10:47'
		]
	}),
	risk('R2', 'Online grooming and images', {
		status: 'Increased',
		pillar: 'Monitoring and control',
		orientation: 'Restrictive',
		controlType: 'External control',
		risk: 'Uses an undeclared device to find and groom children or view indecent images',
		evidence: 'Index images; OSP/IIC Medium 21 Sep 2026',
		responseSoFar: 'Undeclared phone found 7 Dec in approved premises search; polygraph arranged; declared phone clear',
		contingency:
			'If an undeclared device is found: AP secures it, police called within 1 hour, COM considers recall same day',
		positiveIndicators:
			'- Declared phone inspected monthly, clear (MOSOVO)\n- Shows browsing history without prompting',
		negativeIndicators: '- Second SIM or charger\n- History deleted\n- Late nights in room',
		leastRestrictiveReason:
			'One declared phone with inspection is less intrusive than a ban and still allows work and family contact',
		actions: ['A2', 'A11']
	}),
	risk('R3', 'Contact with V1 or V2', {
		status: 'Reduced',
		pillar: 'Victim safety',
		controlType: 'External control',
		risk: 'Approaches, messages or is seen by V1, V2 or their families, causing serious psychological harm',
		evidence: 'Letter to V1’s sibling in 2023; V1 family concern 12 Oct 2026',
		responseSoFar: 'No zone alerts since release; V1 family content with contact; V2 unchanged',
		contingency:
			'If he enters the zone or contacts: EM alert to police at once; VLO tells V1 family within 2 hours; COM considers recall same day',
		positiveIndicators: '- No zone alerts for 12 weeks (police log)\n- V1 family reports feeling informed (VLO)',
		negativeIndicators: '- Asks about the home town\n- Brother reports questions about V1',
		noActionReason: 'The zone map and the brother’s undertaking are in place; nothing more would add protection now',
		actions: ['A3', 'A5']
	}),
	risk('R4', 'Loss of stable address', {
		orientation: 'Rehabilitative',
		risk: 'Leaves approved premises or is placed unsuitably, so supervision is lost and access to children increases',
		evidence: 'Two failed tenancies before sentence; no family address',
		responseSoFar: 'AP stable; move-on refused twice after landlord learned category',
		contingency:
			'If not back by curfew plus 30 minutes: AP calls police and COM on-call; recall considered within 2 hours; UAL procedure',
		positiveIndicators: '- On time for every AP sign-in\n- Housing application complete by 13 Nov',
		negativeIndicators: '- Disputes with AP staff\n- Belongings packed\n- Says he will go to a friend',
		actions: ['A6', 'A7', 'A12']
	}),
	risk('R5', 'Alcohol and low mood as disinhibitors', {
		pillar: 'Interventions and treatment',
		orientation: 'Rehabilitative',
		risk: 'Drinking and low mood reduce control and increase offending or impulsive disclosure to strangers',
		evidence: 'Pre-sentence alcohol history; GP note of low mood Sep 2026',
		responseSoFar: 'Engaged; low mood after phone find, safety plan used once',
		contingency:
			'If he presents intoxicated or hopeless: AP safety plan, NHS crisis line same night, COM told by 09:00',
		positiveIndicators: '- Attends NHS review in first 2 weeks\n- Clear alcohol tests',
		negativeIndicators: '- Missed medication\n- Smell of alcohol\n- Talk of no future',
		actions: ['A8'],
		evidenceBasis: 'OASys: drinking and low mood before the index offence',
		victims: ['V1', 'V2'],
		conditions: ['L1', 'L7'],
		trend: 'New at meeting 1, now No change',
		changed: 'response so far and contingency rewritten',
		indicators: [
			{
				...{ side: 'Positive', text: 'Clear alcohol tests', mark: 'Not seen' },
				...{ on: 'Monday 14 December 2026', source: 'Register of the approved premises' }
			},
			{ side: 'Negative', text: 'Missed medication', mark: 'Not marked', on: '', source: '' }
		]
	})
];

const action = (number: string, text: string, parts: Partial<RecordAction>): RecordAction => ({
	number,
	text,
	completionEvidence: '',
	risks: [],
	owner: null,
	supporters: [],
	by: '',
	pillar: 'Supervision',
	orientation: 'Protective',
	status: 'Not started',
	evidence: '',
	sinceMeeting: 1,
	...parts
});

export const samplePreviousActions: readonly RecordAction[] = [
	action('A1', 'Brief AP staff in writing on grooming pattern and who to call', {
		risks: ['R1'],
		owner: people.detective,
		by: 'Friday 20 November 2026',
		status: 'Completed',
		evidence: 'Briefing dated 18 Nov',
		reported: [
			{
				told: 'Completed on Wednesday 18 November 2026: Briefing dated 18 Nov',
				by: 'Teasel Marchbank-Owl, Northmere Constabulary, Wednesday 18 November 2026'
			}
		],
		slips: 'First due Friday 13 November 2026, moved once',
		verified: 'Verified by the chair on Thursday 17 December 2026 at 10:12',
		accepted: 'Accepted by Teasel Marchbank-Owl on Thursday 22 October 2026 at 15:20'
	}),
	action('A2', 'Register one approved phone and complete first inspection', {
		risks: ['R2'],
		owner: people.detective,
		by: 'Friday 4 December 2026',
		pillar: 'Monitoring and control',
		orientation: 'Restrictive',
		status: 'Completed',
		evidence: 'Registered 1 Dec; first inspection 3 Dec clear'
	}),
	action('A3', 'Agree exclusion zone map with V1 family and give to COM for licence', {
		risks: ['R3'],
		owner: people.victimLiaison,
		by: 'Friday 6 November 2026',
		pillar: 'Victim safety',
		status: 'Completed',
		evidence: 'Map v2 in licence'
	}),
	action('A4', 'Check for children at addresses within 500 m of Linden House and advise head teachers’ lead', {
		risks: ['R1'],
		owner: people.education,
		by: 'Friday 13 November 2026',
		status: 'Not completed',
		evidence: 'No reply; escalated 20 Nov'
	}),
	action('A5', 'Interview brother about contact rules; record undertaking', {
		risks: ['R3'],
		owner: people.caseManager,
		by: 'Friday 13 November 2026',
		pillar: 'Victim safety',
		status: 'Completed',
		evidence: 'Undertaking 11 Nov'
	}),
	action('A6', 'Submit move-on application with environmental risk note', {
		risks: ['R4'],
		owner: people.housing,
		by: 'Friday 27 November 2026',
		orientation: 'Rehabilitative',
		status: 'In progress',
		evidence: 'Two landlords refused'
	}),
	action('A7', 'Arrange carpentry placement away from children and vulnerable adults; send JCP notification', {
		risks: ['R4'],
		owner: people.jobcentre,
		by: 'Friday 11 December 2026',
		orientation: 'Rehabilitative',
		status: 'In progress',
		evidence: 'One offer under check'
	}),
	action('A8', 'Book mental health and alcohol review in first two weeks after release', {
		risks: ['R5'],
		owner: people.nurse,
		by: 'Friday 11 December 2026',
		pillar: 'Interventions and treatment',
		orientation: 'Rehabilitative',
		status: 'Completed',
		evidence: 'Seen 8 Dec; medication unchanged'
	})
];

export const sampleActions: readonly RecordAction[] = [
	action('A9', 'Disclose to P-A in person with children’s social worker; record reaction and undertaking', {
		completionEvidence: 'Signed undertaking and a note of the reaction on the case record',
		risks: ['R1'],
		owner: people.detective,
		supporters: [people.children],
		by: 'Friday 18 December 2026',
		pillar: 'Victim safety',
		sinceMeeting: 2
	}),
	action('A10', 'Hold strategy discussion on P-A’s two children', {
		completionEvidence: 'Minutes of the discussion sent to the co-ordinator',
		risks: ['R1'],
		owner: people.children,
		by: 'Friday 18 December 2026',
		pillar: 'Victim safety',
		sinceMeeting: 2
	}),
	action('A11', 'Examine seized phone and report outcome to COM; recall decision recorded', {
		completionEvidence: 'Examination report',
		risks: ['R2'],
		owner: people.detective,
		supporters: [people.caseManager, people.headOfPdu],
		by: 'Tuesday 22 December 2026',
		pillar: 'Monitoring and control',
		orientation: 'Restrictive',
		sinceMeeting: 2
	}),
	action('A12', 'Senior decision on move-on placement or AP extension', {
		completionEvidence: 'Decision letter',
		risks: ['R4'],
		owner: people.headOfHousing,
		supporters: [people.landlord],
		by: 'Standing: every four weeks, next check Friday 8 January 2027',
		orientation: 'Rehabilitative',
		sinceMeeting: 2
	})
];
