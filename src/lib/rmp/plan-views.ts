/** The plan looked at in different orders: by risk, by agency, by date, and what became of earlier actions. */
import type { PersonRef } from '../attendance/attendance.ts';
import { type Action, isOpenAction, type Risk, type Rmp } from './rmp.ts';

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

export type CarriedActions = {
	/** actions carried over whose outcome was recorded in this meeting, and those still waiting for one */
	readonly told: readonly Action[];
	readonly waiting: readonly Action[];
};

/** What became of the actions carried over. @param seq number of this meeting */
export const carriedActions = (rmp: Rmp, seq: number): CarriedActions => {
	const carried = rmp.actions.filter((row) => row.sinceMeeting < seq && !row.removed);
	return {
		told: carried.filter((row) => row.outcome !== null),
		waiting: carried.filter((row) => row.outcome === null)
	};
};
