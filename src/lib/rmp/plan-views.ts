/** The plan looked at in different orders: by risk, by agency, by date, and what is new since the last meeting. */
import type { PersonRef } from '../attendance/attendance.ts';
import {
	ACTION_FIELDS,
	type Action,
	actionField,
	isOpenAction,
	RISK_FIELDS,
	type Risk,
	type Rmp,
	riskField
} from './rmp.ts';

export type PlanTexts = Readonly<Record<string, string>>;
export type RiskGroup = { readonly risk: Risk; readonly actions: readonly Action[] };
export type AgencyGroup = {
	/** null = actions without an owner */
	readonly agency: Pick<PersonRef, 'agencyId' | 'agencyName' | 'agencyCode'> | null;
	readonly actions: readonly Action[];
};

const inPlan = (rmp: Rmp): readonly Action[] => rmp.actions.filter((row) => !row.removed);
/** The day an action comes up: its deadline or its next standing check (YYYY-MM-DD); null when it has neither. */
export const dayOf = (action: Action): string | null => action.due ?? action.standing?.nextCheck ?? null;

/** Risks in their order, each with the actions under it; an action under two risks stands in both. */
export const byRisk = (rmp: Rmp): { readonly groups: readonly RiskGroup[]; readonly loose: readonly Action[] } => {
	const risks = rmp.risks.filter((row) => !row.removed);
	const groups = risks.map((risk) => ({ risk, actions: inPlan(rmp).filter((row) => row.riskKeys.includes(risk.key)) }));
	const loose = inPlan(rmp).filter((row) => !risks.some((risk) => row.riskKeys.includes(risk.key)));
	return { groups, loose };
};

/** Open actions under the agency that owns them, agencies by name; those without an owner come first. */
export const byAgency = (rmp: Rmp): readonly AgencyGroup[] => {
	const open = rmp.actions.filter(isOpenAction);
	const owners = new Map(open.flatMap(({ owner }) => (owner ? [[owner.agencyId, owner] as const] : [])));
	const groups = [...owners.values()]
		.sort((a, b) => a.agencyName.localeCompare(b.agencyName, 'en'))
		.map(({ agencyId, agencyName, agencyCode }) => ({
			agency: { agencyId, agencyName, agencyCode },
			actions: open.filter((row) => row.owner?.agencyId === agencyId)
		}));
	const nobodys = open.filter((row) => row.owner === null);
	return nobodys.length > 0 ? [{ agency: null, actions: nobodys }, ...groups] : groups;
};

/** Open actions by the day they come up, those without a day first: they need one. */
export const byDueDate = (rmp: Rmp): readonly Action[] =>
	rmp.actions
		.filter(isOpenAction)
		.map((row, index) => ({ row, index, day: dayOf(row) ?? '' }))
		.sort((a, b) => (a.day === b.day ? a.index - b.index : a.day < b.day ? -1 : 1))
		.map(({ row }) => row);

/** Open, with its deadline before `today` (YYYY-MM-DD). Derived, never stored. */
export const isOverdue = (action: Action, today: string): boolean => {
	const day = dayOf(action);
	return isOpenAction(action) && day !== null && day < today;
};

export type RowChange = 'added' | 'changed' | 'unchanged' | 'removed';
export type Since<Row> = {
	readonly row: Row;
	readonly change: RowChange;
	/** names of the texts that differ from the last meeting's: "R2.contingency" */
	readonly changedFields: readonly string[];
};
export type SinceLastMeeting = {
	readonly risks: readonly Since<Risk>[];
	readonly actions: readonly Since<Action>[];
	/** carried-over actions whose outcome was recorded in this meeting, and those still waiting for one */
	readonly outcomes: readonly Action[];
	readonly withoutOutcome: readonly Action[];
};

const differing = (names: readonly string[], before: PlanTexts, now: PlanTexts): readonly string[] =>
	names.filter((name) => (before[name] ?? '').trim() !== (now[name] ?? '').trim());

/**
 * What this meeting did to the plan it was handed. `before` and `now` are the plan's texts then and now; a typed value set
 * in this meeting counts as a change of its row.
 */
export const sinceLastMeeting = (rmp: Rmp, seq: number, before: PlanTexts, now: PlanTexts): SinceLastMeeting => {
	const valueRows = new Set(Object.values(rmp.lastChange).map((change) => change.row));
	const since = <Row extends Risk | Action>(row: Row, name: string, fields: readonly string[]): Since<Row> => {
		const changedFields = differing(fields, before, now);
		const isChanged = changedFields.length > 0 || valueRows.has(name);
		const change = row.removed ? 'removed' : row.sinceMeeting >= seq ? 'added' : isChanged ? 'changed' : 'unchanged';
		return { row, change, changedFields };
	};
	const carried = rmp.actions.filter((row) => row.sinceMeeting < seq && !row.removed);
	return {
		// A row added and removed within the meeting never reached anybody.
		risks: rmp.risks
			.filter((row) => !(row.removed && row.sinceMeeting >= seq))
			.map((row) =>
				since(
					row,
					row.key,
					RISK_FIELDS.map((field) => riskField(row.key, field))
				)
			),
		actions: rmp.actions
			.filter((row) => !(row.removed && row.sinceMeeting >= seq))
			.map((row) =>
				since(
					row,
					row.number,
					ACTION_FIELDS.map((field) => actionField(row.number, field))
				)
			),
		outcomes: carried.filter((row) => row.outcome !== null),
		withoutOutcome: carried.filter((row) => row.outcome === null)
	};
};
