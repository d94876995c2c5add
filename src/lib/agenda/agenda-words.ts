/** The agenda in words: a title, what it is for, and what must be on the record before the lock (domain.md 4.4). */
import type { ItemCode, ItemLead, ItemStatus } from './agenda.ts';

export const itemTitle: Record<ItemCode, string> = {
	WELCOME: 'Introductions, attendance and apologies',
	CONFIDENTIALITY: 'Confidentiality and equality statement',
	STATUS: 'Category, level and lead agency',
	MINUTES_PREV: 'Accuracy of the last minutes',
	ACTIONS_PREV: 'Actions from the last meeting',
	PERSON: 'Person, sentence, dates, orders and address',
	VICTIMS: 'Victims and potential victims',
	SUMMARY: 'Offending, progress and behaviour',
	AGENCY_INFO: 'Information from each agency',
	ENGAGEMENT: 'The person’s views and motivation',
	EQUALITY_HRA: 'Equality, accessibility and human rights',
	SAFEGUARDING: 'Safeguarding and other forums',
	RISK: 'Risk assessment',
	RMP: 'Risk Management Plan',
	LICENCE_ORDERS: 'Licence conditions and orders',
	DISCLOSURE: 'Disclosure decision',
	MEDIA: 'Media, community impact and critical contacts',
	ACTIONS: 'Read-back of new actions',
	LEVEL: 'Level decision and next meeting',
	SMB_FEEDBACK: 'Feedback to the Strategic Management Board and close',
	OUTCOME: 'What comes of this meeting'
};

/** A few letters for a narrow list. */
export const itemShortTitle: Record<ItemCode, string> = {
	WELCOME: 'Welcome',
	CONFIDENTIALITY: 'Confidentiality',
	STATUS: 'Status',
	MINUTES_PREV: 'Last minutes',
	ACTIONS_PREV: 'Last actions',
	PERSON: 'Person',
	VICTIMS: 'Victims',
	SUMMARY: 'Summary',
	AGENCY_INFO: 'Agencies',
	ENGAGEMENT: 'Engagement',
	EQUALITY_HRA: 'Equality and rights',
	SAFEGUARDING: 'Safeguarding',
	RISK: 'Risk',
	RMP: 'Plan',
	LICENCE_ORDERS: 'Licence and orders',
	DISCLOSURE: 'Disclosure',
	MEDIA: 'Media',
	ACTIONS: 'New actions',
	LEVEL: 'Level',
	SMB_FEEDBACK: 'SMB and close',
	OUTCOME: 'Outcome'
};

/** One line for whoever leads the item. */
export const itemPrompt: Record<ItemCode, string> = {
	WELCOME: 'Who is here and for which agency, who sent apologies or a report, and what is this meeting for?',
	CONFIDENTIALITY: 'Read or show the statement. Everybody has accepted it before seeing the case.',
	STATUS: 'Which category and level, who leads, and why is the case here?',
	MINUTES_PREV: 'Are the last minutes accurate, or is there something to correct?',
	ACTIONS_PREV: 'What became of every action, and why if it was not done?',
	PERSON: 'Are the details, sentence, dates, orders and address still right?',
	VICTIMS: 'What contact is there, what do victims ask for, and who else could be harmed?',
	SUMMARY: 'What has happened since the last meeting, and how does the person respond to supervision?',
	AGENCY_INFO: 'What does each agency know? "Nothing known, checked on" and a date is an answer too.',
	ENGAGEMENT: 'Does the person know about MAPPA, what do they say, and what would motivate them?',
	EQUALITY_HRA: 'Which characteristics and needs matter, and is any interference with private life proportionate?',
	SAFEGUARDING: 'Are children or adults at risk, has a referral been made, and which other forums are involved?',
	RISK: 'Who is at risk, of what, how soon, what makes it more likely and what protects?',
	RMP: 'For each risk: what has worked, what is done next, and what happens if it goes wrong?',
	LICENCE_ORDERS: 'Is each condition necessary, enforceable and proportionate, and who checks it?',
	DISCLOSURE: 'Who needs to know what to be safe? Record the decision either way, with reasons.',
	MEDIA: 'Is there interest, who speaks, and who is rung at night?',
	ACTIONS: 'Read back every new action: owner, deadline and the risk it is for.',
	LEVEL: 'What do formal meetings add, what would let the case step down, and when is the next one?',
	SMB_FEEDBACK: 'What should the Board know? "Nothing to report" is recorded too.',
	OUTCOME: 'Can the lead agency go on alone with what was agreed, or should the case be referred to Level 2 or 3?'
};

/** What the record must hold about a mandatory item before the minutes can be locked. */
export const itemMustRecord: Record<ItemCode, string> = {
	WELCOME: 'The attendance of everybody invited, and the decision on minimum participation.',
	CONFIDENTIALITY: 'Whether the statement was read aloud or displayed.',
	STATUS: 'Category, level and lead agency. At an initial meeting, also the reason for the referral.',
	MINUTES_PREV: 'Agreed, or what is corrected.',
	ACTIONS_PREV: 'An outcome for every open action, with the reason if it was not done.',
	PERSON: 'That the details are confirmed, or what has changed.',
	VICTIMS: 'Contact, views on licence and release, safety plan, potential victims.',
	SUMMARY: 'A summary and the response to supervision.',
	AGENCY_INFO: 'For each agency its information, or "nothing known" and the date it was checked.',
	ENGAGEMENT: 'Whether the person was told, with the reason if not, and their views.',
	EQUALITY_HRA: 'What was considered, adjustments, and why any interference is proportionate.',
	SAFEGUARDING: 'A referral made, or why none is needed.',
	RISK: 'Who is at risk, nature, imminence, triggers, protective factors.',
	RMP: 'At least one risk, every open risk reviewed, and its contingency.',
	LICENCE_ORDERS: 'Conditions supported or not, with reasons.',
	DISCLOSURE: 'At least one decision with reasons, also when it is not to disclose.',
	MEDIA: 'Strategy, who speaks, contacts outside office hours, whether a critical public protection case.',
	ACTIONS: 'An owner, a deadline and a linked risk for each.',
	LEVEL: 'The decision, its rationale, exit criteria and the next date.',
	SMB_FEEDBACK: 'At least one entry, or "nothing to report".',
	OUTCOME: 'Whether the case stays at Level 1 or is referred, and why.'
};

export const itemLeadWord: Record<ItemLead, string> = {
	CHAIR: 'Chair',
	CASE_MANAGER: 'Case manager',
	VLO: 'Victim Liaison Officer',
	EACH_AGENCY: 'Each agency in turn',
	SOCIAL_CARE: 'Social care',
	POLICE: 'Police',
	MINUTE_TAKER: 'Minute taker'
};
export const itemStatusWord: Record<ItemStatus, string> = {
	NOT_STARTED: 'To come',
	CURRENT: 'Now',
	RECORDED: 'Taken',
	SKIPPED: 'Skipped'
};
