/** The commands about holds and the end of cases: schema, and that the password was entered lately (R18's rule for what cannot be taken back). */
import { END_HOLD, PLACE_HOLD, REVIEW_HOLD } from './hold.ts';
import { KEEP_CASE, PROPOSE_DESTRUCTION, WITHDRAW_DESTRUCTION } from './retention-commands.ts';

const nothing = (): null => null;
const always = (): true => true;

/** A hold is placed at once, without the password again: what it stops cannot be taken back. */
export const RETENTION_COMMANDS = {
	'hold-case': { schema: PLACE_HOLD, check: nothing },
	'hold-area': { schema: PLACE_HOLD, check: nothing },
	'review-case-hold': { schema: REVIEW_HOLD, check: nothing },
	'review-area-hold': { schema: REVIEW_HOLD, check: nothing },
	'end-case-hold': { schema: END_HOLD, check: nothing, stepUp: always },
	'end-area-hold': { schema: END_HOLD, check: nothing, stepUp: always },
	'keep-case': { schema: KEEP_CASE, check: nothing },
	'propose-destruction': { schema: PROPOSE_DESTRUCTION, check: nothing, stepUp: always },
	'withdraw-destruction': { schema: WITHDRAW_DESTRUCTION, check: nothing }
} as const;
type RetentionCommandName = keyof typeof RETENTION_COMMANDS;

/** What each is done to, for the audit. */
export const RETENTION_OBJECT = Object.fromEntries(
	Object.keys(RETENTION_COMMANDS).map((name) => [name, name.includes('area') ? 'area' : 'case'])
) as Record<RetentionCommandName, 'area' | 'case'>;
