/**
 * Putting removed words back: made from the log of the document, not from anybody's screen, before the transaction; stored
 * with the fact of it in one transaction, so that it happens once however many press, and never after the lock.
 */
import { parseInput } from '#lib/input.ts';
import { COMMANDS } from '#lib/meeting/commands.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import type { RemovedWords } from '#lib/removed-words/removed-words.ts';
import { removalOf, seesRemoval } from '#lib/removed-words/removed-words-view.ts';
import type { Result } from '#lib/result.ts';
import type { Database } from '../persistence/database.ts';
import { documentsOf } from '../persistence/final-records.ts';
import { makePutBack, type PutBack, readRemoval, storePutBack } from '../persistence/removed-words.ts';
import type { Admission } from './admission.ts';
import {
	type CommandDone,
	type CommandRequest,
	type PutBackFound,
	type RunDependencies,
	runCommand
} from './run-command.ts';

export type PutBackParts = {
	readonly database: Pick<Database, 'withArea'>;
	readonly admission: Pick<Admission, 'room'>;
	readonly run: RunDependencies;
	/** after COMMIT: this document has one more update */
	readonly stored: (documentId: string) => void;
};
export type PutBackWords = (request: CommandRequest) => Promise<Result<CommandDone>>;

/** The removal may go on while it is looked up. */
const MOST_TRIES = 3;

type Found = PutBack & { readonly documentId: string };

export function createPutBackWords({ database, admission, run, stored }: PutBackParts): PutBackWords {
	/** being made, by removal: two people who press share it */
	const making = new Map<string, Promise<Found>>();

	async function make(areaId: string, meetingId: string, removal: RemovedWords): Promise<Found> {
		const { field, document, by: personId, from, to } = removal;
		const { documentId, log } = await database.withArea(areaId, async (tx) => {
			const documentId = (await documentsOf(tx, meetingId))[document];
			return { documentId, log: await readRemoval(tx, { documentId, personId, from, to }) };
		});
		return { ...(await makePutBack(log, field)), documentId };
	}

	function makeOnce(areaId: string, meetingId: string, removal: RemovedWords): Promise<Found> {
		const key = `${meetingId} ${removal.id} ${removal.to}`;
		const known = making.get(key);
		if (known) return known;
		const begun = make(areaId, meetingId, removal).finally(() => making.delete(key));
		making.set(key, begun);
		return begun;
	}

	/** Null when the command will be refused, or has nothing to do. */
	async function find({
		actor,
		meetingId,
		input
	}: CommandRequest): Promise<(PutBackFound & { documentId: string }) | null> {
		const parsed = parseInput(COMMANDS['put-back-words'].schema, input);
		const admitted = parsed.ok ? await admission.room(actor, meetingId) : null;
		if (!parsed.ok || !admitted?.ok) return null;
		const meeting = admitted.value;
		const removal = removalOf(meeting, parsed.value.id);
		if (!removal || removal.settled?.how === 'put-back') return null;
		if (!seesRemoval(meeting, actor.personId, removal) || mayRun(meeting, actor, 'put-back-words')) return null;
		const found = await makeOnce(actor.areaId, meetingId, removal);
		const { areaId, personId } = actor;
		const { clientId, documentId } = found;
		return {
			documentId,
			context: { to: removal.to, outcome: found.outcome, client: clientId },
			store: async (tx, at) => {
				if (found.outcome !== 'found') return;
				const { field } = removal;
				const { update } = found;
				await storePutBack(tx, { areaId, documentId, clientId, personId, field, update, at: new Date(at) });
			}
		};
	}

	return async (request) => {
		for (let tries = 1; ; tries++) {
			const found = await find(request);
			const ran = await runCommand(run, request, undefined, found ?? undefined);
			if (!ran.ok && ran.kind === 'changed-meanwhile' && tries < MOST_TRIES) continue;
			if (found && ran.ok && ran.value.events.length > 0) stored(found.documentId);
			return ran;
		}
	};
}
