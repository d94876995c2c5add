/** What is typed to ask about a text, to answer, and to settle a question. Beside the table of the meeting's commands: no facts of it. */
import { z } from 'zod';
import { agencyId, longText, maybe, oneOf, personId, rowId, wholeNumber } from '../input.ts';
import { ASK_LIMIT } from './ask.ts';

export const ASK_COMMANDS = ['ask-about-text', 'answer-ask', 'settle-ask'] as const;
export type AskCommandName = (typeof ASK_COMMANDS)[number];
export const isAskCommand = (name: string): name is AskCommandName => ASK_COMMANDS.some((one) => one === name);

const MOST_VERSIONS = 1_000_000;
const NO_PLACE = 'Choose the text again: this place is not known';
const place = () =>
	z
		.string({ error: NO_PLACE })
		.max(ASK_LIMIT.place, NO_PLACE)
		.regex(/^[A-Za-z0-9+/]*={0,2}$/, NO_PLACE);
const of = { askId: rowId('a question'), edition: wholeNumber('which version you read', 1, MOST_VERSIONS) };

export const ASK_SCHEMAS = {
	'ask-about-text': z.strictObject({
		document: z.string({ error: NO_PLACE }).max(60, NO_PLACE),
		field: z.string({ error: NO_PLACE }).max(80, NO_PLACE),
		pinnedFrom: place(),
		pinnedTo: place(),
		toAgency: maybe(agencyId()),
		toPerson: maybe(personId()),
		question: longText('a question', ASK_LIMIT.question)
	}),
	'answer-ask': z.strictObject({ ...of, answer: longText('an answer', ASK_LIMIT.answer) }),
	'settle-ask': z.strictObject({ ...of, as: oneOf(['RESOLVED', 'DROPPED'], 'whether it is resolved or dropped') })
} as const satisfies Record<AskCommandName, z.ZodType>;
export type AskInput<Name extends AskCommandName> = z.infer<(typeof ASK_SCHEMAS)[Name]>;
