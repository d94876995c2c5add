/** What belongs into the fields of the agenda items. A key is the item and the field, as in the name of its text. */
import type { HelpRows } from './field-help-row.ts';

export const ITEM_HELP: HelpRows = {
	notes: [
		'What was said that matters for the decision, by which agency, and what follows from it?',
		'Police: undeclared phone found on 7 December in a room search. Probation: appointments kept, subdued since.',
		'Discussed at length',
		'Somebody who was not there learns nothing from it.',
		'MEETING_GUIDANCE'
	],
	'PERSON.confirmed': [
		'Has somebody at the table confirmed each part of the register, or said that it has changed?',
		'Address: changed, confirmed by the housing officer today',
		'Leaving all five unanswered because nothing seemed new',
		'What nobody looked at may be wrong.',
		'MEETING_GUIDANCE'
	],
	'PERSON.changes': [
		'What is new, since when, and who puts it into the register?',
		'Moved to 3 Example Row on 2 June; the case manager updates the register today',
		'New address',
		'It gives no address, no date and nobody to record it.',
		'MEETING_GUIDANCE'
	],
	'VICTIMS.victims': [
		'Which victims are there, each by code, and who keeps contact with them?',
		'V1: in contact with the scheme, Victim Liaison Officer named, safety plan in place',
		'Victims aware',
		'It does not say who, or by whom they were told.',
		'VICTIM_GUIDANCE'
	],
	'VICTIMS.views': [
		'What does this victim want of licence and release, as the Victim Liaison Officer tells it?',
		'V1 asks for an exclusion zone round the school and to be told the week of release',
		'Not happy',
		'Nobody can act on it.',
		'VICTIM_GUIDANCE'
	],
	'VICTIMS.safety': [
		'What does the safety plan of this victim need, and who sees to it?',
		'Alarm fitted on 4 June by the police; school told by the family worker on 5 June',
		'Safety plan to be reviewed',
		'It does not say what is missing from it.',
		'VICTIM_GUIDANCE'
	],
	'VICTIMS.nonScheme': [
		'Which victims are outside the scheme, by role or code, and what is done for them? Or that there are none.',
		'One neighbour who witnessed the offence: told by the community officer on 3 June',
		'Others',
		'It names nobody and does nothing.',
		'VICTIM_GUIDANCE'
	],
	'VICTIMS.potential': [
		'Who could be harmed next, by role or code, and how are they kept safe?',
		'P-A’s two children, aged 9 and 11: social worker visits each week, school briefed on 8 June',
		'Women in general',
		'No particular person is kept safer by it.',
		'VICTIM_GUIDANCE'
	],
	'SUMMARY.summary': [
		'What happened since the last meeting, or so far: offending, progress and behaviour, with dates?',
		'Released on 30 November; one warning on 4 December for a late return; began work on 9 December',
		'No change',
		'It does not say what was looked at.',
		'MEETING_GUIDANCE'
	],
	'SUMMARY.response': [
		'What was kept and what was missed, and how does the person take it?',
		'Kept nine of ten appointments, explained the missed one the same day, and asks about courses',
		'Compliant',
		'It gives no facts on which somebody else would agree.',
		'MEETING_GUIDANCE'
	],
	'AGENCY_INFO.agencies': [
		'Did each agency speak, send a report, or look and find nothing? When did it look?',
		'Housing: nothing known, checked on 8 June',
		'Housing: nil',
		'Nobody can tell whether anybody looked.',
		'MEETING_GUIDANCE'
	],
	'ENGAGEMENT.told': [
		'Has the person been told that they are managed under MAPPA, and when?',
		'Yes, on 4 June by the case manager',
		'Yes, with no date',
		'Without a date nobody can show it.',
		'MEETING_GUIDANCE'
	],
	'ENGAGEMENT.notTold': [
		'Why was the person not told, and when is it looked at again?',
		'Telling him now would show V1’s move; looked at again on 2 July',
		'Not appropriate',
		'It gives no reason and no end.',
		'MEETING_GUIDANCE'
	],
	'ENGAGEMENT.views': [
		'What does the person say of the plan, in their words where they are known, and who told the meeting?',
		'“I can keep to the centre, but not to Fridays”: told to the case manager on 6 June',
		'Agrees',
		'It says neither to what nor to whom.',
		'MEETING_GUIDANCE'
	],
	'ENGAGEMENT.motivation': [
		'What motivates the person? What could be offered as well as what is controlled?',
		'Wants to see his children at weekends and to keep the warehouse job; both depend on staying sober',
		'Low motivation',
		'It offers nothing to work with.',
		'KEMSHALL'
	],
	'EQUALITY_HRA.considered': [
		'Which characteristics matter for this plan, or was each considered and none matters?',
		'Disability: hearing loss, so a loop and written summaries',
		'All considered, ticked before anybody spoke',
		'Considering is something the meeting does.',
		'EQUALITY_ACT'
	],
	'EQUALITY_HRA.adjustments': [
		'What is done differently so that the person can take part and understand, or why is nothing needed?',
		'Conditions read aloud and given on one page in short sentences, because reading is hard for him',
		'None',
		'It does not say that anybody asked.',
		'EQUALITY_ACT'
	],
	'EQUALITY_HRA.interference': [
		'What does the plan take from the person’s private and family life?',
		'One declared phone, inspected; no contact with V1; handovers at the centre only',
		'Proportionate',
		'That is the answer to another question: first say what is taken.',
		'ARTICLE_8'
	],
	'EQUALITY_HRA.aim': [
		'Which of the lawful aims does the plan serve?',
		'Preventing disorder or crime; protecting the rights and freedoms of others',
		'All of them',
		'An aim that is not meant cannot be weighed.',
		'ARTICLE_8'
	],
	'EQUALITY_HRA.necessity': [
		'Why does the aim need this plan now?',
		'Three assaults followed handovers at the door; the last was on 2 April, since when only the centre has held',
		'To manage risk',
		'It would be true of any plan.',
		'ARTICLE_8'
	],
	'EQUALITY_HRA.proportionality': [
		'Why would less not protect, and when does it end or is it looked at again?',
		'Handovers by a relative were tried in March and failed; looked at again after six quiet handovers',
		'It is fair',
		'It compares with nothing and has no end.',
		'ARTICLE_8'
	],
	'SAFEGUARDING.children': [
		'Was a referral about a child made, is it to be made, or is none needed?',
		'To be made: see action A4',
		'Not needed, without a reason below',
		'The reason is what is asked for later.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.childrenReason': [
		'About children: which referral, when and to whom, or why is none needed?',
		'No referral: both children have had a child in need plan since 4 May, reviewed on 1 June',
		'No concerns',
		'It does not say what was looked at.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.adults': [
		'Was a referral about an adult at risk made, is it to be made, or is none needed?',
		'Made on 3 June',
		'Not needed, without a reason below',
		'The reason is what is asked for later.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.adultsReason': [
		'About adults at risk: which referral, when and to whom, or why is none needed?',
		'No referral: his mother was assessed on 12 May and manages her own affairs',
		'N/A',
		'It gives no reason.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.domesticAbuse': [
		'Was a domestic abuse referral made, is it to be made, or is none needed?',
		'Made on 3 June',
		'Not needed, without a reason below',
		'The reason is what is asked for later.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.domesticAbuseReason': [
		'About domestic abuse: which referral, when and to whom, or why is none needed?',
		'V1 was heard at the conference on 20 May; the safety plan of that day stands',
		'Already known',
		'It does not say to whom, or what was done.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.forums': [
		'Which other forums are looking at the same people?',
		'MARAC, and a child protection conference',
		'Another forum, with nothing below',
		'Nobody could ring it.',
		'SAFEGUARDING_DUTY'
	],
	'SAFEGUARDING.links': [
		'References and dates of the other forums, so that nobody works twice.',
		'MARAC 20 May, reference 114; child protection conference on 2 July',
		'See MARAC',
		'It cannot be found.',
		'SAFEGUARDING_DUTY'
	],
	'RISK.who': [
		'Who is at risk: groups, and people by role or code?',
		'V1; the two children at handovers; staff of the contact centre',
		'Public',
		'If it could be anybody, nobody is protected first.',
		'PLAN_GUIDANCE'
	],
	'RISK.nature': [
		'What might the person do, and how?',
		'Punches and kicks in anger, without planning; has used what lay at hand once',
		'Violence',
		'It does not say what to look out for.',
		'PLAN_GUIDANCE'
	],
	'RISK.imminence': [
		'How soon could it happen, as things stand today?',
		'Likely soon, because contact is decided on 19 June',
		'Imminent, as last time',
		'It is asked afresh each time.',
		'PLAN_GUIDANCE'
	],
	'RISK.greatest': [
		'When is the risk greatest?',
		'Fridays from 16:00 to 18:00, and in the days after a court date',
		'When stressed',
		'Nobody could plan by it.',
		'PLAN_GUIDANCE'
	],
	'RISK.reoffending': [
		'What do the predictors say, and what does the meeting make of it?',
		'OGRS 62 % within two years; the meeting thinks it lower while the alcohol tag is on',
		'High',
		'It gives no source and no view.',
		'PLAN_GUIDANCE'
	],
	'RISK.triggers': [
		'What makes it more likely?',
		'Drinking at lunchtime; contact refused at short notice; messages from V1’s new partner',
		'Stress',
		'It does not say which, so nobody can see it coming.',
		'PLAN_GUIDANCE'
	],
	'RISK.protective': [
		'What makes it less likely? Strengths count as well as problems.',
		'Works four days; sister drives him to the centre; keeps his sessions at the alcohol service',
		'None',
		'Nearly everybody has something that helps.',
		'KEMSHALL'
	],
	'RISK.tools': [
		'Which tool was used, with which result, on which day?',
		'SARA, high, 12 May 2026',
		'OASys done',
		'Without a result and a day it cannot be relied on.',
		'PLAN_GUIDANCE'
	],
	'RISK.noTool': [
		'What do the tools leave out, or why was none used?',
		'ARMS is due on 20 June, after the first month in the community',
		'Not done',
		'It does not say why, or by when.',
		'PLAN_GUIDANCE'
	],
	'RISK.rosh': [
		'How serious could the harm be to each group, in the community and in custody?',
		'Known adult: high. Children: medium. Public and staff: low.',
		'High for everybody, to be on the safe side',
		'What is high for all protects nobody first.',
		'PLAN_GUIDANCE'
	],
	'RISK.analysis': [
		'How does it fit together: why now, and what would change the picture?',
		'Contact is the centre: each assault followed a refusal. A settled order would lower it; a new partner would raise it.',
		'See above',
		'Facts in a row are not yet a picture.',
		'KEMSHALL'
	],
	'MEDIA.strategy': [
		'What is said, what is not, and who hears first?',
		'Nothing before he is charged; then the agreed line; V1 hears from the VLO an hour before',
		'No comment',
		'It does not say who speaks, or who must hear first.',
		'MEDIA_GUIDANCE'
	],
	'MEDIA.community': [
		'What could this do to the neighbourhood, and what is done about it?',
		'Two families in the street know him; the community officer calls on both on 8 June',
		'Low',
		'It does not say who was thought of.',
		'MEDIA_GUIDANCE'
	],
	'MEDIA.speaking': [
		'Who speaks, and who holds the line until then?',
		'Spokesperson: police press office. Line held by the duty inspector.',
		'Press team',
		'Each agency has one.',
		'MEDIA_GUIDANCE'
	],
	'MEDIA.contacts': [
		'Whom does one ring outside office hours, and how?',
		'Duty inspector, by the control room, at any hour',
		'Duty team',
		'At night one needs a way to reach it.',
		'MEDIA_GUIDANCE'
	],
	'MEDIA.cppc': [
		'Is it a critical public protection case, or may it become one?',
		'Proposed, because the press asked on 3 June',
		'No, because nobody has asked yet',
		'It is about what could follow, not about who has asked.',
		'MEDIA_GUIDANCE'
	],
	'MEDIA.cppcReason': [
		'Why is it, or may it become, a critical public protection case?',
		'The offence was in the national press in May, and release is on 30 June',
		'High profile',
		'It does not say with whom, or why now.',
		'MEDIA_GUIDANCE'
	]
};
