/** What the two meetings of the story recorded under their agenda items: choices, dates and codes by command, prose as words. */
import type { RecordedItem, Values } from '#lib/item-records/item-fields.ts';
import { addDays } from '#lib/time.ts';
import type { DemoCase } from './demo-case.ts';
import { factsOf, type Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

type Recorded = {
	/** facts of the item itself */
	readonly to?: Values;
	/** facts of its rows by key; agencies by their code */
	readonly rows?: Readonly<Record<string, Values>>;
	/** rows that are new */
	readonly more?: readonly Values[];
	/** words by the name of the text after that of the item */
	readonly texts?: Readonly<Record<string, string>>;
	/** who records it, where it is not the minute taker */
	readonly by?: string;
};
export type RecordedItems = Partial<Record<RecordedItem, Recorded>>;

const VLO = 'Juniper Softley-Moth, Probation Service';
const ALL_CONFIRMED = { details: 'CONFIRMED', sentence: 'CONFIRMED', dates: 'CONFIRMED', orders: 'CONFIRMED' };
export const LEVELS_OF_HARM = ({ case: { rosh } }: DemoCase): Values => ({
	community_CHILDREN: rosh.CHILDREN ?? null,
	community_PUBLIC: rosh.PUBLIC ?? null,
	community_KNOWN_ADULT: rosh.KNOWN_ADULT ?? null,
	community_STAFF: rosh.STAFF ?? null,
	custody_PRISONERS: rosh.PRISONERS ?? null
});
/** The assessments known on a day, T1 the first: confirmed as they stand. */
export const toolsKnown = (story: DemoCase, on: string): Readonly<Record<string, Values>> =>
	Object.fromEntries(factsOf(story, on).tools.map((tool, index) => [`T${index + 1}`, { ...tool }]));
const viewsOf = (story: DemoCase, code: string): string =>
	story.case.victims.find((victim) => victim.code === code)?.views ?? '';
const spoke = (...codes: readonly string[]): Readonly<Record<string, Values>> =>
	Object.fromEntries(codes.map((code) => [code, { heard: 'SPOKE' }]));

export const firstMeetingItems = (story: DemoCase, on: string): RecordedItems => ({
	PERSON: {
		by: 'P04',
		to: { ...ALL_CONFIRMED, address: 'CHANGED' },
		texts: { changes: 'Release address: Linden House approved premises. The case manager puts it into the register.' }
	},
	VICTIMS: {
		by: 'P05',
		rows: {
			V1: { contact: 'IN_CONTACT', vlo: VLO, safetyPlan: 'IN_PLACE' },
			V2: { contact: 'DECLINED', vlo: VLO, safetyPlan: 'NEEDED' }
		},
		texts: {
			'V1.views': `${viewsOf(story, 'V1')}. The exclusion is supported.`,
			'V2.views': `${viewsOf(story, 'V2')}.`,
			'V2.safety': 'A plan that needs no contact: the exclusion zone covers both addresses.',
			nonScheme: 'None known.',
			potential:
				'Children aged 8 to 14 whom he could reach through a trusted role or a relationship with their parent; kept safe by the conditions, the order and the briefing of the approved premises.'
		}
	},
	SUMMARY: {
		by: 'P04',
		texts: {
			summary:
				'- Completed the treatment programme in custody with full attendance\n- Accepts the facts of the index offence, still minimises planning\n- No adjudications for 14 months',
			response:
				'Kept every appointment with the prison offender manager; refused the alcohol group once, then attended three times.'
		}
	},
	AGENCY_INFO: {
		rows: {
			...spoke('POL', 'PRB', 'PRI', 'CSC', 'HSG', 'NHS'),
			ASC: { heard: 'NOTHING_KNOWN', checkedOn: addDays(on, -2) },
			EDU: { heard: 'NOT_HEARD' },
			JCP: { heard: 'REPORT' }
		}
	},
	ENGAGEMENT: {
		by: 'P04',
		to: { told: 'YES', toldOn: addDays(on, -8) },
		texts: {
			views: 'Wants work with his hands and contact with his brother. Says he will keep to the conditions.',
			motivation: 'Motivated by the trade he learned: a carpentry placement away from children can be offered.'
		}
	},
	EQUALITY_HRA: {
		to: { characteristics: ['DISABILITY'], aims: ['PREVENTION_OF_CRIME', 'RIGHTS_OF_OTHERS'] },
		texts: {
			adjustments: 'Dyslexia: written summaries in plain English, read through with him.',
			interference: 'Where he lives, one inspected phone, an exclusion zone and a tag.',
			necessity: 'Children and the victims cannot be protected with less in the first months after release.',
			proportionality:
				'No more than the plan needs; each condition is looked at again at the review. Judged proportionate.'
		}
	},
	SAFEGUARDING: {
		by: 'P09',
		to: { children: 'NOT_NEEDED', adults: 'NOT_NEEDED', domesticAbuse: 'NOT_NEEDED', forums: ['NONE'] },
		texts: {
			childrenReason:
				'No child is known to be in contact. Schools near the approved premises have not been mapped: see A4.',
			adultsReason: 'No adult at risk is known.',
			domesticAbuseReason: 'No partner, and no history of domestic abuse.'
		}
	},
	RISK: {
		by: 'P04',
		to: { imminence: 'NOT_IMMINENT', ...LEVELS_OF_HARM(story) },
		rows: toolsKnown(story, story.meeting.invitationsSent),
		texts: {
			who: 'Children aged 8 to 14; V1 and V2 and their families.',
			nature:
				'Sexual contact with a child reached through trust; grooming and indecent images by an undeclared device.',
			greatest: 'When he is settled, unsupervised and wants companionship.',
			reoffending:
				'High for direct contact and medium for images and indirect contact, by both predictors of September.',
			triggers: 'Loneliness, alcohol and low mood, work or clubs near children, a relationship with a parent.',
			protective: 'Engaged in the treatment programme, a supportive brother, a trade.',
			analysis: 'High risk of serious harm to children, not imminent while in custody; likely to rise after release.'
		}
	},
	MEDIA: {
		to: { spokesperson: 'Police press office (role)', holdingLine: 'Police press office (role)', cppc: 'NO' },
		more: [{ kind: 'OUT_OF_HOURS', who: 'Duty inspector', how: 'Force control room' }],
		texts: { strategy: 'No interest now. The police press office is aware and would answer with a reactive line only.' }
	}
});

export const secondMeetingItems = (on: string): RecordedItems => ({
	PERSON: { by: 'P04', to: { ...ALL_CONFIRMED, address: 'CONFIRMED' } },
	VICTIMS: {
		by: 'P05',
		rows: {
			V1: { contact: 'IN_CONTACT', vlo: VLO, safetyPlan: 'IN_PLACE' },
			V2: { contact: 'DECLINED', vlo: VLO, safetyPlan: 'IN_PLACE' }
		},
		texts: {
			'V1.views': 'Content with contact. Asks to be told first if there is coverage.',
			'V2.views': 'Unchanged: does not want contact.',
			nonScheme: 'None known.',
			potential: 'The two children of P-A, and children of other single parents he could meet online.'
		}
	},
	SUMMARY: {
		by: 'P04',
		texts: {
			summary:
				'An undeclared phone was found in a room search. It shows three weeks of messages with P-A, a parent of two children.',
			response: 'Kept all appointments and every curfew. Did not declare the contact.'
		}
	},
	AGENCY_INFO: {
		rows: {
			...spoke('POL', 'PRB', 'CSC', 'HSG', 'NHS'),
			EMS: { heard: 'REPORT' },
			ICB: { heard: 'NOT_HEARD' }
		}
	},
	ENGAGEMENT: {
		by: 'P04',
		to: { told: 'YES', toldOn: addDays(on, -1) },
		texts: {
			views: 'He says it is friendship and that he meant to declare it.',
			motivation: 'His work placement, which he fears to lose.'
		}
	},
	EQUALITY_HRA: {
		to: { characteristics: ['DISABILITY'], aims: ['PREVENTION_OF_CRIME', 'RIGHTS_OF_OTHERS'] },
		texts: {
			adjustments: 'Dyslexia: the decisions are explained to him in a short written summary.',
			interference: 'More checks of his devices, and a disclosure about him to P-A.',
			necessity: 'Two children at home cannot be protected while nobody there knows.',
			proportionality: 'The least that can be said, to one person; the checks end when the examination is done.'
		}
	},
	SAFEGUARDING: {
		by: 'P17',
		to: { children: 'TO_BE_MADE', adults: 'NOT_NEEDED', domesticAbuse: 'NOT_NEEDED', forums: ['SECTION_47'] },
		texts: {
			childrenReason: "Children's services will hold a strategy discussion on the two children of P-A: see A10.",
			adultsReason: 'No adult at risk is known.',
			domesticAbuseReason: 'No sign of abuse of P-A so far.',
			links: 'Section 47: decided at the strategy discussion.'
		}
	},
	// Left for the room: the levels of harm and the new assessment are as at the last meeting and in the register.
	RISK: {
		by: 'P04',
		to: { imminence: 'IMMINENT' },
		texts: {
			who: 'The two children of P-A first; other children through their parents; V1 and V2.',
			nature: 'Grooming a parent to reach her children; contact offending.',
			reoffending: 'Predictors unchanged; his behaviour since release raises it.',
			triggers: 'Companionship, unsupervised time, secrecy about devices.'
		}
	},
	MEDIA: {
		texts: {
			strategy: 'Reactive line only; no confirmation of address; police press lead; victims’ families told first.'
		}
	}
});

/** Records one item as the meeting takes it; nothing where the story records nothing under it. */
export async function recordItem(
	stage: Stage,
	meetingId: string,
	{ agencies }: Register,
	item: string,
	{ to, rows = {}, more = [], texts = {}, by = 'P03' }: Recorded = {}
): Promise<void> {
	if (to) await stage.does(by, meetingId, 'record-item', { item, to });
	for (const [key, values] of Object.entries(rows)) {
		const row = item === 'AGENCY_INFO' ? (agencies.get(key) ?? '') : key;
		await stage.does(by, meetingId, 'record-item', { item, row, to: values });
	}
	for (const values of more) await stage.does(by, meetingId, 'record-item', { item, row: 'new', to: values });
	const words = Object.entries(texts).map(([name, text]) => [`${item}.${name}`, text] as const);
	if (words.length > 0) await stage.writes(by, meetingId, 'minutes', Object.fromEntries(words));
}
