/** The plan of a meeting of the year: its rows, what became of the actions, what is asked of whom next. */
import type { ActionStatus } from '#lib/rmp/rmp.ts';
import { actionField, needsVerifying, riskField } from '#lib/rmp/rmp.ts';
import { addDays } from '#lib/time.ts';
import { dueBy, workingDay } from './plan-year.ts';
import type { Playing } from './year-meeting.ts';
import { CHAIR, MINUTE_TAKER } from './year-people.ts';
import { RESPONSES, RISKS, TASKS } from './year-words.ts';

const STATUSES = ['OPEN', 'OPEN', 'REDUCED', 'REDUCED', 'INCREASED'] as const;

/** What became of each action that the last meeting handed on. At the last meeting nothing is left open. */
export function recordOutcomes({ batch, chance, meeting }: Playing): void {
	const { rmp, convened } = batch.meeting();
	for (const { number, due, removed, sinceMeeting } of rmp.actions) {
		if (removed || sinceMeeting >= convened.seq) continue;
		const isDue = due !== null && due <= meeting.on;
		const drawn = chance.below(100);
		const [status, completedOn] = ((): readonly [ActionStatus, string | null] => {
			if (isDue && drawn < 66) return ['COMPLETED', addDays(due, -chance.between(0, 5))];
			if (isDue && drawn < 78) {
				const day = addDays(due, chance.between(2, 10));
				return ['COMPLETED', day > meeting.on ? meeting.on : day];
			}
			if (!isDue && (drawn < 45 || meeting.isLast)) return ['COMPLETED', addDays(meeting.on, -1)];
			if (drawn < 84) return ['NO_LONGER_NEEDED', null];
			if (drawn < 90 || meeting.isLast) return ['NOT_COMPLETED', null];
			return [drawn < 97 ? 'IN_PROGRESS' : 'CANNOT_BE_DONE_YET', null];
		})();
		const evidence = status === 'COMPLETED' ? 'Seen by the minute taker' : 'As its owner told the meeting';
		batch.does(MINUTE_TAKER, 'record-action-outcome', { number, status, evidence, completedOn });
	}
	const numbers = batch
		.meeting()
		.rmp.actions.filter(needsVerifying)
		.map(({ number }) => number);
	if (numbers.length > 0) batch.does(CHAIR[meeting.level], 'verify-actions', { numbers });
}

export function playPlan(playing: Playing): void {
	const { batch, chance, meeting, of, texts } = playing;
	if (meeting.seq === 1) for (const risk of RISKS[of.category].slice(0, chance.between(2, 3))) writeRisk(playing, risk);
	else
		for (const { key, removed } of batch.meeting().rmp.risks) {
			if (removed) continue;
			const status = meeting.isLast ? 'REDUCED' : chance.pick(STATUSES);
			batch.does(MINUTE_TAKER, 'set-risk-values', { key, to: { status } });
			texts.plan[riskField(key, 'responseSoFar')] = chance.pick(RESPONSES);
		}
	if (!meeting.isLast) setActions(playing, meeting.seq === 1 ? chance.between(3, 4) : chance.between(1, 3));
	for (const { key } of batch.meeting().rmp.risks) {
		texts.plan[riskField(key, 'leastRestrictiveReason')] = 'Less was tried and did not hold.';
		const open = batch.meeting().rmp.actions.some((one) => one.outcome === null && one.riskKeys.includes(key));
		if (!open) texts.plan[riskField(key, 'noActionReason')] = 'What stands is enough for now.';
	}
}

function writeRisk({ batch, texts, chance }: Playing, risk: (typeof RISKS)[1][number]): void {
	batch.does(MINUTE_TAKER, 'add-risk');
	const key = batch.meeting().rmp.risks.at(-1)?.key ?? '';
	const to = { pillar: 'MONITORING_AND_CONTROL', orientation: 'PROTECTIVE', controlType: 'EXTERNAL', victims: ['V1'] };
	batch.does(MINUTE_TAKER, 'set-risk-values', { key, to });
	const { title, evidence, contingency, positive, negative } = risk;
	const words = { title, risk: risk.risk, evidence, contingency, responseSoFar: chance.pick(RESPONSES) };
	for (const [field, text] of Object.entries({ ...words, positiveIndicators: positive, negativeIndicators: negative }))
		texts.plan[`${key}.${field}`] = text;
}

/** Given to agencies that were asked, the police and probation among them. */
function setActions(playing: Playing, many: number): void {
	const { batch, chance, seats, texts, meeting, stage, manager } = playing;
	const last = dueBy(playing);
	const risks = batch.meeting().rmp.risks.filter(({ removed }) => !removed);
	const owners = chance.shuffled(seats);
	for (const seat of owners.slice(0, many)) {
		// Due shortly before the next meeting looks at it, most of them; some soon after this one.
		const [soon, late] = [addDays(meeting.on, chance.between(8, 20)), addDays(last, -chance.between(0, 12))];
		const due = workingDay(chance.in(5) || late < soon ? soon : late);
		const task = chance.pick(TASKS[seat.agency] ?? []);
		batch.does(MINUTE_TAKER, 'add-action', { riskKeys: [chance.pick(risks).key] });
		const number = batch.meeting().rmp.actions.at(-1)?.number ?? '';
		const owner = seat.agency === 'PRB' ? manager : seat.person;
		const { pillar, orientation } = task;
		batch.does(MINUTE_TAKER, 'set-action-values', {
			number,
			to: { ownerId: stage.actor(owner).personId, due: due > last ? last : due, pillar, orientation, victims: ['V1'] }
		});
		texts.plan[actionField(number, 'text')] = task.text;
		texts.plan[actionField(number, 'completionEvidence')] = task.evidence;
	}
}
