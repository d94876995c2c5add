/** Whose seat a visitor may take for the guided tour of the running meeting: chair, minute taker, somebody of an agency. Only the demonstration asks. */
import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { account, invitation, meeting } from '#drizzle/schema.ts';
import type { TourRole } from '#lib/tour/tour-steps.ts';
import type { Database } from '../persistence/database.ts';

export type DemoTour = { readonly part: TourRole; readonly email: string; readonly meetingId: string };

/** The newest running meeting that all three take part in; none where no meeting runs. */
export async function readDemoTours(database: Database): Promise<readonly DemoTour[]> {
	const accounts = await database.withoutArea((tx) => tx.select().from(account));
	const emails = new Map(
		accounts.flatMap(({ personId, email }) => (email === null ? [] : [[personId, email] as const]))
	);
	for (const areaId of new Set(accounts.map((one) => one.areaId))) {
		const tours = await database.withArea(areaId, async (tx): Promise<readonly DemoTour[]> => {
			const [running] = await tx
				.select()
				.from(meeting)
				.where(eq(meeting.phase, 'LIVE'))
				.orderBy(desc(meeting.scheduledStart))
				.limit(1);
			if (!running) return [];
			const seats = await tx
				.select({ personId: invitation.personId })
				.from(invitation)
				.where(and(eq(invitation.meetingId, running.id), isNotNull(invitation.confirmedAt)));
			const { chairId, minuteTakerId, id: meetingId } = running;
			const other = seats.find(
				({ personId }) => personId !== chairId && personId !== minuteTakerId && emails.has(personId)
			);
			const whom: readonly (readonly [TourRole, string | undefined])[] = [
				['chair', chairId],
				['minute-taker', minuteTakerId],
				['attendee', other?.personId]
			];
			return whom.flatMap(([part, personId]) => {
				const email = personId === undefined ? undefined : emails.get(personId);
				return email === undefined ? [] : [{ part, email, meetingId }];
			});
		});
		if (tours.length > 0) return tours;
	}
	return [];
}
