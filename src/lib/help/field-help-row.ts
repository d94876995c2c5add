/** One row of the help of fields, and where its rule comes from. Everybody and everything in the examples is invented. */
export const RULE_SOURCES = [
	'KEMSHALL',
	'SMART',
	'PLAN_GUIDANCE',
	'MEETING_GUIDANCE',
	'VICTIM_GUIDANCE',
	'DISCLOSURE_LAW',
	'ARTICLE_8',
	'EQUALITY_ACT',
	'LEVEL_GUIDANCE',
	'ATTENDANCE_GUIDANCE',
	'MEDIA_GUIDANCE',
	'SAFEGUARDING_DUTY',
	'THIS_SERVICE'
] as const;
export type RuleSource = (typeof RULE_SOURCES)[number];
export const ruleSourceWord: Readonly<Record<RuleSource, string>> = {
	KEMSHALL: 'The Kemshall format of the plan: eight questions for each risk.',
	SMART: 'SMART actions: specific, measurable, achievable, relevant and timed.',
	PLAN_GUIDANCE: 'National MAPPA guidance on risk management plans.',
	MEETING_GUIDANCE: 'National MAPPA guidance on meetings and their minutes.',
	VICTIM_GUIDANCE: 'National MAPPA guidance on victims, and the victim contact scheme.',
	DISCLOSURE_LAW: 'National MAPPA guidance on disclosure, and section 327A of the Criminal Justice Act 2003.',
	ARTICLE_8: 'The Human Rights Act 1998, Article 8: necessary, and no more than is needed.',
	EQUALITY_ACT: 'The Equality Act 2010, and the duty to have regard to it.',
	LEVEL_GUIDANCE: 'National MAPPA guidance on levels of management.',
	ATTENDANCE_GUIDANCE: 'The duty to co-operate, and what the Strategic Management Board asks of agencies.',
	MEDIA_GUIDANCE: 'National MAPPA guidance on media handling and critical cases.',
	SAFEGUARDING_DUTY: 'Duties to safeguard children and adults at risk, shared by every agency.',
	THIS_SERVICE: 'How this service keeps a record that others can follow.'
};

export type HelpRow = readonly [
	ask: string,
	good: string,
	bad: string,
	/** one sentence: why the bad example is not enough */
	why: string,
	from: RuleSource
];
/** by the key of a field */
export type HelpRows = Readonly<Record<string, HelpRow>>;
