/** Licence conditions are proposed by anybody in the room; what the meeting makes of them is recorded with who and why. */
import { z } from 'zod';
import {
	line,
	listOf,
	longText,
	oneOf,
	optionalLine,
	optionalText,
	REASON_MAX,
	riskKey,
	rowId,
	wholeNumber
} from '../input.ts';
import { command } from '../meeting/command.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import { done, type Refusal, refuse } from '../result.ts';
import {
	CONDITION_CATEGORIES,
	type ConditionFields,
	DECIDED_STATES,
	type LicenceCondition,
	ORDER_REQUESTS
} from './licence.ts';

const MOST_CONDITIONS = 60;
const MOST_PROPOSALS = 40;
const MOST_EDITIONS = 1_000_000;

const conditionKey = () => z.string({ error: 'Choose a condition' }).regex(/^L[1-9]\d{0,3}$/, 'Choose a condition');
const edition = () => wholeNumber('which version you read', 0, MOST_EDITIONS);
const words = (label: string) => optionalText(label, REASON_MAX);
const NOT_HERE = refuse('missing', 'That licence condition is not in this meeting');

/** Nobody writes over what they have not seen. */
const changedMeanwhile = (before: LicenceCondition, read: number | undefined): Refusal | null =>
	before.edition === read
		? null
		: refuse(
				'changed-meanwhile',
				'Somebody changed this condition while you were writing. Both are shown below: take what is right, then record again'
			);

const isSame = (before: LicenceCondition, fields: ConditionFields): boolean =>
	(Object.keys(fields) as (keyof ConditionFields)[]).every(
		(field) => JSON.stringify(before[field]) === JSON.stringify(fields[field])
	);

const unknownRisk = (meeting: Meeting, riskKeys: readonly string[]): Refusal | null => {
	const isThere = (key: string) => meeting.rmp.risks.some((risk) => risk.key === key && !risk.removed);
	if (riskKeys.every(isThere)) return null;
	const message = 'Choose risks that are in the plan';
	return refuse('invalid', message, [{ field: 'riskKeys', message }]);
};

/** Without a key a new proposal; with one it replaces the words of that condition. */
export const recordLicenceCondition = command({
	name: 'record-licence-condition',
	schema: z.strictObject({
		key: conditionKey().optional(),
		edition: edition().optional(),
		category: oneOf(CONDITION_CATEGORIES, 'the kind of condition'),
		text: longText('the condition in the words of the licence', REASON_MAX),
		aim: words('what it is for'),
		necessary: words('why it is necessary'),
		enforceable: words('how it can be enforced'),
		proportionate: words('why it is proportionate'),
		lessIntrusive: words('whether something less intrusive could do'),
		monitoring: words('how it is monitored'),
		riskKeys: listOf(riskKey(), 'risks of the plan', { max: 20 })
	}),
	decide: (meeting, { key, edition: read, ...typed }, { actor }) => {
		const { conditions, highest } = meeting.licence;
		const fields: ConditionFields = { ...typed, riskKeys: [...new Set(typed.riskKeys)] };
		const unknown = unknownRisk(meeting, fields.riskKeys);
		if (unknown) return unknown;
		const sinceMeeting = meeting.convened.seq;
		if (key === undefined) {
			if (conditions.length >= MOST_CONDITIONS)
				return refuse('not-now', `One meeting holds at most ${MOST_CONDITIONS} licence conditions`);
			// The same proposal twice is a double click, not two conditions.
			if (conditions.some((one) => one.state === 'PROPOSED' && isSame(one, fields))) return done([]);
			return done([{ type: 'condition-recorded', key: `L${highest + 1}`, fields, state: 'PROPOSED', sinceMeeting }]);
		}
		const before = conditions.find((one) => one.key === key);
		if (!before) return NOT_HERE;
		const isDecided = before.state !== 'PROPOSED';
		if (isDecided && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', 'Only the chair or the minute taker changes a condition that is decided');
		const stale = changedMeanwhile(before, read);
		if (stale) return stale;
		if (isSame(before, fields)) return done([]);
		const isReworded = before.text !== fields.text || before.category !== fields.category;
		if (isReworded && (before.state === 'IN_FORCE' || before.state === 'REMOVED'))
			return refuse('not-now', 'The words in force do not change here. Propose another condition in its place');
		// What was supported is what was written then: other words are a proposal again.
		const state = isReworded ? 'PROPOSED' : before.state;
		return done([{ type: 'condition-recorded', key, fields, state, sinceMeeting }]);
	}
});

export const decideLicenceCondition = command({
	name: 'decide-licence-condition',
	schema: z.strictObject({
		key: conditionKey(),
		edition: edition(),
		state: oneOf(DECIDED_STATES, 'what becomes of the condition'),
		decidedBy: optionalLine('who decided'),
		reason: longText('why, in a few words', REASON_MAX)
	}),
	decide: (meeting, { key, edition: read, state, decidedBy, reason }, { present }) => {
		const before = meeting.licence.conditions.find((one) => one.key === key);
		if (!before) return NOT_HERE;
		const stale = changedMeanwhile(before, read);
		if (stale) return stale;
		if ((state === 'IN_FORCE' || state === 'REMOVED') && decidedBy === '') {
			const message = 'Enter who decided it, for example the probation service';
			return refuse('invalid', message, [{ field: 'decidedBy', message }]);
		}
		return done([{ type: 'condition-decided', key, state, decidedBy, reason, present }]);
	}
});

export const proposeOrder = command({
	name: 'propose-order',
	schema: z.strictObject({
		request: oneOf(ORDER_REQUESTS, 'what is proposed'),
		order: line('which order'),
		terms: longText('what it should say, and why', REASON_MAX),
		applicant: line('who will apply for it')
	}),
	decide: (meeting, { request, order, terms, applicant }, { newId }) => {
		const { orderProposals } = meeting.licence;
		if (orderProposals.length >= MOST_PROPOSALS)
			return refuse('not-now', `One meeting holds at most ${MOST_PROPOSALS} proposals for orders`);
		const isThere = orderProposals.some(
			(one) => one.request === request && one.order === order && one.terms === terms && one.applicant === applicant
		);
		return done(isThere ? [] : [{ type: 'order-proposed', id: newId(), request, order, terms, applicant }]);
	}
});

export const withdrawOrderProposal = command({
	name: 'withdraw-order-proposal',
	schema: z.strictObject({ id: rowId('the proposal') }),
	decide: (meeting, { id }, { actor }) => {
		const proposal = meeting.licence.orderProposals.find((one) => one.id === id);
		if (!proposal) return refuse('missing', 'That proposal is not in this meeting. It may have been withdrawn');
		if (proposal.by !== actor.personId && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', 'Only whoever proposed it, the chair or the minute taker can withdraw this');
		return done([{ type: 'order-proposal-withdrawn', id }]);
	}
});
