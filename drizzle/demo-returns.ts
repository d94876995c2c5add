/** What the agencies of the story told its two meetings beforehand, each written and sent by somebody of the agency. */
import type { Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

type Told = {
	readonly person: string;
	/** days after the invitations went out, and the time */
	readonly after: number;
	readonly time: string;
	readonly known?: string;
	readonly relevance?: string;
	/** YYYY-MM-DD: nothing is known, and this is when they looked */
	readonly checked?: (invited: string) => string;
	readonly report?: boolean;
	readonly audience?: string;
	readonly proposes?: readonly { readonly text: string; readonly agency?: string; readonly due?: string }[];
};

const addDays = (date: string, days: number): string =>
	new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** Meeting 1. Education sent nothing: that is part of the story. */
export const FIRST_RETURNS: readonly Told[] = [
	{
		...{ person: 'P08', after: 5, time: '10:20' },
		known: 'Completed the programme with full attendance. No adjudications for 14 months. Works in the carpentry shop.',
		relevance: 'Settled when occupied. Still plays down planning: staff should expect contact to be arranged quietly.',
		proposes: [{ text: 'Hand over the custody report and the contact list before release', agency: 'PRB' }]
	},
	{
		...{ person: 'P07', after: 8, time: '15:05' },
		known:
			'No new intelligence since conviction. Two declared devices. Fully compliant with notification before custody.',
		relevance: 'Device use is the likeliest first sign. An early unannounced visit would set the tone.'
	},
	{
		...{ person: 'P09', after: 9, time: '09:40' },
		known: 'Not known as a parent or carer. One historic referral about a former partner’s household, closed.',
		relevance: 'Any new relationship with a parent needs telling to us the same day.'
	},
	{
		...{ person: 'P14', after: 12, time: '11:30', report: true },
		known:
			'Interested in supervised carpentry work. No open claim. A placement could begin after release, without contact with children.',
		relevance: 'Work protects: it fills the day and brings a routine. Online access in our offices is supervised.'
	},
	{ ...{ person: 'P10', after: 12, time: '16:45' }, checked: (invited) => addDays(invited, 12) }
];

/** Meeting 2, called at short notice: the board of health never answered, electronic monitoring wrote instead of coming. */
export const SECOND_RETURNS: readonly Told[] = [
	{
		...{ person: 'P07', after: 0, time: '17:05' },
		known:
			'An undeclared phone was found in a room search. First reading: three weeks of messages with P-A, a parent of two children.',
		relevance: 'Contact with a parent was built up and kept from us: the pattern of the index offence.',
		proposes: [{ text: 'Examine the seized phone and report the outcome to the case manager' }]
	},
	{
		...{ person: 'P21', after: 0, time: '17:20', report: true },
		known: 'No zone alerts and no tamper alerts since release. Curfew kept every night.',
		relevance: 'The tag shows where he is, not whom he writes to.'
	},
	{
		...{ person: 'P20', after: 0, time: '17:40', audience: 'HEALTH_SENSITIVE' },
		known:
			'Seen twice since release. Medication unchanged. Low mood after the phone was found; the safety plan was used once.'
	}
];

/** @param invited YYYY-MM-DD, the day the invitations went out */
export async function sendReturns(
	stage: Stage,
	meetingId: string,
	invited: string,
	{ agencies }: Register,
	told: readonly Told[]
): Promise<void> {
	for (const { person, after, time, known = '', relevance = '', checked, report, audience, proposes = [] } of told) {
		stage.at(addDays(invited, after), time);
		await stage.does(person, meetingId, 'accept-statement', { version: 1, language: 'en' });
		await stage.does(person, meetingId, 'send-return', {
			...{ agencyId: stage.actor(person).agencyId, edition: 0, head: 0 },
			values: {
				...(checked ? { answer: 'NOTHING_KNOWN', checkedOn: checked(invited) } : { answer: 'INFORMATION' }),
				attending: report ? 'REPORT' : 'ATTENDS',
				...(audience ? { audience } : {}),
				...Object.fromEntries(
					proposes.flatMap(({ agency, due }, n) => [
						[`owner${n + 1}`, (agency && agencies.get(agency)) ?? ''],
						[`due${n + 1}`, due ?? '']
					])
				)
			},
			text: {
				...(known ? { known } : {}),
				...(relevance ? { relevance } : {}),
				...Object.fromEntries(proposes.map(({ text }, n) => [`proposal${n + 1}`, text]))
			}
		});
	}
}
