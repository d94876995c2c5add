/** What is said in the year's meetings: short, plain and invented, the same few sentences in turn. */
import type { SeededChance } from '../seeded-chance.ts';

type Risk = {
	readonly title: string;
	readonly risk: string;
	readonly evidence: string;
	readonly contingency: string;
	readonly positive: string;
	readonly negative: string;
};
/** By category of the case. */
export const RISKS: Readonly<Record<1 | 2 | 3, readonly Risk[]>> = {
	1: [
		{
			title: 'Contact with a child',
			risk: 'Contact offending against a child met through a parent he befriends.',
			evidence: 'The index offence began so. Seen looking for work near schools.',
			contingency: 'Police and children’s services are rung the same hour; recall is asked for the same day.',
			positive: '- Says whom he meets\n- Keeps appointments',
			negative: '- A new friend with children\n- Missed visits'
		},
		{
			title: 'Devices nobody knows of',
			risk: 'Images and contact by a device that was not declared.',
			evidence: 'A second phone was found before sentence.',
			contingency: 'Device seized and read; return to court where the order is broken.',
			positive: '- Hands devices over when asked',
			negative: '- New accounts\n- Awake at odd hours'
		},
		{
			title: 'Nowhere settled to live',
			risk: 'Loses his place and with it contact with everybody who watches.',
			evidence: 'Two landlords have refused him.',
			contingency: 'Emergency placement by the housing authority, told to police the same day.',
			positive: '- Pays the rent\n- Opens the door',
			negative: '- Complaints\n- Nights away'
		}
	],
	2: [
		{
			title: 'Violence to a former partner',
			risk: 'Goes to the home of V1 and hurts V1.',
			evidence: 'Three calls to the address in the year before sentence.',
			contingency: 'Marker on the address; arrest for breach; V1 moved to a safe place the same night.',
			positive: '- Stays out of the zone\n- Takes part in the programme',
			negative: '- Messages through others\n- Drinking'
		},
		{
			title: 'Violence when drinking',
			risk: 'Hurts somebody he drinks with.',
			evidence: 'Both convictions followed a day of drinking.',
			contingency: 'Curfew changed the same day; alcohol service seen within two days.',
			positive: '- Sober at visits',
			negative: '- Back with the old group'
		}
	],
	3: [
		{
			title: 'Threats to workers',
			risk: 'Hurts somebody who visits him at home.',
			evidence: 'Threats have become more exact and name places.',
			contingency: 'Visits in pairs stop; police are rung at once; a bed is asked for.',
			positive: '- Lets people in\n- Takes his medication',
			negative: '- Letters about the tenancy\n- Doors damaged'
		},
		{
			title: 'Fire',
			risk: 'Sets fire to the building.',
			evidence: 'Two small fires in the stairwell this year.',
			contingency: 'Fire service visit the same day; neighbours are told how to leave.',
			positive: '- Alarms work',
			negative: '- Threats to burn things'
		}
	]
};
export const RESPONSES = [
	'Kept every appointment since the last meeting and said when plans changed.',
	'Missed one visit and explained it; nothing else of note.',
	'Two warnings given. Better in the last fortnight.',
	'No calls to police. Works three days a week.',
	'Late twice and short in his answers; the home visit was calm.'
] as const;

type Task = {
	readonly text: string;
	readonly evidence: string;
	readonly pillar: Pillar;
	readonly orientation: Orientation;
};
type Pillar = 'SUPERVISION' | 'MONITORING_AND_CONTROL' | 'INTERVENTIONS_AND_TREATMENT' | 'VICTIM_SAFETY';
type Orientation = 'RESTRICTIVE' | 'REHABILITATIVE' | 'PROTECTIVE';
const task = (text: string, evidence: string, pillar: Pillar, orientation: Orientation): Task => ({
	...{ text, evidence, pillar, orientation }
});
/** What each agency is asked to do. */
export const TASKS: Readonly<Record<string, readonly Task[]>> = {
	POL: [
		task(
			'Visit unannounced and check the devices',
			'Date and outcome of the visit',
			'MONITORING_AND_CONTROL',
			'RESTRICTIVE'
		),
		task('Put a marker on the address of V1', 'Marker number', 'VICTIM_SAFETY', 'PROTECTIVE')
	],
	PRB: [
		task('See him weekly and report what he says of his plans', 'Note of each visit', 'SUPERVISION', 'REHABILITATIVE'),
		task(
			'Refer him to the programme and say when it begins',
			'Start date',
			'INTERVENTIONS_AND_TREATMENT',
			'REHABILITATIVE'
		)
	],
	PRI: [task('Send the release plan and the list of calls', 'Plan sent', 'SUPERVISION', 'PROTECTIVE')],
	CSC: [task('Tell the school who asks, and what to look for', 'Note of the talk', 'VICTIM_SAFETY', 'PROTECTIVE')],
	ASC: [
		task('Assess care needs and say what can be offered', 'Assessment', 'INTERVENTIONS_AND_TREATMENT', 'REHABILITATIVE')
	],
	EDU: [task('Map schools and clubs within a mile of the address', 'Map sent', 'VICTIM_SAFETY', 'PROTECTIVE')],
	HSG: [task('Find a move-on place outside the zone', 'Offer in writing', 'SUPERVISION', 'REHABILITATIVE')],
	RSL: [
		task('Say whether a tenancy is possible and on what terms', 'Answer in writing', 'SUPERVISION', 'REHABILITATIVE')
	],
	NHS: [
		task('See him about alcohol and mood', 'Date of the first visit', 'INTERVENTIONS_AND_TREATMENT', 'REHABILITATIVE')
	],
	ICB: [
		task(
			'Find which practice he is with and tell its safeguarding lead',
			'Name of the practice',
			'VICTIM_SAFETY',
			'PROTECTIVE'
		)
	],
	JCP: [task('Offer work that is away from children', 'Offer made', 'SUPERVISION', 'REHABILITATIVE')],
	EMS: [task('Report every alert within the hour', 'List of alerts', 'MONITORING_AND_CONTROL', 'RESTRICTIVE')]
};

