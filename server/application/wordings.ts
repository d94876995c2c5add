/** Recurring wording of the minutes: read by whoever writes, kept by the MAPPA unit. */
import { randomUUID } from 'node:crypto';
import { and, desc, eq } from 'drizzle-orm';
import { person, wordingTemplate } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { isGuest } from '#lib/guests/guest.ts';
import type { Actor } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import type { Language } from '#lib/welsh/language.ts';
import { decideWording, type KeepWording } from '#lib/wordings/keep-wording.ts';
import { type KeptWording, keptWordings, type Wording } from '#lib/wordings/wording.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { readArea } from '../persistence/area.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { insertWording, readWordingRows } from '../persistence/wordings.ts';

const NO_PAGE = refuse('missing', 'There is no such page, or it is not yours to see.');

/**
 * What is in use in the area, for the fields of a room. Of no case.
 * @param language of the record that is written: what the area never changed is in it
 */
export const readWordings = (
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	language: Language
): Promise<Result<readonly Wording[]>> =>
	isGuest(actor)
		? Promise.resolve(NO_PAGE)
		: database.withArea(actor.areaId, async (tx) =>
				done(
					ofTheRecord(language)
						.keptWordings(await readWordingRows(tx))
						.filter(({ isRetired }) => !isRetired)
						.map(({ id, item, key, name, words }) => ({ id, item, key, name, words }))
				)
			);

/** All of them, for whoever keeps them. */
export const readKeptWordings = (
	database: Pick<Database, 'withArea'>,
	actor: Actor
): Promise<Result<readonly KeptWording[]>> =>
	mayRunInArea(actor, 'keep-wording')
		? Promise.resolve(NO_PAGE)
		: database.withArea(actor.areaId, async (tx) => done(keptWordings(await readWordingRows(tx))));

/** Who changed a wording last, for the person whose form it was changed under. */
export const readWordingAuthor = (
	database: Pick<Database, 'withArea'>,
	actor: Actor,
	wordingId: string
): Promise<string | null> =>
	database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx
			.select({ name: person.name })
			.from(wordingTemplate)
			.innerJoin(person, eq(person.id, wordingTemplate.changedBy))
			.where(and(eq(wordingTemplate.templateId, wordingId)))
			.orderBy(desc(wordingTemplate.version))
			.limit(1);
		return row?.name ?? null;
	});

export async function keepWording(tx: Tx, actor: Actor, input: KeepWording, now: Date) {
	// The area's row is held, so that of two people at once the second sees the first.
	await readArea(tx, actor.areaId, true);
	const decided = decideWording(input, keptWordings(await readWordingRows(tx)), randomUUID());
	if (!decided.ok) return decided;
	if (decided.value === null) return done({ id: input.wordingId, warnings: [] });
	const { item, key, name, words, isRetired } = input;
	await insertWording(tx, {
		...{ areaId: actor.areaId, ...decided.value, item, key, name, words, isRetired },
		...{ changedBy: actor.personId, changedAt: now }
	});
	return done({ id: decided.value.templateId, warnings: [] });
}
