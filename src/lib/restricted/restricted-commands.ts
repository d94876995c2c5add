/**
 * What is typed to make a restricted note, to change whom it is for, and to record a victim's name; and what is decided of it.
 * Beside the table of the meeting's commands, because what they do is no fact of the meeting: those are told to everybody.
 */
import { z } from 'zod';
import { type ItemCode, isItemCode } from '../agenda/agenda.ts';
import { lines, listOf, oneOf, optionalLine, personId, rowId, wholeNumber, yesNo } from '../input.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { type Refusal, refuse } from '../result.ts';
import { AUDIENCE_KINDS, type Audience } from './audiences.ts';

export const RESTRICTED_COMMANDS = [
	'make-restricted-note',
	'change-restricted-audience',
	'record-victim-name'
] as const;
export type RestrictedCommandName = (typeof RESTRICTED_COMMANDS)[number];
export const isRestrictedCommand = (name: string): name is RestrictedCommandName =>
	RESTRICTED_COMMANDS.some((one) => one === name);

const MOST_PEOPLE = 60;
const MOST_OTHER_NAMES = 10;
const MOST_VERSIONS = 1_000_000;

const audience = {
	kind: oneOf(AUDIENCE_KINDS, 'who may see it'),
	named: listOf(personId(), 'people', { max: MOST_PEOPLE }),
	leftOut: listOf(personId(), 'people', { max: MOST_PEOPLE }),
	isHidden: yesNo('whether others are told')
};
const edition = () => wholeNumber('which version you read', 0, MOST_VERSIONS);

export const RESTRICTED_SCHEMAS = {
	'make-restricted-note': z.strictObject({
		item: z.custom<ItemCode>((code) => typeof code === 'string' && isItemCode(code), {
			error: 'Choose an item of the agenda'
		}),
		...audience
	}),
	'change-restricted-audience': z.strictObject({ noteId: rowId('a note'), edition: edition(), ...audience }),
	'record-victim-name': z.strictObject({
		code: z.string({ error: 'Enter a code like V1' }).regex(/^V[1-9]\d?$/, 'Enter a code like V1'),
		name: optionalLine('the name'),
		alsoKnownAs: lines('other names', MOST_OTHER_NAMES),
		edition: edition()
	})
} as const satisfies Record<RestrictedCommandName, z.ZodType>;
export type RestrictedInput<Name extends RestrictedCommandName> = z.infer<(typeof RESTRICTED_SCHEMAS)[Name]>;

const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);

/** The audience as it is stored; or what is wrong with it. Only people with a seat in the meeting are named. */
export const audienceFrom = (
	meeting: Meeting,
	{ kind, named, leftOut, isHidden }: Audience,
	madeBy: string
): Audience | Refusal => {
	const { seats } = meeting.attendance;
	if (!named.every((one) => Object.hasOwn(seats, one)))
		return wrong('named', 'Name people who are invited to this meeting');
	if (leftOut.includes(madeBy)) return wrong('leftOut', 'Whoever made the note cannot be left out of it');
	if (leftOut.some((one) => named.includes(one))) return wrong('leftOut', 'Nobody can be both named and left out');
	const own = [...new Set(named)].filter((one) => one !== madeBy);
	if (kind === 'NAMED_ONLY' && own.length === 0) return wrong('named', 'Name at least one other person');
	return { kind, named: own, leftOut: [...new Set(leftOut)], isHidden: isHidden || kind === 'NAMED_ONLY' };
};

/** After the lock nobody comes in: the same audience but for people taken out of it. */
export const isOnlyNarrower = (before: Audience, after: Audience): boolean =>
	before.kind === after.kind &&
	after.named.every((one) => before.named.includes(one)) &&
	before.leftOut.every((one) => after.leftOut.includes(one)) &&
	(after.isHidden || !before.isHidden);
