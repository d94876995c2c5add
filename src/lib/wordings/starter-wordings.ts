/** Wording that every area begins with, for the standing items (domain.md 4.4). It names nobody; an area changes it as it likes. */
import type { Wording } from './wording.ts';

export const STARTER_WORDINGS: readonly Wording[] = [
	{
		id: 'apologies',
		item: 'WELCOME',
		key: 'apol',
		name: 'Apologies',
		words: 'Apologies were received from [name], [agency]. Reason given: [reason]. A report was [sent or not sent].'
	},
	{
		id: 'welcome-purpose',
		item: 'WELCOME',
		key: 'purpose',
		name: 'Purpose of the meeting',
		words: 'The chair welcomed everybody and said what the meeting is for: [purpose].'
	},
	{
		id: 'statement-read',
		item: 'CONFIDENTIALITY',
		key: 'conf',
		name: 'Statement accepted',
		words: 'The confidentiality and equality statement was presented. Everybody present had accepted it.'
	},
	{
		id: 'minutes-agreed',
		item: 'MINUTES_PREV',
		key: 'agreed',
		name: 'Last minutes agreed',
		words: 'The minutes of [date] were agreed as accurate.'
	},
	{
		id: 'minutes-corrected',
		item: 'MINUTES_PREV',
		key: 'corr',
		name: 'Last minutes corrected',
		words: 'The minutes of [date] were agreed with this correction, proposed by [agency]: [correction].'
	},
	{
		id: 'action-not-done',
		item: 'ACTIONS_PREV',
		key: 'notdone',
		name: 'Action not done',
		words: 'Action [number] was not done because [reason]. [Owner] will do it by [date].'
	},
	{
		id: 'victim-contact',
		item: 'VICTIMS',
		key: 'vlo',
		name: 'Victim contact',
		words:
			'The victim liaison officer reported on contact since the last meeting: [what was said]. Wishes and concerns: [what the victim asks for].'
	},
	{
		id: 'no-victim-contact',
		item: 'VICTIMS',
		key: 'novlo',
		name: 'No victim contact',
		words: 'There is no victim contact. Reason: [reason]. Who could be harmed was considered: [groups].'
	},
	{
		id: 'agency-update',
		item: 'AGENCY_INFO',
		key: 'upd',
		name: 'Update of an agency',
		words: '[Agency] reported: [what is known]. It matters for the risk because [reason].'
	},
	{
		id: 'agency-nothing',
		item: 'AGENCY_INFO',
		key: 'nil',
		name: 'Agency with nothing to report',
		words: '[Agency] has looked at its records and has no information since [date].'
	},
	{
		id: 'equality',
		item: 'EQUALITY_HRA',
		key: 'eq',
		name: 'Equality and human rights',
		words:
			'Protected characteristics, communication needs and human rights were considered. What follows from them for the plan: [what follows].'
	},
	{
		id: 'safeguarding-referral',
		item: 'SAFEGUARDING',
		key: 'safe',
		name: 'Safeguarding referral',
		words: 'A safeguarding referral for [child or adult at risk] is made by [agency] by [date]. Reason: [reason].'
	},
	{
		id: 'risk-changed',
		item: 'RISK',
		key: 'risk',
		name: 'Change in risk',
		words:
			'Risk of serious harm to [group] is assessed as [level]. What has changed since the last meeting: [change]. Evidence: [evidence].'
	},
	{
		id: 'disclosure-none',
		item: 'DISCLOSURE',
		key: 'nodis',
		name: 'No disclosure',
		words: 'Disclosure was considered. It was decided not to disclose, because [reason]. It is considered again [when].'
	},
	{
		id: 'media',
		item: 'MEDIA',
		key: 'media',
		name: 'Media and community',
		words:
			'Likelihood of media interest: [likelihood]. Enquiries go to [role and agency]. Nothing is said without [whom to ask].'
	},
	{
		id: 'level-same',
		item: 'LEVEL',
		key: 'same',
		name: 'Level stays',
		words: 'The level stays as it is, because [reason]. It could be lowered when [what must have happened].'
	},
	{
		id: 'smb-good',
		item: 'SMB_FEEDBACK',
		key: 'smb',
		name: 'Feedback for the Board',
		words: 'For the Strategic Management Board: [what worked or did not work], without naming the person.'
	},
	{
		id: 'different-views',
		item: null,
		key: 'diff',
		name: 'Different views',
		words: '[Agency] took another view: [view]. The chair noted it and decided [decision], because [reason].'
	},
	{
		id: 'decision',
		item: null,
		key: 'dec',
		name: 'Decision with reason',
		words: 'Decision: [decision]. Reason: [reason].'
	},
	{
		id: 'report-read',
		item: null,
		key: 'rep',
		name: 'Report in absence',
		words: '[Agency] was not present. Its report of [date] was read: [summary].'
	}
];
