/**
 * Telling somebody something: one row in the outbox, in the transaction of the act itself, so that it is told if and only if
 * the act happened. The words are those of the kind (src/lib/mail/mail-kinds.ts); nothing of any case can get into them.
 */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { meeting } from '#drizzle/schema.ts';
import type { MailKind, MeetingFacts } from '#lib/mail/mail-kinds.ts';
import type { Tx } from '../persistence/database.ts';
import { insertMail } from '../persistence/outbox.ts';

export type Telling = {
	readonly areaId: string;
	readonly personId: string;
	readonly kind: MailKind;
	readonly meetingId?: string;
	/** where to read more, beginning with a slash and naming nobody; the kind's own place when absent */
	readonly path?: string;
	/** YYYY-MM-DD: by when something is owed */
	readonly by?: string;
	/** the calendar entry's revision, of a meeting that is being changed */
	readonly meeting?: MeetingFacts;
	/** told once for this key, however often this is called; each call is its own when absent */
	readonly key?: string;
	/** nobody needs to hear it after this */
	readonly usefulUntil?: Date;
};

/** Kinds that are of no use any more once the meeting is over. */
const UNTIL_THE_END: readonly MailKind[] = [
	'invited',
	'rescheduled',
	'represented',
	'substitute-to-approve',
	'substitute-refused',
	'answer-reminder',
	'return-reminder',
	'papers-reminder',
	'papers-ready'
];

/** Tells one person one thing, or nothing when that was told already under the same key. */
export async function tell(tx: Tx, telling: Telling): Promise<void> {
	const { areaId, personId, kind, meetingId = null, path, by } = telling;
	const known = telling.meeting ?? (meetingId === null ? null : await readMeetingFacts(tx, meetingId));
	const meetingFacts = known && { ...known, ...(by ? { by } : {}) };
	const until = telling.usefulUntil ?? (meetingFacts && UNTIL_THE_END.includes(kind) ? endOf(meetingFacts) : null);
	await insertMail(tx, [
		{
			...{ areaId, personId, kind, meetingId },
			facts: { ...(meetingFacts ? { meeting: meetingFacts } : {}), ...(path ? { path } : {}) },
			key: telling.key ?? randomUUID(),
			usefulUntil: until
		}
	]);
}

const endOf = ({ scheduledStart, plannedMinutes }: MeetingFacts): Date =>
	new Date(Date.parse(scheduledStart) + plannedMinutes * 60_000);

async function readMeetingFacts(tx: Tx, meetingId: string): Promise<MeetingFacts | null> {
	const [row] = await tx
		.select({ scheduledStart: meeting.scheduledStart, plannedMinutes: meeting.plannedMinutes })
		.from(meeting)
		.where(eq(meeting.id, meetingId));
	return row ? { ...row, scheduledStart: row.scheduledStart.toISOString(), revision: 0 } : null;
}
