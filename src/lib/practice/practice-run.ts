/**
 * One command in the practice room: parsed, permitted and decided by the same schema, table and rules as on the server, and
 * folded by the same `evolve`. There is no database, no log that lasts and nobody else: the state goes in and comes out.
 */
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Actor } from '../identity.ts';
import { parseInput } from '../input.ts';
import { type CommandName, commandNamed, isCommandName, isInternal } from '../meeting/commands.ts';
import { mayRun } from '../meeting/lifecycle.ts';
import { evolve, type Stamped } from '../meeting/meeting.ts';
import { done, type Result, refuse } from '../result.ts';
import type { Authorship } from '../wire.ts';
import { PRACTICE_AGENCIES, PRACTICE_CASE, PRACTICE_PEOPLE } from './practice-cast.ts';
import { PRACTICE_STATEMENT, type PracticeState } from './practice-story.ts';

/** They need what only the service has: mail, other agencies' files, a seal. */
const NOT_PRACTISED: readonly CommandName[] = [
	...(['invite-person', 'name-substitute', 'approve-substitute', 'reschedule-meeting', 'cancel-meeting'] as const),
	'set-record-language',
	...(['hand-over-chair', 'save-return', 'send-return', 'send-return-for', 'take-proposal'] as const),
	...(['put-back-words', 'leave-out-words', 'submit-minutes', 'return-minutes', 'lock-minutes'] as const),
	...(['open-accuracy-check', 'agree-draft', 'propose-correction', 'withdraw-correction', 'decide-correction'] as const)
];
const NO_PART = refuse('missing', 'This is not part of the practice room. Nothing was changed');

export type PracticeRequest = {
	readonly actor: Actor;
	readonly command: string;
	readonly input: unknown;
	/** ISO 8601 UTC */
	readonly now: string;
	readonly newId: () => string;
	/** person ids in the room now */
	readonly present: readonly string[];
	/** who last changed each text of the plan */
	readonly planAuthors?: readonly Authorship[];
};

/** @returns the state after it with the events that were new; a refusal in the words the real room uses */
export const runInPractice = (
	state: PracticeState,
	{ actor, command: name, input, now, newId, present, planAuthors = [] }: PracticeRequest
): Result<{ readonly state: PracticeState; readonly events: readonly Stamped[] }> => {
	if (!isCommandName(name) || isInternal(name) || NOT_PRACTISED.includes(name)) return NO_PART;
	const command = commandNamed(name);
	const parsed = parseInput(command.schema, input);
	if (!parsed.ok) return parsed;
	const barred = mayRun(state.meeting, actor, name, PRACTICE_STATEMENT);
	if (barred) return barred;
	const agency = (agencyId: string) => PRACTICE_AGENCIES.find((one) => one.id === agencyId) ?? null;
	const decided = command.decide(state.meeting, parsed.value, {
		...{ actor, now, newId, present, statementVersion: PRACTICE_STATEMENT, case: PRACTICE_CASE },
		directory: (personId) => Object.values(PRACTICE_PEOPLE).find((one) => one.personId === personId) ?? null,
		agencyName: (agencyId) => agency(agencyId)?.name ?? null,
		agencyType: (agencyId) => agency(agencyId)?.type ?? null,
		config: DEFAULT_AREA_CONFIG,
		configOn: () => DEFAULT_AREA_CONFIG,
		...{ previousLocked: true, planAuthors, reported: [], frozen: null, putBack: null },
		...{ agencyReturn: null, proposal: null, correction: null }
	});
	if (!decided.ok) return decided;
	const { version, id } = state.meeting;
	const events = decided.value.map((event, index) => ({
		version: version + index + 1,
		at: now,
		by: actor.personId,
		event
	}));
	const meeting = events.reduce((before, stamped) => evolve(before, id, stamped), state.meeting);
	return done({ state: { meeting, log: [...state.log, ...events] }, events });
};
