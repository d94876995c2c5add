import { finalMinutesWords as words } from './final-minutes-words.ts';
import type { FinalRecord, RecordReturn } from './final-record.ts';
import { labelled, listed, orNothing, table } from './minutes-blocks.ts';
import type { MinutesBlock, MinutesCell } from './minutes-document.ts';

/** Each agency's return under its item; nothing in a record that has none. */
export const returnBlocks = ({ returns = [] }: FinalRecord): MinutesBlock[] =>
	returns.length === 0
		? []
		: [
				table(
					words.returns.title,
					[
						{ title: words.returns.agency, share: 1 },
						{ title: words.returns.told, share: 2.4 }
					],
					returns.map(returnRow)
				)
			];

const returnRow = (one: RecordReturn): MinutesCell[] => [
	labelled(['', one.agency], ['', one.sent]),
	orNothing(
		labelled(
			['', one.answer],
			[words.returns.known, one.known],
			[words.returns.relevance, one.relevance],
			[words.returns.proposed, listed(one.proposed)],
			[words.returns.attendance, one.attendance],
			[words.returns.for, one.for]
		)
	)
];
