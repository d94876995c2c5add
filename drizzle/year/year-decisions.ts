/** What a meeting of the year decides: on disclosure, on the level, and what the Board is told. */
import { addWeeks, daysBetween } from '#lib/time.ts';
import { workingDay } from './plan-year.ts';
import type { Playing } from './year-meeting.ts';
import { FEEDBACK } from './year-words.ts';

export function playDecisions(playing: Playing, code: string): void {
	if (code === 'DISCLOSURE') decideDisclosure(playing);
	if (code === 'LEVEL') decideLevel(playing);
	if (code === 'SMB_FEEDBACK') noteFeedback(playing);
}

function decideDisclosure({ batch, chance, chair, of, meeting }: Playing): void {
	const s327aApplies = of.category === 1;
	const outcome = chance.in(6)
		? 'DISCLOSE'
		: chance.in(6)
			? 'DEFER'
			: chance.in(9)
				? 'ALREADY_DISCLOSED'
				: 'DO_NOT_DISCLOSE';
	const presumptionApplies = outcome === 'DISCLOSE' && s327aApplies && chance.in(2);
	const base = {
		...{
			outcome,
			s327aApplies,
			presumptionApplies,
			legalBasis: s327aApplies ? ['CJA2003_S327A'] : ['COMMON_LAW_POLICING']
		},
		reasons: 'What the agencies know today, and who could be at risk',
		alternativesConsidered: 'Supervision and a condition',
		...{ subjectTold: 'AFTER', subjectInformed: 'By the case manager at the next visit' },
		...{ risksToSubject: 'Some hostility; the address is watched', supportForRecipient: 'A number to ring at any hour' }
	};
	const disclose = {
		...{ recipient: 'The manager of a club (role)', content: 'That he must not be alone with children there' },
		...{
			byWhom: 'The offender manager',
			method: 'In person, nothing in writing',
			deadline: workingDay(addWeeks(meeting.on, 1))
		},
		...{
			lawful: 'Policing purpose',
			necessary: 'Nothing less would reach them',
			proportionate: 'The least that protects'
		},
		...{ accurate: 'Checked with the police on the day before', conditions: 'Not to be passed on' }
	};
	const later = {
		reconsiderTriggers: 'A new friend, a new address, or work near children',
		reviewAt: meeting.nextOn ?? workingDay(addWeeks(meeting.on, 12))
	};
	batch.does(chair, 'record-disclosure-decision', { ...base, ...(outcome === 'DISCLOSE' ? disclose : later) });
}

const CRITERIA = { 2: ['HIGH_RISK'], 3: ['HIGH_RISK', 'SENIOR_RESOURCES'] } as const;
function decideLevel({ batch, chair, chance, meeting }: Playing): void {
	const { outcome, nextOn, level, on } = meeting;
	const stays = outcome !== 'MOVE_TO_LEVEL_1' && outcome !== 'EXIT_MAPPA';
	const next = outcome === 'MOVE_TO_LEVEL_2' ? 2 : outcome === 'MOVE_TO_LEVEL_3' ? 3 : level;
	const isFar = nextOn !== null && daysBetween(on, nextOn) > (next === 3 ? 42 : 84);
	batch.does(chair, 'record-level-decision', {
		...{
			outcome,
			criteria: stays ? CRITERIA[next] : [],
			dissent: chance.in(9) ? 'Housing would step down now' : 'Nobody disagreed'
		},
		criterion: stays ? 'Three agencies must act together' : 'One agency can run what is left of the plan',
		meetingsAdd: stays ? 'Agencies decide at one table what none can do alone' : '',
		leadAgencyPlan: stays ? '' : 'Visits every fortnight, and back to the unit if anything changes',
		rationale: stays ? 'The plan needs more than one agency' : 'The risks have gone down and stayed down',
		exitCriteria: stays ? 'Three months without an incident, and a settled address' : '',
		nextMeetingOn: nextOn ?? '',
		nextMeetingReason: isFar ? 'No earlier date could be found' : '',
		...{ mustAttend: stays ? 'Police, probation and housing' : '', filedBy: 'MAPPA co-ordinator' }
	});
}

function noteFeedback({ batch, chair, chance, seats, stage, meeting }: Playing): void {
	const told: [theme: string, agency: string | null][] = [];
	for (const { finding, agency } of seats) if (finding === 'REFER_TO_SMB') told.push(['NON_ATTENDANCE', agency]);
	const junior = meeting.level === 3 ? seats.find(({ seniorityMet }) => seniorityMet === false) : undefined;
	if (junior) told.push(['SENIORITY_NOT_MET', junior.agency]);
	const poor = seats.find(({ reportAdequate }) => reportAdequate === false);
	if (poor && chance.in(2)) told.push(['LATE_OR_INADEQUATE_REPORT', poor.agency]);
	const undone = batch.meeting().rmp.actions.find(({ outcome }) => outcome?.status === 'NOT_COMPLETED');
	if (undone?.owner && chance.in(2)) told.push(['ACTION_NOT_COMPLETED', undone.owner.agencyCode]);
	if (chance.in(4)) told.push(['GOOD_PRACTICE', chance.pick(seats).agency]);
	if (chance.in(6)) told.push([chance.pick(['RESOURCE_GAP', 'PROCESS_ISSUE', 'LEARNING'] as const), null]);
	if (told.length === 0) told.push(['NOTHING_TO_REPORT', null]);
	for (const [theme, agency] of told) {
		const seat = seats.find((one) => one.agency === agency);
		const text = chance.pick(FEEDBACK[theme] ?? ['']);
		batch.does(chair, 'note-smb-feedback', { theme, agencyId: seat ? stage.actor(seat.person).agencyId : null, text });
	}
}