const ITEM: Readonly<Record<string, readonly string[]>> = {
	'VICTIMS.views': ['Asks to be told of any change of address.', 'Content with the zone as it is.'],
	'VICTIMS.nonScheme': ['None known.'],
	'VICTIMS.potential': ['Whoever he meets next; seen to by the visits.'],
	'SUMMARY.summary': [
		'- Settled at the address\n- No arrest since the last review',
		'- Work found\n- One complaint by a neighbour'
	],
	'SUMMARY.response': ['Takes part, with little to say.', 'Takes part and asks what comes next.'],
	'ENGAGEMENT.views': ['Thinks that meetings are too many.', 'Says that the plan is fair.'],
	'ENGAGEMENT.motivation': ['Wants to keep the job.', 'Wants to see his brother.'],
	'ENGAGEMENT.notTold': ['He is told at the next visit.'],
	'EQUALITY_HRA.adjustments': ['None asked for.', 'Letters in plain English, read through with him.'],
	'EQUALITY_HRA.interference': ['Where he lives and whom he meets.'],
	'EQUALITY_HRA.necessity': ['Less would not protect V1.'],
	'EQUALITY_HRA.proportionality': ['No more than the plan needs; looked at again at each review.'],
	'SAFEGUARDING.childrenReason': ['No child is in contact.'],
	'SAFEGUARDING.adultsReason': ['No adult at risk is known.'],
	'SAFEGUARDING.domesticAbuseReason': ['No partner now.'],
	'RISK.who': ['V1, and whoever is closest to him.'],
	'RISK.nature': ['As in the index offence.'],
	'RISK.reoffending': ['Unchanged by the assessment.'],
	'RISK.triggers': ['Drink, and being refused.', 'Being alone, and time to fill.'],
	'RISK.protective': ['A brother who rings, and work.', 'A routine and a worker he listens to.'],
	'RISK.noTool': ['The assessment of the referral stands.'],
	'MEDIA.strategy': ['A reactive line only.']
};
export const itemWords = (item: string, field: string, chance: SeededChance): string =>
	chance.pick(ITEM[`${item}.${field}`] ?? ['Nothing new since the last review.']);

export const NOTES: Readonly<Record<string, readonly string[]>> = {
	WELCOME: ['The chair opened the meeting and said what it is for.'],
	STATUS: ['Category and level as in the register.'],
	AGENCY_INFO: [
		'Each agency spoke in turn. Nothing contradicts the plan.',
		'Police: no calls. Housing: rent paid. Health: seen twice.'
	],
	RMP: ['The plan was gone through row by row.'],
	DISCLOSURE: ['Considered for each person who might be at risk.'],
	ACTIONS: ['Read back by the minute taker; each owner present accepted.'],
	LEVEL: ['Everybody present was asked.']
};
export const FEEDBACK: Readonly<Record<string, readonly string[]>> = {
	NON_ATTENDANCE: [
		'Did not come and sent nobody; the plan could not be agreed in the room.',
		'Second absence in a row.'
	],
	SENIORITY_NOT_MET: ['Who came could not commit a place.'],
	ACTION_NOT_COMPLETED: ['An action stood open at two reviews.'],
	LATE_OR_INADEQUATE_REPORT: ['The report came on the day and said nothing of risk.'],
	RESOURCE_GAP: [
		'No move-on place in the borough within three months.',
		'The programme has a waiting list of five months.'
	],
	PROCESS_ISSUE: ['Papers reached agencies a day before the meeting.'],
	GOOD_PRACTICE: ['Acted within the hour and told everybody.', 'Brought a plan of its own, in writing.'],
	LEARNING: ['A visit by two agencies together told more than two visits.'],
	NON_CONTRIBUTION: ['Was there and had read nothing.'],
	NOTHING_TO_REPORT: ['']
};
