/**
 * What a command is. It is parsed by its schema, permitted by the table, and decided here: events or a refusal.
 * Nothing else changes a fact of a meeting (design.md, rule 4 of the house).
 */
import type { z } from 'zod';
import type { Ask } from '../asks/ask.ts';
import type { PersonRef } from '../attendance/attendance.ts';
import type { AreaConfig } from '../cases/area-config.ts';
import type { CaseSummary } from '../cases/case.ts';
import type { CorrectionFound } from '../corrections/correction-commands.ts';
import type { Actor, AgencyType } from '../identity.ts';
import type { Texts } from '../minutes/minutes-fields.ts';
import type { Result } from '../result.ts';
import type { ProposalFound, ReturnFound } from '../returns/return-found.ts';
import type { ReportedAction } from '../rmp/reported-action.ts';
import type { Authorship } from '../wire.ts';
import type { Meeting, MeetingEvent, Phase } from './meeting.ts';
import { type Clearance, type CommandName, permissionOf } from './permissions.ts';

/** What the application froze for the lock: every text, the canonical record's SHA-256 (hex), the heads of the logs. */
export type Frozen = {
	readonly texts: Texts;
	readonly sha256: string;
	readonly heads: { readonly plan: number; readonly minutes: number };
	/** questions about texts that whoever locks may know of; those of others go with the lock unseen */
	readonly asks: readonly Ask[];
};

/** What the application found in the log for putting words back that were removed up to update number `to`. */
export type PutBack = {
	readonly to: number;
	readonly outcome: 'found' | 'already' | 'too-long';
	/** the id under which the words would stand again */
	readonly client: number;
};

export type DecideContext = {
	readonly actor: Actor;
	/** ISO 8601 UTC, the server's clock */
	readonly now: string;
	readonly newId: () => string;
	/** person ids connected and confirmed now */
	readonly present: readonly string[];
	/** anybody of the area */
	readonly directory: (personId: string) => PersonRef | null;
	readonly agencyName: (agencyId: string) => string | null;
	readonly agencyType: (agencyId: string) => AgencyType | null;
	/** the area's current confidentiality statement */
	readonly statementVersion: number;
	/** the area's numbers in force on the meeting's own date */
	readonly config: AreaConfig;
	/** the same on any other date, YYYY-MM-DD */
	readonly configOn: (on: string) => AreaConfig;
	/** start-meeting: the case as it is now, to be frozen into the meeting */
	readonly case: CaseSummary | null;
	/** start-meeting: the case's previous meeting is locked, or there is none */
	readonly previousLocked: boolean;
	/** start-meeting and whatever opens an item: what was reported of the case's actions since the last meeting */
	readonly reported: readonly ReportedAction[];
	/** accept-action only: who last changed each text of the plan */
	readonly planAuthors: readonly Authorship[];
	/** lock-minutes only */
	readonly frozen: Frozen | null;
	/** put-back-words only */
	readonly putBack: PutBack | null;
	/** save-return, send-return and send-return-for only */
	readonly agencyReturn: ReturnFound | null;
	/** take-proposal only */
	readonly proposal: ProposalFound | null;
	/** propose-correction, withdraw-correction and decide-correction only */
	readonly correction: CorrectionFound | null;
};

export type Command<Name extends string = string, Input = unknown> = {
	readonly name: Name;
	readonly schema: z.ZodType<Input>;
	readonly may: readonly Clearance[];
	readonly phases: readonly Phase[];
	/** Runs after parsing and permission. No events = nothing to change. */
	readonly decide: (meeting: Meeting, input: Input, context: DecideContext) => Result<readonly MeetingEvent[]>;
};

/** Writes one command down: its permission is the row of its name in the table, its input's type follows from the schema. */
export const command = <const Name extends CommandName, Input>(
	definition: Omit<Command<Name, Input>, 'may' | 'phases'>
): Command<Name, Input> => ({ ...definition, ...permissionOf(definition.name) });
