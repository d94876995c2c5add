/** Risk rows: which there are, their order and their typed values. Their words are written in the plan document. */
import { z } from 'zod';
import { listOf, maybeOneOf, oneOf, reason, riskKey, rowId, wholeNumber } from '../input.ts';
import { command } from '../meeting/command.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { done, refuse } from '../result.ts';
import { CONTROL_TYPES, ORIENTATIONS, PILLARS, RISK_STATUSES, type Risk, type RiskValues } from './rmp.ts';
import { unknownVictim } from './victim-codes.ts';

/** Rows of one plan, removed ones counted: far more than a meeting can discuss. */
export const MOST_RISKS = 200;

const NO_SUCH_RISK = refuse('missing', 'That risk is not in the plan of this meeting');
const WAS_REMOVED = refuse('changed-meanwhile', 'That risk has been removed from the plan');
const riskOf = (meeting: Meeting, key: string): Risk | null => meeting.rmp.risks.find((row) => row.key === key) ?? null;

export const addRisk = command({
	name: 'add-risk',
	schema: z.strictObject({}),
	decide: (meeting) => {
		if (meeting.rmp.risks.length >= MOST_RISKS)
			return refuse('not-now', `A plan holds at most ${MOST_RISKS} risks. Merge rows that say the same`);
		const key = `R${meeting.rmp.highest.R + 1}`;
		return done([{ type: 'risk-added', key, sinceMeeting: meeting.convened.seq }]);
	}
});

export const setRiskValues = command({
	name: 'set-risk-values',
	schema: z.strictObject({
		key: riskKey(),
		to: z
			.strictObject({
				pillar: maybeOneOf(PILLARS, 'the pillar').optional(),
				orientation: maybeOneOf(ORIENTATIONS, 'the orientation').optional(),
				controlType: maybeOneOf(CONTROL_TYPES, 'the kind of control').optional(),
				victims: listOf(rowId('a victim'), 'the victims it is about', { max: 50 }).optional(),
				status: oneOf(RISK_STATUSES, 'the status').optional()
			})
			.refine((to) => Object.keys(to).length > 0, { error: 'Choose what to change' })
	}),
	decide: (meeting, { key, to }) => {
		const risk = riskOf(meeting, key);
		if (!risk) return NO_SUCH_RISK;
		if (risk.removed) return WAS_REMOVED;
		const unknown = unknownVictim(meeting, to.victims);
		if (unknown) return unknown;
		const fields = Object.keys(to) as (keyof RiskValues)[];
		const isNew = (field: keyof RiskValues): boolean => JSON.stringify(to[field]) !== JSON.stringify(risk[field]);
		// The same status again is news when the row was carried over: it has now been reviewed.
		const changed = fields.filter(
			(field) => to[field] !== undefined && (isNew(field) || (field === 'status' && !risk.reviewed))
		);
		if (changed.length === 0) return done([]);
		const pick = (values: Partial<RiskValues>): Partial<RiskValues> =>
			Object.fromEntries(changed.map((field) => [field, values[field]]));
		return done([{ type: 'risk-value-set', key, from: pick(risk), to: pick(to) }]);
	}
});

export const moveRisk = command({
	name: 'move-risk',
	schema: z.strictObject({ key: riskKey(), position: wholeNumber('the position', 0, MOST_RISKS) }),
	decide: (meeting, { key, position }) => {
		const from = meeting.rmp.risks.findIndex((row) => row.key === key);
		if (from < 0) return NO_SUCH_RISK;
		const to = Math.min(position, meeting.rmp.risks.length - 1);
		return done(from === to ? [] : [{ type: 'risk-moved', key, position: to }]);
	}
});

export const removeRisk = command({
	name: 'remove-risk',
	schema: z.strictObject({ key: riskKey(), reason: reason() }),
	decide: (meeting, { key, reason }, { actor }) => {
		const risk = riskOf(meeting, key);
		if (!risk) return NO_SUCH_RISK;
		return done(risk.removed ? [] : [{ type: 'risk-removed', key, reason, by: actor.personId }]);
	}
});

export const restoreRisk = command({
	name: 'restore-risk',
	schema: z.strictObject({ key: riskKey() }),
	decide: (meeting, { key }) => {
		const risk = riskOf(meeting, key);
		if (!risk) return NO_SUCH_RISK;
		return done(risk.removed ? [{ type: 'risk-restored', key }] : []);
	}
});
