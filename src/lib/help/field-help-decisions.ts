/** What belongs into the decisions on the level and on disclosure, findings on absence, and the close of a meeting. */
import type { HelpRows } from './field-help-row.ts';

export const LEVEL_HELP: HelpRows = {
	'level.criterion': [
		'In what way is the test for the level met, or which one no longer is?',
		'Three agencies must act in the week of release: housing, children’s services and police',
		'Complex case',
		'The test is what meetings add, not how much there is to say.',
		'LEVEL_GUIDANCE'
	],
	'level.meetingsAdd': [
		'What do formal meetings add that the lead agency could not do alone?',
		'Probation could not bring housing and health to the table; both hold a step of the plan',
		'Information sharing',
		'That can be done at Level 1.',
		'LEVEL_GUIDANCE'
	],
	'level.rationale': [
		'Why was this decided? Somebody who was not there must be able to follow.',
		'Two of five actions depend on a placement that is decided in June; until then the plan needs all of us',
		'Agreed by all',
		'It says who, and not why.',
		'LEVEL_GUIDANCE'
	],
	'level.exitCriteria': [
		'What would have to be true to step down?',
		'Twelve weeks in the placement without a breach, and handovers at the centre without an incident',
		'When risk is lower',
		'Nobody could tell when that is.',
		'LEVEL_GUIDANCE'
	],
	'level.leadAgencyPlan': [
		'Which plan will the lead agency run from now on?',
		'Weekly supervision, alcohol testing each fortnight, and the school contact; back here if one of them fails',
		'Business as usual',
		'It says nothing that could fail.',
		'LEVEL_GUIDANCE'
	],
	'level.dissent': [
		'Who saw it differently, and why? Or that nobody did, after each was asked.',
		'Housing would step down now, because the placement is agreed',
		'None noted',
		'It does not say that anybody was asked.',
		'MEETING_GUIDANCE'
	],
	'level.nextMeetingOn': [
		'A working day on which everybody with an action can have done it.',
		'Thursday 9 July, within the usual weeks for Level 2',
		'In about two months',
		'Nobody can keep it free.',
		'LEVEL_GUIDANCE'
	],
	'level.nextMeetingReason': [
		'Why is it later than usual?',
		'The placement is decided on 6 July; before that there is nothing to decide',
		'Diaries',
		'It does not say what keeps people safe until then.',
		'LEVEL_GUIDANCE'
	],
	'level.mustAttend': [
		'Who must be there next time, because a decision needs them?',
		'The head of housing options, who can commit a placement',
		'Everybody',
		'Then nobody is told that they are needed.',
		'ATTENDANCE_GUIDANCE'
	],
	'level.filedBy': [
		'Who files the minutes in the national system, and by when?',
		'The MAPPA administrator, within five working days',
		'Admin',
		'It names nobody.',
		'MEETING_GUIDANCE'
	]
};

