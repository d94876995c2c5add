/**
 * The plan of one meeting becomes the beginning of the next: rows as facts, words as the first update of the new plan
 * document. Happens in the transaction that makes it possible: the lock, or convening after a lock. Nothing open can vanish.
 */

import type { Actor } from '#lib/identity.ts';
import { BEFORE } from '#lib/import/imported-plan.ts';
import { carriedItems } from '#lib/item-records/item-records.ts';
import { carriedConditions } from '#lib/licence/licence.ts';
import type { Meeting, MeetingEvent, Stamped } from '#lib/meeting/meeting.ts';
import { adoptedIndicators } from '#lib/rmp/indicators.ts';
import { ACTION_FIELDS, actionField, carriedOver, RISK_FIELDS, riskField } from '#lib/rmp/rmp.ts';
import type { Tx } from '../persistence/database.ts';
import { appendOpeningUpdate } from '../persistence/document-log.ts';
import { documentsOf } from '../persistence/final-records.ts';
import type { StoredPlan } from '../persistence/imported-plans.ts';
import { appendEvents, type MeetingRow } from '../persistence/meeting-log.ts';
import { stamp } from './load-meeting.ts';

type Texts = Readonly<Record<string, string>>;

/**
 * The events that bring the rows and licence conditions of a locked meeting into the next one.
 * @param texts the words of its plan: the indicators are handed on one by one, to be marked
 */
export function carriedEvents(from: Meeting, texts: Texts): readonly MeetingEvent[] {
	const { risks, actions } = carriedOver(from.rmp, from.convened.seq);
	const { highest } = from.licence;
	const conditions = carriedConditions(from.licence);
	const items = from.case ? carriedItems(from.itemRecords, from.case.facts) : null;
	return [
		{
			type: 'plan-carried-over',
			meetingId: from.id,
			seq: from.convened.seq,
			risks,
			actions,
			indicators: adoptedIndicators(risks, texts),
			highest: from.rmp.highest
		},
		...(highest > 0 ? [{ type: 'conditions-carried-over', meetingId: from.id, conditions, highest } as const] : []),
		...(items && Object.keys(items.places).length > 0
			? [{ type: 'items-carried-over', meetingId: from.id, seq: from.convened.seq, ...items } as const]
			: [])
	];
}

/** The words of the carried rows. "No new action because" is asked afresh at every meeting. */
export function carriedTexts(from: Meeting, texts: Texts): Record<string, string> {
	const { risks, actions } = carriedOver(from.rmp, from.convened.seq);
	const names = [
		...risks.flatMap((row) =>
			RISK_FIELDS.filter((field) => field !== 'noActionReason').map((field) => riskField(row.key, field))
		),
		...actions.flatMap((row) => ACTION_FIELDS.map((field) => actionField(row.number, field)))
	];
	return Object.fromEntries(names.flatMap((name) => (texts[name] ? [[name, texts[name]]] : [])));
}

/** Writes the carried words into the next meeting's empty plan document, authored by nobody. */
export async function carryTexts(
	tx: Tx,
	areaId: string,
	nextMeetingId: string,
	from: Meeting,
	texts: Texts
): Promise<void> {
	const fields = carriedTexts(from, texts);
	if (Object.keys(fields).length === 0) return;
	const { plan } = await documentsOf(tx, nextMeetingId);
	await appendOpeningUpdate(tx, { areaId, documentId: plan, fields });
}

/** A plan from before this service begins a meeting that nothing was carried into yet; it says so wherever it is shown. */
export async function carryImported(
	tx: Tx,
	row: MeetingRow,
	before: Meeting,
	{ id, plan, mark }: StoredPlan,
	actor: Actor,
	at: string
): Promise<{ events: readonly Stamped[]; after: Meeting }> {
	const { risks, actions } = carriedOver(plan, BEFORE);
	const event: MeetingEvent = {
		type: 'plan-carried-over',
		...{ meetingId: id, seq: BEFORE, risks, actions, highest: plan.highest, imported: mark },
		indicators: adoptedIndicators(risks, plan.texts)
	};
	const stamped = stamp(before, [event], at, actor.personId);
	await appendEvents(tx, row, stamped.events, stamped.after, `carry-${id}`);
	const { plan: documentId } = await documentsOf(tx, row.meetingId);
	const kept = new Set([...risks.map(({ key }) => key), ...actions.map(({ number }) => number)]);
	const fields = Object.fromEntries(
		Object.entries(plan.texts).filter(
			([name]) => kept.has(name.split('.')[0] ?? '') && !name.endsWith('.noActionReason')
		)
	);
	if (Object.keys(fields).length > 0) await appendOpeningUpdate(tx, { areaId: row.areaId, documentId, fields });
	return stamped;
}
