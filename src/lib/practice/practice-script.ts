/**
 * What the colleagues in the practice room do, and when: each deed is done once, as soon as what it waits for is so. They act
 * through the same commands and write in the same texts as anybody, so whatever they may not do they cannot.
 */
import type { Meeting, Stamped } from '../meeting/meeting.ts';
import { addWorkingDays, londonDate } from '../time.ts';
import { PERSON_OF_PART, PRACTICE_PEOPLE, type PracticePart, type PracticePerson } from './practice-cast.ts';
import type { PracticeState } from './practice-story.ts';

export type Deed = {
	readonly id: string;
	readonly who: PracticePerson;
	/** after how long, ms from when it could be done */
	readonly afterMs: number;
} & (
	| { readonly does: 'run'; readonly command: string; readonly input: unknown }
	/** words put behind what stands in the text, a letter at a time */
	| { readonly does: 'type'; readonly document: 'plan' | 'minutes'; readonly field: string; readonly words: string }
	/** said aloud in the meeting: shown as a caption */
	| { readonly does: 'say'; readonly words: string }
);

/** How things stand when the colleagues are asked. */
export type Scene = {
	readonly part: PracticePart;
	readonly state: PracticeState;
	/** what happened since the room opened */
	readonly events: readonly Stamped[];
};

const EVIDENCE = ' Three call-outs between April and June (police log); SARA of 12 May: high.';
const NOTE = 'The police read out the log of call-outs. The case manager agrees with the picture.';

/** Every deed whose time has come, in order; those done before are among them. */
export const deedsNow = ({ part, state, events }: Scene): readonly Deed[] => {
	const { meeting } = state;
	const me = PERSON_OF_PART[part];
	const myId = PRACTICE_PEOPLE[me].personId;
	const deeds: Deed[] = [];
	const happened = (test: (stamped: Stamped) => boolean): boolean => events.some(test);
	const atPlan = happened(({ event }) => event.type === 'item-opened' && event.code === 'RMP');
	const lowered = happened(
		({ event }) => event.type === 'hand-lowered' && event.personId === PRACTICE_PEOPLE.manager.personId
	);
	if (part === 'attendee') {
		const raised = happened(({ event, by }) => event.type === 'hand-raised' && by === myId);
		const fromMe = happened(({ event, by }) => event.type === 'hand-lowered' && by !== myId && event.personId === myId);
		deeds.push({
			...{ id: 'notes', who: 'minuteTaker', afterMs: 1_500, does: 'type', document: 'minutes' },
			...{ field: 'RISK.notes', words: NOTE }
		});
		if (raised)
			deeds.push(
				{
					...{ id: 'call', who: 'chair', afterMs: 1_500, does: 'say' },
					words: 'Marigold, your hand is up. Please go ahead.'
				},
				{
					...{ id: 'lower', who: 'chair', afterMs: 3_000, does: 'run', command: 'lower-hand' },
					input: { personId: myId }
				}
			);
		if (fromMe)
			deeds.push(
				{ ...{ id: 'on', who: 'chair', afterMs: 2_500, does: 'say' }, words: 'Thank you. Let us write the plan.' },
				{ ...{ id: 'plan', who: 'chair', afterMs: 3_500, does: 'run', command: 'open-item' }, input: { code: 'RMP' } }
			);
		if (atPlan)
			deeds.push({
				...{ id: 'add', who: 'minuteTaker', afterMs: 6_000, does: 'run', command: 'add-action' },
				input: { riskKeys: ['R1'] }
			});
		const added = meeting.rmp.actions.find((row) => row.number !== 'A1' && row.riskKeys.includes('R1'));
		if (
			added &&
			happened(({ event, by }) => event.type === 'action-added' && by === PRACTICE_PEOPLE.minuteTaker.personId)
		)
			deeds.push(
				{
					...{ id: 'own', who: 'minuteTaker', afterMs: 500, does: 'run', command: 'set-action-values' },
					input: { number: added.number, to: { ownerId: myId } }
				},
				{
					...{ id: 'text', who: 'minuteTaker', afterMs: 800, does: 'type', document: 'plan' },
					...{ field: `${added.number}.text`, words: 'Brief the school on who may collect the children' }
				},
				{
					...{ id: 'ask', who: 'minuteTaker', afterMs: 4_000, does: 'say' },
					words: `Marigold, ${added.number} is yours. By when can you do it?`
				}
			);
	}
	if (atPlan) {
		deeds.push({
			...{ id: 'evidence', who: part === 'chair' ? 'minuteTaker' : 'chair', afterMs: 2_000, does: 'type' },
			...{ document: 'plan', field: 'R1.evidence', words: EVIDENCE.trim() }
		});
		if (part !== 'attendee')
			deeds.push({
				...{ id: 'hand', who: 'manager', afterMs: 2_500, does: 'run', command: 'raise-hand' },
				input: {}
			});
	}
	if (lowered && part !== 'attendee')
		deeds.push({
			...{ id: 'speak', who: 'manager', afterMs: 800, does: 'say' },
			words: 'He has asked for handovers at the centre himself. I would build on that.'
		});
	const letIn = happened(({ event }) => event.type === 'attendee-confirmed');
	if (part === 'attendee' && atPlan)
		deeds.push({
			...{ id: 'let-in', who: 'minuteTaker', afterMs: 9_000, does: 'run', command: 'confirm-attendee' },
			input: { personId: PRACTICE_PEOPLE.housing.personId }
		});
	if (letIn)
		deeds.push({
			...{ id: 'hello', who: 'housing', afterMs: 1_500, does: 'say' },
			words: 'Good morning, and thank you. Sorrel Banbridge, Larkmere Housing.'
		});
	return [...deeds, ...acceptances(state.meeting, events, me)];
};

/** Whoever is given an action with a day says that they take it, and the record says so. */
const acceptances = (meeting: Meeting, events: readonly Stamped[], me: PracticePerson): readonly Deed[] => {
	const myId = PRACTICE_PEOPLE[me].personId;
	return meeting.rmp.actions.flatMap((row): Deed[] => {
		const who = (Object.keys(PRACTICE_PEOPLE) as PracticePerson[]).find(
			(one) => PRACTICE_PEOPLE[one].personId === row.owner?.personId
		);
		const when = row.due ?? row.standing?.nextCheck ?? null;
		const isGivenByMe = events.some(
			({ event, by }) => event.type === 'action-value-set' && event.number === row.number && by === myId
		);
		if (!who || who === me || when === null || row.removed || !isGivenByMe) return [];
		const isIn = meeting.attendance.seats[PRACTICE_PEOPLE[who].personId]?.confirmed != null;
		const id = `${row.number}:${who}`;
		const isFar = when > addWorkingDays(londonDate(meeting.startedAt ?? meeting.convened.scheduledStart), 60);
		const said: Deed = {
			...{ id: `say:${id}`, who, afterMs: 1_500, does: 'say' },
			words: isFar
				? `${row.number} is mine, but that is a long time. I would rather do it sooner.`
				: `I accept ${row.number}. I will report on it at the next meeting.`
		};
		const accepted: Deed = {
			...{ id: `accept:${id}`, who, afterMs: 2_000, does: 'run', command: 'accept-action' },
			input: { number: row.number, accepts: true }
		};
		return isIn && !row.acceptance ? [said, accepted] : [said];
	});
};
