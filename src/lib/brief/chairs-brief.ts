/** What the chair is told the day before (domain.md 4.1, T-1; 8.2 screen 6): what the plan lacks, who owes what, who is missing. */
import type { ItemCode } from '../agenda/agenda.ts';
import type { InvitationResponse } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import type { AgencyType } from '../identity.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { GateRule } from '../minutes/gate-table.ts';
import { type Gate, gates } from '../minutes/gates.ts';
import { type OwingAgency, owingAgencies } from '../returns/agency-return.ts';
import { type Indicator, unmarkedIndicators } from '../rmp/indicators.ts';
import { suggestedTime, type TimeLine } from './suggested-time.ts';

/** An open action as the register has it between meetings. */
export type OpenAction = {
	readonly number: string;
	readonly text: string;
	readonly ownerName: string;
	readonly ownerAgencyId: string;
	readonly ownerAgencyName: string;
	/** deadline or next standing check, YYYY-MM-DD */
	readonly day: string | null;
	readonly status: string;
	readonly evidence: string;
};
export type AbsentOwner = {
	readonly agencyId: string;
	readonly agencyName: string;
	readonly why: 'not-invited' | 'declined';
	readonly actions: readonly OpenAction[];
};
export type Unconfirmed = { readonly name: string; readonly agencyName: string; readonly response: InvitationResponse };

export type ChairsBrief = {
	/** what the plan as it was handed on lacks */
	readonly gaps: readonly Gate[];
	/** overdue today */
	readonly overdue: readonly OpenAction[];
	/** due between today and the meeting */
	readonly dueBefore: readonly OpenAction[];
	readonly missingReturns: readonly OwingAgency[];
	readonly returns: number;
	readonly absentOwners: readonly AbsentOwner[];
	/** people asked who have not said that they come */
	readonly unconfirmed: readonly Unconfirmed[];
	readonly indicators: readonly Indicator[];
	readonly time: readonly TimeLine[];
};

/** The rules that a plan can be held to before anybody has met over it. */
const OF_THE_PLAN: readonly GateRule[] = ['V11', 'V12', 'V13', 'V14', 'V15', 'V16', 'V17'];

/** Agencies that own an open action and will not be there: nobody of them invited, or everybody invited cannot come. */
export const absentOwners = (meeting: Meeting, actions: readonly OpenAction[]): readonly AbsentOwner[] => {
	const seats = seatList(meeting.attendance).filter(({ removed, substitute }) => !removed && substitute === null);
	const owners = new Map(actions.map(({ ownerAgencyId, ownerAgencyName }) => [ownerAgencyId, ownerAgencyName]));
	return [...owners].flatMap(([agencyId, agencyName]): AbsentOwner[] => {
		const own = seats.filter(({ person }) => person.agencyId === agencyId);
		if (own.some(({ response }) => response !== 'DECLINED')) return [];
		const theirs = actions.filter(({ ownerAgencyId }) => ownerAgencyId === agencyId);
		return [{ agencyId, agencyName, why: own.length === 0 ? 'not-invited' : 'declined', actions: theirs }];
	});
};

export type BriefContext = {
	/** YYYY-MM-DD */
	readonly today: string;
	/** date of the meeting, YYYY-MM-DD */
	readonly on: string;
	/** words of the plan as they stand */
	readonly plan: Readonly<Record<string, string>>;
	readonly actions: readonly OpenAction[];
	readonly agencyType: (agencyId: string) => AgencyType | null;
};

/** @param meeting with its case */
export const chairsBrief = (meeting: Meeting, { today, on, plan, actions, agencyType }: BriefContext): ChairsBrief => {
	const gaps = gates(meeting, { plan, minutes: {} }).filter(({ rule }) => OF_THE_PLAN.includes(rule));
	const overdue = actions.filter(({ day }) => day !== null && day < today);
	const owing = owingAgencies(meeting, agencyType);
	const missingReturns = owing.filter(({ state }) => state === 'none' || state === 'draft');
	const absent = absentOwners(meeting, actions);
	const indicators = unmarkedIndicators(meeting.rmp);
	const matters: Partial<Record<ItemCode, number>> = {};
	const add = (code: ItemCode, count: number): void => {
		matters[code] = (matters[code] ?? 0) + count;
	};
	for (const { item } of gaps) add(item, 1);
	add('ACTIONS_PREV', overdue.length);
	add('AGENCY_INFO', missingReturns.length);
	add('RMP', indicators.length);
	add('ACTIONS', absent.length);
	return {
		gaps,
		overdue,
		dueBefore: actions.filter(({ day }) => day !== null && day >= today && day < on),
		missingReturns,
		returns: owing.length,
		absentOwners: absent,
		unconfirmed: seatList(meeting.attendance)
			.filter(({ removed, substitute }) => !removed && substitute === null)
			.filter(({ response }) => response === 'NO_RESPONSE' || response === 'TENTATIVE')
			.map(({ person, response }) => ({ name: person.name, agencyName: person.agencyName, response })),
		indicators,
		time: suggestedTime(meeting.agenda.items, matters, meeting.convened.plannedMinutes)
	};
};
