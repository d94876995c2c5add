/** The chair's pointer and the order of business (domain.md 4.4). */
import { z } from 'zod';
import { line, maybe, oneOf, optionalReason, personId, REASON_MAX } from '../input.ts';
import { command } from '../meeting/command.ts';
import { isPaused, isRecorder, type Meeting } from '../meeting/meeting.ts';
import { done, type Refusal, refuse } from '../result.ts';
import { newlyReported } from '../rmp/newly-reported.ts';
import { type AgendaItem, ITEM_CODES, type ItemCode, nextItem } from './agenda.ts';

const itemCode = () => oneOf(ITEM_CODES as readonly [ItemCode, ...ItemCode[]], 'an agenda item');
const itemOf = (meeting: Meeting, code: ItemCode): AgendaItem | null =>
	meeting.agenda.items.find((item) => item.code === code) ?? null;
const NO_SUCH_ITEM = refuse('missing', 'That item is not on the agenda of this meeting');
const whilePaused = (meeting: Meeting): Refusal | null =>
	isPaused(meeting) ? refuse('not-now', 'The meeting is paused. Resume it first') : null;

export const openItem = command({
	name: 'open-item',
	schema: z.strictObject({ code: itemCode() }),
	decide: (meeting, { code }, { reported }) => {
		if (!itemOf(meeting, code)) return NO_SUCH_ITEM;
		if (meeting.agenda.current === code) return whilePaused(meeting) ?? done([]);
		return whilePaused(meeting) ?? done([{ type: 'item-opened', code }, ...newlyReported(meeting, reported)]);
	}
});

export const goToNextItem = command({
	name: 'next-item',
	schema: z.strictObject({}),
	decide: (meeting, _input, { reported }) => {
		const next = nextItem(meeting.agenda);
		if (!next)
			return refuse('not-now', 'There is no item left after this one. Open an item from the agenda or end the meeting');
		return (
			whilePaused(meeting) ?? done([{ type: 'item-opened', code: next.code }, ...newlyReported(meeting, reported)])
		);
	}
});

export const skipItem = command({
	name: 'skip-item',
	schema: z.strictObject({ code: itemCode(), reason: optionalReason() }),
	decide: (meeting, { code, reason }) => {
		const item = itemOf(meeting, code);
		if (!item) return NO_SUCH_ITEM;
		if (item.status === 'RECORDED')
			return refuse('not-now', 'This item has already been taken, so it cannot be skipped');
		if (item.mandatory && reason === '') {
			const message = 'Enter a reason: this item is mandatory and the reason is printed in the minutes';
			return refuse('invalid', message, [{ field: 'reason', message }]);
		}
		return done(
			item.status === 'SKIPPED' && item.skipReason === reason ? [] : [{ type: 'item-skipped', code, reason }]
		);
	}
});

export const reorderAgenda = command({
	name: 'reorder-agenda',
	schema: z.strictObject({ code: itemCode(), before: maybe(itemCode()), reason: line('a reason', REASON_MAX) }),
	decide: (meeting, { code, before, reason }) => {
		if (!itemOf(meeting, code) || (before !== null && !itemOf(meeting, before))) return NO_SUCH_ITEM;
		const codes = meeting.agenda.items.map((item) => item.code);
		const others = codes.filter((other) => other !== code);
		const at = before === null || before === code ? others.length : others.indexOf(before);
		const order = before === code ? codes : [...others.slice(0, at), code, ...others.slice(at)];
		const isSame = order.every((other, index) => other === codes[index]);
		return done(isSame ? [] : [{ type: 'agenda-reordered', order, reason }]);
	}
});

export const raiseHand = command({
	name: 'raise-hand',
	schema: z.strictObject({}),
	decide: (meeting, _input, { actor }) => {
		const isUp = meeting.agenda.hands.some((hand) => hand.personId === actor.personId);
		return done(isUp ? [] : [{ type: 'hand-raised', personId: actor.personId }]);
	}
});

export const lowerHand = command({
	name: 'lower-hand',
	schema: z.strictObject({ personId: personId().optional() }),
	decide: (meeting, input, { actor }) => {
		const whose = input.personId ?? actor.personId;
		if (whose !== actor.personId && !isRecorder(meeting, actor.personId))
			return refuse('forbidden', "Only the chair or the minute taker can lower somebody else's hand");
		const isUp = meeting.agenda.hands.some((hand) => hand.personId === whose);
		return done(isUp ? [{ type: 'hand-lowered', personId: whose }] : []);
	}
});
