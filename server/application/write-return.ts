/**
 * Commands about an agency's return. What is chosen and what is written come together in one transaction: the choices as a
 * saved state, words that came by a form as an update of the return's document, a version that is sent with both.
 */
import { parseInput } from '#lib/input.ts';
import { COMMANDS } from '#lib/meeting/commands.ts';
import { type Result, refuse } from '#lib/result.ts';
import { isOfReturn, mayWriteReturnFor } from '#lib/returns/return-access.ts';
import { audienceIn, isForAll } from '#lib/returns/return-audience.ts';
import type { SaveReturn } from '#lib/returns/return-commands.ts';
import {
	isReturnField,
	proposalPart,
	RETURN_PARTS,
	returnDocument,
	returnField,
	returnTexts
} from '#lib/returns/return-fields.ts';
import { mergeValues, NO_VALUES, sameValues } from '#lib/returns/return-values.ts';
import { actionField } from '#lib/rmp/rmp.ts';
import { LIMIT } from '#lib/wire.ts';
import { insertReturn, readLatestReturn, readReturnNumbered, readSentReturns } from '../persistence/agency-returns.ts';
import type { Tx } from '../persistence/database.ts';
import { documentOf, insertDocument } from '../persistence/final-records.ts';
import { renewDocument } from '../persistence/renew-document.ts';
import { BegunAnew, holdDocument, readTyped, storeTyped } from '../persistence/typed-text.ts';
import { isIdentifier } from './load-meeting.ts';
import { RolledBack } from './rolled-back.ts';
import { type Beside, type CommandDone, type CommandRequest, type RunDependencies, runCommand } from './run-command.ts';

export type WriteReturnParts = {
	readonly run: RunDependencies;
	/** after COMMIT: this document has one more update */
	readonly stored: (documentId: string) => void;
};
type Noted = { documentId: string | null };

const isSave = (command: string): command is 'save-return' | 'send-return' | 'send-return-for' =>
	command === 'save-return' || command === 'send-return' || command === 'send-return-for';
/** Whether a command is about a return and comes through here. */
export const isReturnCommand = (command: string): boolean => isSave(command) || command === 'take-proposal';

/** The return's document, held by this transaction; made where the meeting was convened before returns had one. */
async function ownDocument(tx: Tx, areaId: string, meetingId: string, agencyId: string): Promise<string> {
	const name = returnDocument(agencyId);
	await insertDocument(tx, areaId, meetingId, name);
	const documentId = await documentOf(tx, meetingId, name);
	if (documentId === null) throw new Error('the document was just made');
	await holdDocument(tx, documentId);
	return documentId;
}

const CHANGED = refuse('changed-meanwhile', 'Somebody else changed this meanwhile. Look at it as it is now.');

