/**
 * The four commands about guests: parsed, carried out in one transaction with their audit row, and what followed at the meeting
 * published after COMMIT. Who may is asked of the meeting as it stands (guest-desk.ts).
 */
import type { z } from 'zod';
import { APPROVE_GUEST, ASK_GUEST, REFUSE_GUEST } from '#lib/guests/guest-commands.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { approveGuest, askGuest, endGuest, type GuestDone, refuseGuest } from './guest-desk.ts';
import type { Happened } from './leave-closed-case.ts';
import { isIdentifier } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { RolledBack, refusalOf } from './rolled-back.ts';

const SCHEMAS = {
	'ask-guest': ASK_GUEST,
	'approve-guest': APPROVE_GUEST,
	'refuse-guest': REFUSE_GUEST,
	// Why, for an end as for a refusal.
	'end-guest': REFUSE_GUEST
} as const;
export type GuestCommandName = keyof typeof SCHEMAS;
type InputOf<Name extends GuestCommandName> = z.output<(typeof SCHEMAS)[Name]>;

type Circumstances = { readonly cache: MeetingCache; readonly now: Date };
type Work<Name extends GuestCommandName> = (
	tx: Tx,
	actor: Actor,
	input: InputOf<Name>,
	circumstances: Circumstances
) => Promise<Result<GuestDone>>;
const WORK: { readonly [Name in GuestCommandName]: Work<Name> } = {
	'ask-guest': askGuest,
	'approve-guest': approveGuest,
	'refuse-guest': refuseGuest,
	'end-guest': endGuest
};

export type GuestCommandParts = {
	readonly database: Database;
	readonly cache: MeetingCache;
	readonly publishHappened: (areaId: string, happened: readonly Happened[]) => void;
	readonly now?: () => Date;
};

/**
 * Runs one. Refusals: missing, forbidden, invalid, not-now, changed-meanwhile. A refusal leaves nothing behind but its audit row.
 * @throws what the database throws; nothing is stored then
 */
export async function runGuestCommand<Name extends GuestCommandName>(
	{ database, cache, publishHappened, now = () => new Date() }: GuestCommandParts,
	actor: Actor,
	command: Name,
	typed: Record<string, unknown>
): Promise<Result<{ readonly id: string }>> {
	// Each name's schema makes that name's input; the table loses the pairing, so it is restated here once.
	const input = parseInput(SCHEMAS[command] as unknown as z.ZodType<InputOf<Name>>, typed);
	if (!input.ok) return input;
	const { meetingId } = input.value;
	if (!isIdentifier(meetingId)) return refuse('missing', 'There is no such meeting, or it is not yours to see.');
	const answer = await database
		.withArea(actor.areaId, async (tx) => {
			const did = await WORK[command](tx, actor, input.value, { cache, now: now() });
			if (!did.ok) throw new RolledBack(did);
			await writeAudit(tx, actor, command, 'guest', did.value.id, meetingId);
			return did;
		})
		.catch(refusalOf);
	if (answer.ok) publishHappened(actor.areaId, answer.value.happened);
	else if (answer.kind === 'forbidden')
		await database.withArea(actor.areaId, (tx) =>
			writeAudit(tx, actor, `deny-${command}`, 'meeting', meetingId, meetingId)
		);
	return answer;
}
