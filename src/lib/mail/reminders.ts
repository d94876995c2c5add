/** Who is reminded of what on a day, from how a meeting to come stands. Reminders come on working days, from seven in the morning. */
import type { MeetingLevel } from '../agenda/agenda.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import { deadlines } from '../cases/meeting-clock.ts';
import { kindRow } from '../meeting/meeting-kinds.ts';
import { addWorkingDays, isWorkingDay, londonDate, londonTime, workingDaysBetween } from '../time.ts';
import type { MailKind } from './mail-kinds.ts';

export type MeetingToCome = {
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly level: MeetingLevel;
	readonly invited: readonly {
		readonly personId: string;
		readonly agencyId: string;
		/** ISO 8601, UTC */
		readonly invitedAt: string;
		readonly response: string;
	}[];
	/** agencies that owe no return, or have sent theirs */
	readonly returned: ReadonlySet<string>;
	/** whether somebody has noted that the papers are out */
	readonly papersSent: boolean;
};
export type Reminder = {
	readonly personId: string;
	readonly kind: MailKind;
	readonly meetingId: string;
	/** YYYY-MM-DD: by when it is owed; null where it is only an answer */
	readonly by: string | null;
	/** the same each time the same reminder is found: it is told once */
	readonly key: string;
};

const FROM = '07:00';
/** Reminders go out now. @param now ISO 8601, UTC */
export const isTime = (now: string): boolean => isWorkingDay(londonDate(now)) && londonTime(now) >= FROM;

/**
 * Everything that is due to be said by now about one meeting. What was said before comes again with the same key.
 * @param unit the people who send the papers; @param now ISO 8601, UTC
 */
export const remindersDue = (
	meeting: MeetingToCome,
	config: AreaConfig,
	unit: readonly string[],
	now: string
): readonly Reminder[] => {
	const today = londonDate(now);
	const on = londonDate(meeting.scheduledStart);
	if (!isTime(now) || Date.parse(now) >= Date.parse(meeting.scheduledStart)) return [];
	const { papersBy, returnsBy } = deadlines(meeting, config);
	const { meetingId } = meeting;
	/** A meeting that is moved is reminded of anew. */
	const of = (kind: MailKind, personId: string, by: string | null, what = ''): Reminder => ({
		...{ personId, kind, meetingId, by },
		key: `${kind} ${meetingId} ${personId} ${on}${what}`
	});
	const coming = meeting.invited.filter(({ response }) => response !== 'DECLINED' && response !== 'DELEGATED');
	const asked = meeting.invited
		.filter(({ response }) => response === 'NO_RESPONSE')
		.map((one) => ({ ...one, invitedOn: londonDate(one.invitedAt) }))
		.filter(({ invitedOn }) => today >= addWorkingDays(invitedOn, config.answerReminderWorkingDays))
		.map(({ personId, invitedOn }) => of('answer-reminder', personId, null, ` ${invitedOn}`));
	const { notOwed } = kindRow(meeting.level);
	const returnsFrom = addWorkingDays(returnsBy, -config.returnReminderWorkingDays);
	const owed =
		!notOwed.includes('RETURNS') && today >= returnsFrom && today <= returnsBy
			? coming
					.filter(({ agencyId }) => !meeting.returned.has(agencyId))
					.map(({ personId }) => of('return-reminder', personId, returnsBy))
			: [];
	const papers =
		!notOwed.includes('PAPERS') && today >= papersBy && !meeting.papersSent
			? unit.map((personId) => of('papers-reminder', personId, papersBy))
			: [];
	return [...asked, ...owed, ...papers];
};

/** An action that its owner has not done yet. */
export type OpenDeadline = {
	readonly caseId: string;
	/** A1, A2 ... of the case; it stands in no message */
	readonly number: string;
	readonly meetingId: string;
	/** the name of its page: says nothing of the case */
	readonly actionId: string;
	readonly ownerId: string;
	readonly ownerAgencyId: string;
	/** under a risk that the last meeting found high */
	readonly highRisk: boolean;
	/** YYYY-MM-DD */
	readonly due: string;
};
type OfAction = Reminder & { readonly caseId: string; readonly path: string };

/** Whose action is due soon: told once for each deadline from so many working days before, and once more on the day itself. */
export const actionsDueSoon = (
	actions: readonly OpenDeadline[],
	config: AreaConfig,
	now: string
): readonly OfAction[] => {
	if (!isTime(now)) return [];
	const today = londonDate(now);
	return actions
		.filter(({ due }) => today <= due && today >= addWorkingDays(due, -config.actionReminderWorkingDays))
		.map(({ caseId, number, meetingId, actionId, ownerId, due }) => ({
			...{ personId: ownerId, kind: 'action-due' as const, meetingId, by: due, caseId, path: `/actions/${actionId}` },
			key: `action-due ${caseId} ${number} ${ownerId} ${due}${today === due ? ' today' : ''}`
		}));
};

/** Whom an agency is written to, and who takes a late action further. */
export type LateAddressees = {
	readonly contactsOf: (agencyId: string) => readonly string[];
	readonly unit: readonly string[];
};

/**
 * Who is told that an action is late: its owner first, then its agency's contact too, then the MAPPA unit, which raises it with
 * the agency's line manager. An action under a high risk comes to the unit as soon as it is late (domain.md 6.3, step 3), and so
 * does one whose agency has nobody to write to. Each is told once at each stage and deadline; the owner again at each stage.
 */
export const lateActions = (
	actions: readonly OpenDeadline[],
	{ actionLateWorkingDays: after }: Pick<AreaConfig, 'actionLateWorkingDays'>,
	{ contactsOf, unit }: LateAddressees,
	now: string
): readonly OfAction[] => {
	if (!isTime(now)) return [];
	const today = londonDate(now);
	return actions.flatMap((one): OfAction[] => {
		const { caseId, number, meetingId, actionId, ownerId, ownerAgencyId, due, highRisk } = one;
		const late = today > due ? -workingDaysBetween(today, due) : -1;
		if (late < after.owner) return [];
		const stage = late >= after.unit ? 'unit' : late >= after.agency ? 'agency' : 'owner';
		const to = (kind: MailKind, personId: string, path: string, at = ''): OfAction => ({
			...{ kind, personId, path, meetingId, caseId, by: due },
			key: `${kind} ${caseId} ${number} ${personId} ${due}${at}`
		});
		const contacts = stage === 'owner' ? [] : contactsOf(ownerAgencyId);
		const isRaised = stage === 'unit' || highRisk || (stage === 'agency' && contacts.length === 0);
		return [
			to('action-late', ownerId, `/actions/${actionId}`, ` ${stage}`),
			...contacts
				.filter((personId) => personId !== ownerId)
				.map((personId) => to('action-late-agency', personId, '/actions/agency')),
			...(isRaised ? unit.map((personId) => to('action-to-raise', personId, `/actions/${actionId}`)) : [])
		];
	});
};
