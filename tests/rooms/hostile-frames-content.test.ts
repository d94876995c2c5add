/** Content that is not plain text in a field the writer has. */
import { describe, expect, test } from 'vitest';
import { CLOSE, LIMIT } from '#lib/wire.ts';
import { type Attack, attackedDocument, FIELD, own, SECRET, update } from '../support/attacked-document.ts';
import {
	atRoot,
	type CraftedStruct,
	OTHER_CONTENT,
	ofContent,
	unseen,
	updateOf,
	withoutPlace
} from '../support/hostile-bytes.ts';
import { wordsOf } from '../support/meeting-world.ts';
import { textIn, write } from '../support/raw-writer.ts';
import { until } from '../support/served-world.ts';

const target = attackedDocument();
const { attacker, honestGoOn, tryEach } = target;
describe('content that is not plain text in a field', { timeout: 60_000 }, () => {
	test('GUARD-2 is refused, whatever kind of shared document it comes from (Y14, Y15, Y16, Y20, Y-11)', async () => {
		await tryEach(
			OTHER_CONTENT.map(
				([what, change]): Attack => [
					what,
					CLOSE.malformed,
					update((from) => updateOf(from.clientId as number, (doc) => change(doc, FIELD)))
				]
			)
		);
	});

	test('GUARD-2 is refused struct by struct: garbage, skips, JSON, types, map keys, clocks burnt (Y19, Y20)', async () => {
		const nestedIn: CraftedStruct = (to) => {
			ofContent(FIELD, 4, () => {})(to);
		};
		await tryEach([
			['garbage of 2^40', CLOSE.malformed, own(withoutPlace(0, 2 ** 40))],
			['garbage of one', CLOSE.malformed, own(withoutPlace(0, 1))],
			['a skip', CLOSE.malformed, own(withoutPlace(10, 5))],
			...[2, 3, 5, 6, 7, 8, 9, 11, 12, 31].map(
				(kind): Attack => [
					`content ${kind}`,
					CLOSE.malformed,
					own(ofContent(FIELD, kind, (to) => atRoot(FIELD, SECRET)(to)))
				]
			),
			...[0x24, 0x21, 0x3f].map(
				(info): Attack => [
					`a map key (${info})`,
					CLOSE.malformed,
					own(ofContent(FIELD, info, (to) => atRoot(FIELD, SECRET)(to)))
				]
			),
			['a struct that ends at its field', CLOSE.malformed, own(nestedIn)],
			['an empty text', CLOSE.malformed, own(atRoot(FIELD, ''))],
			['no characters, deleted', CLOSE.malformed, own(unseen(FIELD, 0))],
			['2^40 characters, deleted', CLOSE.tooLarge, own(unseen(FIELD, 2 ** 40))],
			['100,001 characters, deleted', CLOSE.tooLarge, own(unseen(FIELD, LIMIT.clockUnits + 1))],
			[
				'an attribute of 200,000 characters',
				CLOSE.tooLarge,
				update((from) =>
					updateOf(from.clientId as number, (doc) => doc.getText(FIELD).setAttribute('a', SECRET.repeat(20_000)))
				)
			]
		]);
	});

	test('GUARD-2 in a field that is not there makes the page a reader with a reason, and is not stored (Y-11)', async () => {
		for (const field of ['R99.risk', 'R1.password', 'constructor.prototype', 'minutes.x', 'SUMMARY.notes']) {
			const from = await attacker();
			write(from, field, 0, SECRET);
			await until(() =>
				expect(from.refused, field).toEqual([{ code: CLOSE.forbidden, reason: 'not a field of yours' }])
			);
			expect(from.closed).toBeNull();
			from.ws.close();
		}
		await honestGoOn();
		expect(Object.keys((await wordsOf(target.world, target.meetingId, 'plan')).fields)).toEqual([FIELD]);
	});

	test('GUARD-3 U+0000 and half characters are never stored, also when the editor is gone round (Y18, Y-19)', async () => {
		const raw = (...codes: number[]) => own(atRoot(FIELD, Uint8Array.from(codes)));
		await tryEach([
			['U+0000', CLOSE.malformed, own(atRoot(FIELD, `${SECRET}\u0000`))],
			['only U+0000', CLOSE.malformed, own(atRoot(FIELD, '\u0000'))],
			['half a character in UTF-8', CLOSE.malformed, raw(0x61, 0xed, 0xa0, 0x80)],
			['two halves in UTF-8', CLOSE.malformed, raw(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)],
			['U+0000 of two bytes', CLOSE.malformed, raw(0xc0, 0x80)],
			['a byte that begins nothing', CLOSE.malformed, raw(0xff)],
			['a character cut short', CLOSE.malformed, raw(0xf0, 0x9f, 0x98)],
			['a field name that is not UTF-8', CLOSE.malformed, own((to) => atRoot('x', '')(to))]
		]);
		// Yjs itself writes half a character as U+FFFD: what is stored can be stored.
		const from = await attacker();
		write(from, FIELD, 0, 'half \uD800 of it ');
		await until(() => expect(from.saved.at(-1)?.frames).toBe(1));
		await until(() => expect(textIn(target.chair, FIELD)).toContain('half \uFFFD of it '));
		expect((await wordsOf(target.world, target.meetingId, 'plan')).fields[FIELD]).toBe(textIn(target.chair, FIELD));
	});
});
