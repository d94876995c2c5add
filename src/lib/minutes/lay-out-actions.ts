import { finalMinutesWords } from './final-minutes-words.ts';
import type { FinalRecord, RecordAction } from './final-record.ts';
import { heading, labelled, listed, orNothing, personLine, plain, table } from './minutes-blocks.ts';
import type { MinutesBlock, MinutesCell, MinutesSection } from './minutes-document.ts';

const words = finalMinutesWords.actions;

/** Every action: those of this plan, and what became of those of earlier meetings. */
export const actionsSection = (record: FinalRecord): MinutesSection => ({
	id: 'actions',
	title: words.title,
	landscape: false,
	blocks: [
		heading(words.now),
		actionTable(words.now, record.actions),
		heading(words.previous),
		actionTable(words.previous, record.previousActions)
	]
});

const actionTable = (caption: string, actions: readonly RecordAction[]): MinutesBlock =>
	table(
		caption,
		[
			{ title: words.number, share: 0.35 },
			{ title: words.action, share: 2.2 },
			{ title: words.owner, share: 1.35 },
			{ title: words.by, share: 0.95 },
			{ title: words.status, share: 1.15 }
		],
		actions.map(actionRow),
		finalMinutesWords.nothingRecorded
	);

const actionRow = (action: RecordAction): MinutesCell[] => [
	plain(action.number),
	orNothing(
		labelled(
			['', action.text],
			[words.doneWhen, action.completionEvidence],
			[
				words.risks,
				[action.risks.join(', '), action.pillar, action.orientation, action.controlType ?? '']
					.filter(Boolean)
					.join(' · ')
			],
			[words.victims, (action.victims ?? []).join(', ')]
		)
	),
	orNothing(
		labelled(
			['', action.owner ? personLine(action.owner) : ''],
			[words.support, action.supporters.map(personLine).join('; ')],
			['', action.accepted ?? '']
		)
	),
	orNothing(plain(action.by)),
	orNothing(
		labelled(
			['', action.status],
			[words.evidence, action.evidence],
			['', action.verified ?? ''],
			[words.reported, listed((action.reported ?? []).map(({ told, by }) => `${told} (${by})`))],
			['', action.slips ?? ''],
			['', words.since(action.sinceMeeting)]
		)
	)
];
