/**
 * A Level 1 professionals meeting of the demonstration's area, which holds them: another fictional person, managed by
 * probation, talked about by four agencies yesterday. Its minutes are being finished, and it decided to refer.
 */
import { addWorkingDays, londonDate } from '#lib/time.ts';
import { letIn } from './demo-first-meeting.ts';
import type { Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

const CASE_MANAGER = 'P04';
const MINUTE_TAKER = 'P06';
const OTHERS = ['P07', 'P12', 'P13'] as const;
const REQUEST = 'What your agency knows that bears on risk, and what it can do.';
const NOTES: Readonly<Record<string, string>> = {
	WELCOME: 'Called by probation because three agencies have been acting beside each other.',
	SUMMARY: 'Keeps his appointments. Two complaints of shouting in the stairwell since September, both after drinking.',
	AGENCY_INFO:
		'Police: two call-outs, no arrest. Housing: a warning letter, the tenancy is at risk. Health: he missed the last two reviews.',
	SAFEGUARDING: 'No child and no adult at risk lives there or visits. No referral needed.',
	RISK: 'Medium to neighbours, rising with drink and with the threat of losing the flat.',
	ACTIONS: 'Read back; both owners accepted.'
};

/** @returns the meeting's id */
export async function playProfessionalsMeeting(stage: Stage, { agencies }: Register, now: Date): Promise<string> {
	const on = addWorkingDays(londonDate(now.toISOString()), -1);
	const called = addWorkingDays(on, -6);
	stage.at(called, '09:30');
	const caseId = await stage.area('P02', 'open-case', {
		...{ ref: 'NMS-2026-021', category: 2, level: 1, leadAgencyId: agencies.get('PRB') },
		caseManagerId: stage.actor(CASE_MANAGER).personId,
		subject: {
			...{ name: 'Barnaby Cloverfield-Finch', aliases: [], dateOfBirth: '1979-06-03', ethnicity: 'White British' },
			...{ firstLanguage: 'English', accessibility: '', identifiers: { crn: 'X900021' } }
		},
		facts: {
			...{ indexOffence: 'Wounding of a neighbour (no further detail held here)', sentence: '30 months' },
			dates: [{ kind: 'SED', label: 'Sentence expiry', on: '2027-09-14' }],
			...{ notification: '', orders: [], rosh: { PUBLIC: 'MEDIUM', KNOWN_ADULT: 'MEDIUM' }, tools: [], victims: [] },
			...{ protectiveFactors: ['has kept his tenancy for two years'], s327aApplies: false }
		}
	});
	const meetingId = await stage.area(CASE_MANAGER, 'convene-professionals-meeting', {
		...{ caseId, scheduledDate: on, scheduledTime: '11:00', plannedMinutes: 45 },
		...{ venue: 'Probation office, room 1, and browser', objective: 'Agree who does what before the tenancy is lost' },
		chairId: stage.actor(CASE_MANAGER).personId,
		minuteTakerId: stage.actor(MINUTE_TAKER).personId,
		invitees: OTHERS.map((person) => ({
			...{ personId: stage.actor(person).personId, capacity: 'INVITED', request: REQUEST }
		}))
	});
	stage.at(on, '10:50');
	await letIn(stage, meetingId, CASE_MANAGER, [CASE_MANAGER, MINUTE_TAKER, ...OTHERS]);
	for (const person of [CASE_MANAGER, MINUTE_TAKER, ...OTHERS]) await stage.connects(person, meetingId);
	stage.at(on, '11:00');
	await stage.does(CASE_MANAGER, meetingId, 'start-meeting');
	await stage.does(CASE_MANAGER, meetingId, 'present-statement', { manner: 'DISPLAYED' });
	for (const [code, notes] of Object.entries(NOTES)) {
		await stage.does(CASE_MANAGER, meetingId, 'open-item', { code });
		await stage.writes(MINUTE_TAKER, meetingId, 'minutes', { [`${code}.notes`]: notes });
		stage.pass(5);
	}
	await stage.does('P12', meetingId, 'add-risk');
	await stage.writes('P12', meetingId, 'plan', {
		'R1.title': 'Violence to a neighbour',
		'R1.risk':
			'Hits or threatens a neighbour on the stairs, most likely when he has been drinking and fears for the flat'
	});
	for (const [number, owner, text, days] of [
		['A1', 'P12', 'Offer a meeting about the tenancy together with his support worker', 5],
		['A2', 'P13', 'Book a review and ring him the day before', 8]
	] as const) {
		await stage.does(CASE_MANAGER, meetingId, 'add-action', { riskKeys: ['R1'] });
		const to = { ownerId: stage.actor(owner).personId, due: addWorkingDays(on, days) };
		await stage.does(CASE_MANAGER, meetingId, 'set-action-values', { number, to });
		await stage.writes(MINUTE_TAKER, meetingId, 'plan', { [`${number}.text`]: text });
	}
	await stage.does(CASE_MANAGER, meetingId, 'open-item', { code: 'OUTCOME' });
	await stage.does(CASE_MANAGER, meetingId, 'record-outcome', {
		outcome: 'REFER_2',
		reasons: 'Police, housing and health must act on one plan with dates; probation cannot bind them at Level 1'
	});
	stage.pass(3);
	await stage.does(CASE_MANAGER, meetingId, 'end-meeting');
	return meetingId;
}