const FIND_OUT = 'What would be said, exactly? No more than this person needs to keep somebody safe.';
export const DISCLOSURE_HELP: HelpRows = {
	'disclosure.s327aReason': [
		'Why does section 327A apply here, or not?',
		'He was convicted of an offence in Schedule 34A against a child on 4 May 2024',
		'Standard',
		'It does not name the conviction.',
		'DISCLOSURE_LAW'
	],
	'disclosure.presumptionRebuttedReason': [
		'The law presumes telling. What outweighs it here?',
		'The particular child lives abroad with no contact, checked with the school on 2 June',
		'Not needed',
		'It does not say what was weighed.',
		'DISCLOSURE_LAW'
	],
	'disclosure.lawful': [
		'Which power allows telling?',
		'Common law power of the police to prevent crime; section 115 of the Crime and Disorder Act 1998',
		'MAPPA',
		'MAPPA itself gives no power to tell third parties.',
		'DISCLOSURE_LAW'
	],
	'disclosure.necessary': [
		'Why must this person know to prevent harm?',
		'She leaves her two children with him on Saturdays and does not know of the order',
		'To safeguard',
		'It does not say from what.',
		'DISCLOSURE_LAW'
	],
	'disclosure.proportionate': [
		'Why is this the least that will do?',
		'The kind of risk and the two conditions, and not the offence or the victim',
		'Balanced',
		'It does not say what was left out.',
		'ARTICLE_8'
	],
	'disclosure.accurate': [
		'Who has checked that it is correct, against what, and when?',
		'Conviction checked on PNC by the police on 3 June',
		'Known facts',
		'It says neither who checked nor when.',
		'DISCLOSURE_LAW'
	],
	'disclosure.recipient': [
		'To whom, by role or code and never by name?',
		'P-A, mother of two children',
		'The girlfriend, with her full name',
		'The minutes go to many; a code is enough for all of them.',
		'DISCLOSURE_LAW'
	],
	'disclosure.content': [
		FIND_OUT,
		'That he must not be alone with children, and whom to ring if he asks for it',
		'The background',
		'Two people would tell two different things.',
		'DISCLOSURE_LAW'
	],
	'disclosure.byWhom': [
		'Which one person tells, of which agency?',
		'The public protection officer, together with the social worker',
		'Police',
		'Nobody in particular would go.',
		'DISCLOSURE_LAW'
	],
	'disclosure.jointWith': [
		'Who goes along, and what for?',
		'The social worker, who stays to talk about the children',
		'Others',
		'It names nobody.',
		'DISCLOSURE_LAW'
	],
	'disclosure.method': [
		'How is it told, so that it can be heard and asked about?',
		'In person, at her home, when the children are at school',
		'By telephone if she is in',
		'Nobody sees how it is taken, or who is listening.',
		'DISCLOSURE_LAW'
	],
	'disclosure.deadline': [
		'By which day is it told?',
		'Friday 12 June, before the weekend contact',
		'Soon',
		'It is not a date.',
		'SMART'
	],
	'disclosure.conditions': [
		'What may the person who is told do with it?',
		'May tell her own mother, who minds the children; nobody else, and nothing online',
		'Confidential',
		'She cannot tell what that allows.',
		'DISCLOSURE_LAW'
	],
	'disclosure.subjectInformed': [
		'When and how is the person told that it is going to be told, or why not?',
		'By the case manager on 11 June, the day before, and offered to tell her himself',
		'No',
		'It gives no reason.',
		'DISCLOSURE_LAW'
	],
	'disclosure.risksToSubject': [
		'What could it do to the person, and what is done about that?',
		'He may lose the flat; housing holds a room until 20 June',
		'Minimal',
		'It does not say what was thought of.',
		'ARTICLE_8'
	],
	'disclosure.supportForRecipient': [
		'What help does the person who is told get, and from whom?',
		'The social worker calls the next day and gives the number of the helpline',
		'Signposted',
		'It does not say to what.',
		'DISCLOSURE_LAW'
	],
	'disclosure.alternativesConsidered': [
		'What else would keep people safe, and why is it not enough?',
		'Asking him to tell her: he was offered it on 4 June and has not',
		'None suitable',
		'It does not say which were considered.',
		'DISCLOSURE_LAW'
	],
	'disclosure.reasons': [
		'Why did the meeting decide this? Needed also when nothing is told.',
		'No particular child is known to be in contact with him; the order and visits hold',
		'No disclosure',
		'It repeats the decision and gives no reason.',
		'DISCLOSURE_LAW'
	],
	'disclosure.reconsiderTriggers': [
		'What would make you look at it again?',
		'A new partner with children, a move, or a visit to a school',
		'If things change',
		'Nobody would notice.',
		'DISCLOSURE_LAW'
	],
	'disclosure.reviewAt': [
		'On which day is it looked at again?',
		'Thursday 9 July, at the next meeting',
		'Regularly',
		'It is not a date.',
		'SMART'
	]
};

export const ABSENCE_HELP: HelpRows = {
	'absence.finding': [
		'What does the chair make of this absence, once the report and the reason are known?',
		'Feedback to the agency: no report, and the action on the placement could not be decided',
		'Accepted, because it is easier',
		'What is accepted does not come up again.',
		'ATTENDANCE_GUIDANCE'
	],
	'absence.note': [
		'What could the meeting not decide because of it? Facts, and nobody’s character.',
		'The placement in action A3 could not be decided; no report had come by 10:00',
		'As usual',
		'The Board cannot act on it.',
		'ATTENDANCE_GUIDANCE'
	],
	'absence.comment': [
		'What did this agency bring, or what was missing?',
		'Spoke to items 9 and 14, and took action A4 with a date',
		'Good',
		'It helps nobody to do the same again.',
		'ATTENDANCE_GUIDANCE'
	],
	'absence.participation': [
		'Why does the meeting go on without the agency, and what does it leave undecided?',
		'The police gave their report in writing; disclosure is left for a call on 11 June',
		'Everybody was here already',
		'It does not say how the gap is closed.',
		'MEETING_GUIDANCE'
	]
};

export const CLOSE_HELP: HelpRows = {
	'close.reason': [
		'Why may the minutes be locked though this is missing? It is printed in them.',
		'The assessment is due on 20 June; the case manager sends it to everybody by then',
		'Not needed',
		'Whoever reads the minutes later cannot follow it.',
		'THIS_SERVICE'
	],
	dissent: [
		'What would your agency do instead, and why?',
		'Probation favours recall now, because two warnings were given in May',
		'We disagree',
		'It does not say with what, or why.',
		'MEETING_GUIDANCE'
	]
};
