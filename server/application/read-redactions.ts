/** The page of a meeting's redactions: what was asked and what became of it, and for whoever decides exactly what would go. */
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import {
	mayAsk,
	mayConfirm,
	REDACTED,
	type RedactionReason,
	type RedactionState,
	redactedLine
} from '#lib/redactions/redaction.ts';
import { FIND_WORDS } from '#lib/redactions/redaction-commands.ts';
import { redactionReasonWord } from '#lib/redactions/redaction-words.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { readHumans, readRedactions } from '../persistence/redactions.ts';
import { type FoundPlace, findWords } from './find-words.ts';
import { NO_MEETING } from './load-meeting.ts';
import { placesToGo, type RedactionDependencies, redactionDoor } from './run-redaction.ts';
import { seenDigest } from './seen-digest.ts';

/** A place as a page shows it. */
export type ShownPlace = Pick<FoundPlace, 'key' | 'where' | 'before' | 'after' | 'formerly'> & {
	/** what stands there afterwards; null for former versions */
	readonly instead: string | null;
};
export type RedactionSeen = {
	readonly id: string;
	readonly number: number;
	readonly state: RedactionState;
	readonly reason: RedactionReason;
	readonly askedBy: string;
	readonly askedAt: string;
	readonly decidedBy: string;
	readonly decidedAt: string;
	readonly took: { readonly places: number; readonly documents: number } | null;
	/** what would go, for whoever asked or may decide; null when it is decided, or stands in places that are not theirs to read */
	readonly goes: { readonly words: string; readonly places: readonly ShownPlace[]; readonly seen: string } | null;
	readonly may: { readonly decide: boolean; readonly withdraw: boolean };
};
export type RedactionsPage = {
	readonly reference: string;
	readonly isLocked: boolean;
	readonly mayAsk: boolean;
	/** papers of the unit only: the meeting has begun, and somebody else is its chair */
	readonly asksForUnit: boolean;
	readonly redactions: readonly RedactionSeen[];
};

type Reading = Pick<RedactionDependencies, 'database' | 'cache' | 'now'>;

const shown = ({ key, where, before, after, formerly, place }: FoundPlace, line: string): ShownPlace => ({
	...{ key, where, before, after, formerly },
	instead: place.kind === 'former' ? null : place.kind === 'fact' ? REDACTED : line
});

export async function readRedactionsPage(
	reading: Reading,
	actor: Actor,
	meetingId: string
): Promise<Result<RedactionsPage>> {
	return reading.database.withArea(actor.areaId, async (tx): Promise<Result<RedactionsPage>> => {
		const meeting = await redactionDoor(tx, reading, actor, meetingId, false);
		if (!meeting) return NO_MEETING;
		const rows = await readRedactions(tx, meetingId);
		const ids = [
			...new Set([actor.personId, ...rows.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy ?? askedBy])])
		];
		const [people, humans] = [await readPersonRefs(tx, ids), await readHumans(tx, ids)];
		const name = (id: string) => people.get(id)?.name ?? '';
		const [asks, confirms] = [mayAsk(meeting, actor), mayConfirm(meeting, actor)];
		const redactions: RedactionSeen[] = [];
		for (const row of rows) {
			const isOwn = humans.get(row.askedBy) === humans.get(actor.personId);
			const { words } = row;
			const scope = isOwn ? asks : confirms;
			const isOpen = row.state === 'ASKED' && words !== null;
			const places = isOpen ? await placesToGo(tx, { meeting, actor, row, scope }) : null;
			const decider = isOwn ? { name: 'the second person' } : { name: name(actor.personId) };
			const on = londonDate(reading.now().toISOString());
			const line = redactedLine(redactionReasonWord[row.reason], on, { name: name(row.askedBy) }, decider);
			redactions.push({
				...{ id: row.id, number: row.number, state: row.state, reason: row.reason, took: row.took },
				...{ askedBy: name(row.askedBy), askedAt: row.askedAt.toISOString() },
				...{ decidedBy: row.decidedBy ? name(row.decidedBy) : '', decidedAt: row.decidedAt?.toISOString() ?? '' },
				goes:
					places && words !== null
						? { words, places: places.map((one) => shown(one, line)), seen: seenDigest(words, places) }
						: null,
				may: { decide: isOpen && !isOwn && confirms.room, withdraw: isOpen && isOwn }
			});
		}
		await writeAudit(tx, actor, 'view-redactions', 'meeting', meetingId, meetingId);
		return done({
			reference: `meeting ${meeting.convened.seq}`,
			isLocked: meeting.phase === 'LOCKED',
			mayAsk: asks.room || asks.unit,
			asksForUnit: asks.unit && !asks.room,
			redactions: redactions.toReversed()
		});
	});
}

/** Every place of a meeting where these words stand, for whoever may ask to have them taken out and for nobody else. */
export async function readWordsFound(
	reading: Reading,
	{ actor, meetingId, input: typed }: { readonly actor: Actor; readonly meetingId: string; readonly input: unknown }
): Promise<Result<{ readonly words: string; readonly places: readonly ShownPlace[]; readonly inRecord: boolean }>> {
	return reading.database.withArea(actor.areaId, async (tx) => {
		const meeting = await redactionDoor(tx, reading, actor, meetingId, false);
		const scope = meeting ? mayAsk(meeting, actor) : { room: false, unit: false };
		if (!meeting || (!scope.room && !scope.unit)) return NO_MEETING;
		const input = parseInput(FIND_WORDS, typed);
		if (!input.ok) return input;
		const { words } = input.value;
		const { places, inRecord } = await findWords(tx, { meeting, actor, words, scope });
		await writeAudit(tx, actor, 'find-words', 'meeting', meetingId, meetingId);
		return done({ words, places: places.map((one) => shown(one, REDACTED)), inRecord });
	});
}