const beside =
	(input: SaveReturn, noted: Noted): Beside =>
	async (tx, at, meeting, actor) => {
		const { agencyId } = input;
		// Only one's own agency's is looked at, or one that nobody of the agency has begun; whether it may be written now is for
		// the decision.
		const isFor = !isOfReturn(meeting, actor, agencyId);
		if (!isIdentifier(agencyId) || (isFor && !mayWriteReturnFor(meeting, actor, agencyId))) return null;
		const documentId = await ownDocument(tx, actor.areaId, meeting.id, agencyId);
		const latest = await readLatestReturn(tx, meeting.id, agencyId);
		const base =
			latest?.number === input.edition ? latest : await readReturnNumbered(tx, meeting.id, agencyId, input.edition);
		const merged = mergeValues(base?.values ?? NO_VALUES, input.values, latest?.values ?? NO_VALUES);
		const asked = RETURN_PARTS.flatMap((part) => {
			const text = input.text?.[part];
			return text === undefined ? [] : [[returnField(part), text] as const];
		});
		const reading = { documentId, head: input.head, texts: Object.fromEntries(asked) };
		const typed = await readTyped(tx, reading).catch((problem) => {
			throw problem instanceof BegunAnew ? new RolledBack(CHANGED) : problem;
		});
		const texts = returnTexts(typed.fields);
		const isBegun = isFor && latest === null && typed.stood.some(isReturnField);
		const sent = (await readSentReturns(tx, meeting.id, agencyId)).at(-1);
		const isSameChoice = latest !== null && sameValues(latest.values, merged.values);
		const isSameText =
			sent?.texts != null && RETURN_PARTS.every((part) => (sent.texts?.[part] ?? '') === (texts[part] ?? ''));
		return {
			context: {
				agencyReturn: {
					...merged,
					texts,
					isBegun,
					latest: latest?.number ?? 0,
					isChanged: !isSameChoice || typed.made !== null,
					isAsSent: isSameText && sameValues(sent?.values ?? NO_VALUES, merged.values),
					tooLong: RETURN_PARTS.filter(
						(part) => (typed.fields[returnField(part)]?.length ?? 0) > LIMIT.fieldCharacters
					),
					audience: latest && {
						...{ was: latest.values.audience ?? '', named: latest.values.named ?? '' },
						since: meeting.returns[agencyId]?.audienceSince ?? latest.number
					}
				}
			},
			store: async (open, events) => {
				const { areaId, personId } = actor;
				if (typed.made) {
					await storeTyped(open, { areaId, documentId, personId, at: new Date(at) }, typed.made);
					noted.documentId = documentId;
				}
				const saved = events.find(({ event }) => event.type === 'return-saved')?.event;
				if (saved?.type !== 'return-saved') return;
				// What was taken out of it while it was for fewer people reaches nobody else.
				const wasNarrow = latest !== null && !isForAll(audienceIn(latest.values));
				if (wasNarrow && saved.audienceSince === saved.number) {
					await renewDocument(open, areaId, documentId);
					noted.documentId = documentId;
				}
				const isSent = events.some(({ event }) => event.type === 'return-sent');
				await insertReturn(open, {
					...{ areaId, meetingId: meeting.id, agencyId, number: saved.number },
					...{ savedBy: personId, savedAt: new Date(at), values: merged.values, texts: isSent ? texts : null }
				});
			}
		};
	};

const besideProposal =
	({ agencyId, proposal }: { agencyId: string; proposal: number }, noted: Noted): Beside =>
	async (tx, at, meeting, actor) => {
		if (!isIdentifier(agencyId)) return null;
		const documentId = await documentOf(tx, meeting.id, returnDocument(agencyId));
		const latest = await readLatestReturn(tx, meeting.id, agencyId);
		if (documentId === null) return null;
		const { fields } = await readTyped(tx, { documentId, head: null, texts: {} });
		const text = (fields[returnField(proposalPart(proposal))] ?? '').trim();
		return {
			context: { proposal: { text, values: latest?.values ?? NO_VALUES } },
			store: async (open, events) => {
				const taken = events.find(({ event }) => event.type === 'proposal-taken')?.event;
				if (taken?.type !== 'proposal-taken') return;
				const plan = await documentOf(open, meeting.id, 'plan');
				if (plan === null) throw new Error('a meeting has a plan');
				await holdDocument(open, plan);
				const words = await readTyped(open, {
					documentId: plan,
					head: null,
					texts: { [actionField(taken.number, 'text')]: text }
				});
				const { areaId, personId } = actor;
				if (words.made) await storeTyped(open, { areaId, documentId: plan, personId, at: new Date(at) }, words.made);
				noted.documentId = plan;
			}
		};
	};

/** Saves or sends a return, or takes a proposal of one into the plan. Refusals as of every command (run-command.ts). */
export function createWriteReturn({ run, stored }: WriteReturnParts) {
	return async (request: CommandRequest): Promise<Result<CommandDone>> => {
		const noted: Noted = { documentId: null };
		let found: Beside;
		if (isSave(request.command)) {
			const input = parseInput(COMMANDS[request.command].schema, request.input);
			if (!input.ok) return input;
			found = beside(input.value, noted);
		} else {
			const input = parseInput(COMMANDS['take-proposal'].schema, request.input);
			if (!input.ok) return input;
			found = besideProposal(input.value, noted);
		}
		const ran = await runCommand(run, request, undefined, undefined, found);
		if (ran.ok && noted.documentId !== null) stored(noted.documentId);
		return ran;
	};
}
