/** One thing still missing in a meeting, and what a rule's finder looks at to find it. */
import type { ItemCode } from '../agenda/agenda.ts';
import type { Ask } from '../asks/ask.ts';
import { factsNow } from '../item-records/facts-now.ts';
import type { Meeting, Override } from '../meeting/meeting.ts';
import type { VictimName } from '../restricted/restricted-note.ts';
import { liveRisks, openActions, planQuality, type QualityFinding } from '../rmp/plan-quality.ts';
import type { Action, Risk } from '../rmp/rmp.ts';
import type { Texts } from './minutes-fields.ts';

/** `E` stops the step; `W` warns and asks for a reason that is kept (domain.md 8.3). */
export type GateKind = 'E' | 'W';

/** What a finder says of one missing thing. */
export type Found = {
	/** stable while the same thing is missing: "V11:R2:negativeIndicators" */
	readonly id: string;
	readonly item: ItemCode;
	/** one sentence that says what to do */
	readonly message: string;
	/** an anchor in the room ("#R2.negativeIndicators"), or a path ("/meetings/…/register#person-…") */
	readonly href: string;
};
/** @param Rule the ids of the table in gate-table.ts */
export type GateOf<Rule extends string> = Found & {
	readonly rule: Rule;
	readonly kind: GateKind;
	/** of a warning: the chair's answer to it */
	readonly overridden: Override | null;
};

/** The meeting as the finders see it: read once, whatever many of them need is worked out once. */
export type GateLook = {
	readonly meeting: Meeting;
	readonly texts: Texts;
	/** rows of the plan still in it and not settled */
	readonly risks: readonly Risk[];
	/** actions still to be done */
	readonly actions: readonly Action[];
	readonly quality: readonly QualityFinding[];
	/** trimmed words of one field; '' when nothing is written */
	readonly planText: (field: string) => string;
	readonly minutesText: (field: string) => string;
	/** ISO UTC; null where nobody asks by the clock */
	readonly now: string | null;
	/** names of the case's victims: only in the browser of somebody who may know them, never at the server */
	readonly victims: readonly VictimName[];
	/** questions about texts that whoever looks may know of */
	readonly asks: readonly Ask[];
};
export type Finder = (look: GateLook) => readonly Found[];

const textIn =
	(texts: Readonly<Record<string, string>>) =>
	(field: string): string =>
		Object.hasOwn(texts, field) ? (texts[field] ?? '').trim() : '';

export const lookAt = (
	meeting: Meeting,
	texts: Texts,
	victims: readonly VictimName[] = [],
	now: string | null = null,
	asks: readonly Ask[] = []
): GateLook => ({
	asks,
	victims,
	now,
	meeting,
	texts,
	risks: liveRisks(meeting.rmp),
	actions: openActions(meeting.rmp),
	quality: planQuality(meeting.rmp, texts.plan, factsNow(meeting)),
	planText: textIn(texts.plan),
	minutesText: textIn(texts.minutes)
});

export const found = (id: string, item: ItemCode, message: string, href: string): Found => ({
	id,
	item,
	message,
	href
});
export const itemHref = (code: ItemCode): string => `#item-${code}`;
