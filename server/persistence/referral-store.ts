/** Referrals as stored: the head, every saved state of every section, and what happened (both append-only). */
import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { area, referral, referralEvent, referralSection } from '#drizzle/schema.ts';
import {
	evolveReferral,
	foldReferral,
	isAccepted,
	lastDecision,
	type Referral,
	type ReferralEvent,
	receivedAt,
	type StampedReferralEvent
} from '#lib/referrals/referral.ts';
import type { SavedSection, SavedSections, SectionValues } from '#lib/referrals/referral-values.ts';
import type { Tx } from './database.ts';

export type ReferralHead = typeof referral.$inferSelect;

/** @param lock holds the row, so that two people decide one after the other */
export async function readReferralHead(tx: Tx, id: string, lock = false): Promise<ReferralHead | null> {
	const asked = tx.select().from(referral).where(eq(referral.id, id));
	const [row] = lock ? await asked.for('update') : await asked;
	return row ?? null;
}

const stamped = ({ version, type, data, actorId, at }: typeof referralEvent.$inferSelect): StampedReferralEvent => ({
	...{ version, at: at.toISOString(), by: actorId },
	// Made by a decide of ours when it was stored.
	event: { ...(data as object), type } as ReferralEvent
});

/** These referrals as their events make them, by id. */
export async function loadReferrals(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Referral>> {
	if (ids.length === 0) return new Map();
	const rows = await tx
		.select()
		.from(referralEvent)
		.where(inArray(referralEvent.referralId, [...ids]))
		.orderBy(asc(referralEvent.referralId), asc(referralEvent.version));
	const logs = new Map<string, StampedReferralEvent[]>();
	for (const row of rows) logs.set(row.referralId, [...(logs.get(row.referralId) ?? []), stamped(row)]);
	return new Map(
		[...logs].flatMap(([id, log]) => {
			const folded = foldReferral(id, log);
			return folded ? [[id, folded] as const] : [];
		})
	);
}
export async function loadReferral(tx: Tx, id: string): Promise<Referral> {
	const found = (await loadReferrals(tx, [id])).get(id);
	if (!found) throw new Error('a referral begins with an event');
	return found;
}

/** The version a command of this person reached, when it has been carried out before. */
export async function versionOfReferralCommand(tx: Tx, referralId: string, commandId: string): Promise<number | null> {
	const [row] = await tx
		.select({ version: referralEvent.version })
		.from(referralEvent)
		.where(and(eq(referralEvent.referralId, referralId), eq(referralEvent.commandId, commandId)));
	return row?.version ?? null;
}

export type Stored = { readonly areaId: string; readonly id: string };

/** Adds one event and brings the head to it. The head must be held, or be new in this transaction. */
export async function appendReferralEvent(
	tx: Tx,
	{ areaId, id }: Stored,
	before: Referral | null,
	event: ReferralEvent,
	{ at, by, commandId }: { at: string; by: string; commandId: string }
): Promise<Referral> {
	const version = (before?.version ?? 0) + 1;
	const after = evolveReferral(before, id, { version, at, by, event });
	const { type, ...data } = event;
	await tx.insert(referralEvent).values({
		...{ areaId, referralId: id, version, type, data },
		...{ actorId: by, at: new Date(at), commandId }
	});
	const received = receivedAt(after);
	const decision = lastDecision(after);
	const accepted = isAccepted(after.state) ? decision : null;
	await tx
		.update(referral)
		.set({
			state: after.state,
			version: after.version,
			receivedAt: received ? new Date(received) : null,
			decidedAt: decision ? new Date(decision.at) : null,
			lateReferral: after.late,
			...(accepted ? { caseId: accepted.caseId, acceptedOn: accepted.acceptedOn, initialDue: accepted.initialDue } : {})
		})
		.where(eq(referral.id, id));
	return after;
}

/** R-2026-001, R-2026-002 ... of the area, in the year of `on` (YYYY-MM-DD). The area's row is held until the end. */
async function nextRef(tx: Tx, areaId: string, on: string): Promise<string> {
	await tx.select({ id: area.id }).from(area).where(eq(area.id, areaId)).for('update');
	const beginning = `R-${on.slice(0, 4)}-`;
	const [row] = await tx
		.select({ made: count() })
		.from(referral)
		.where(sql`${referral.ref} like ${`${beginning}%`}`);
	return `${beginning}${String((row?.made ?? 0) + 1).padStart(3, '0')}`;
}

export type NewReferral = {
	readonly areaId: string;
	readonly fromAgencyId: string;
	readonly begunBy: string;
	readonly recordedByUnit: boolean;
	readonly commandId: string;
	/** ISO 8601, UTC, and the London date of it */
	readonly at: string;
	readonly on: string;
};
/** Begins a referral, once for each command id. @returns its id, and whether this call began it */
export async function insertReferral(tx: Tx, made: NewReferral): Promise<{ id: string; isNew: boolean } | null> {
	const { areaId, fromAgencyId, begunBy, commandId, at } = made;
	const ref = await nextRef(tx, areaId, made.on);
	const [earlier] = await tx
		.select({ id: referral.id, begunBy: referral.begunBy })
		.from(referral)
		.where(eq(referral.begunCommand, commandId));
	// A recorded form of somebody else's begins nothing, and is not theirs.
	if (earlier) return earlier.begunBy === begunBy ? { id: earlier.id, isNew: false } : null;
	const [row] = await tx
		.insert(referral)
		.values({ areaId, ref, fromAgencyId, begunBy, begunCommand: commandId, state: 'Draft', version: 0 })
		.returning({ id: referral.id });
	if (!row) throw new Error('the referral was not stored');
	const event = { type: 'referral-begun', fromAgencyId, recordedByUnit: made.recordedByUnit } as const;
	await appendReferralEvent(tx, { areaId, id: row.id }, null, event, { at, by: begunBy, commandId });
	return { id: row.id, isNew: true };
}

const saved = ({ version, values, savedBy, savedAt }: typeof referralSection.$inferSelect): SavedSection => ({
	version,
	// Checked by the section's schema when it was stored.
	values: values as SectionValues,
	savedBy,
	savedAt: savedAt.toISOString()
});

/** The newest saved state of every section of these referrals, by referral. @param slugs only these sections */
export async function readSections(
	tx: Tx,
	ids: readonly string[],
	slugs?: readonly string[]
): Promise<ReadonlyMap<string, SavedSections>> {
	const found = new Map<string, Record<string, SavedSection>>(ids.map((id) => [id, {}]));
	if (ids.length === 0) return found;
	const rows = await tx
		.selectDistinctOn([referralSection.referralId, referralSection.section])
		.from(referralSection)
		.where(
			and(
				inArray(referralSection.referralId, [...ids]),
				slugs ? inArray(referralSection.section, [...slugs]) : undefined
			)
		)
		.orderBy(referralSection.referralId, referralSection.section, desc(referralSection.version));
	for (const row of rows) {
		const sections = found.get(row.referralId);
		if (sections) sections[row.section] = saved(row);
	}
	return found;
}
export const readSectionsOf = async (tx: Tx, id: string): Promise<SavedSections> =>
	(await readSections(tx, [id])).get(id) ?? {};

/**
 * The sections as they were sent: the states a submission names, by referral.
 * @param sent version of each section, by referral @param slugs only these sections
 */
export async function readSectionsSent(
	tx: Tx,
	sent: ReadonlyMap<string, Readonly<Record<string, number>>>,
	slugs?: readonly string[]
): Promise<ReadonlyMap<string, SavedSections>> {
	const found = new Map<string, Record<string, SavedSection>>([...sent.keys()].map((id) => [id, {}]));
	if (sent.size === 0) return found;
	const rows = await tx
		.select()
		.from(referralSection)
		.where(
			and(
				inArray(referralSection.referralId, [...sent.keys()]),
				slugs ? inArray(referralSection.section, [...slugs]) : undefined
			)
		);
	for (const row of rows) {
		const sections = found.get(row.referralId);
		if (sections && sent.get(row.referralId)?.[row.section] === row.version) sections[row.section] = saved(row);
	}
	return found;
}

/** Adds a saved state of a section. The head must be held, so that versions have no gap. */
export async function insertSection(
	tx: Tx,
	{ areaId, id }: Stored,
	section: string,
	{ version, values, savedBy, savedAt }: SavedSection
): Promise<void> {
	const at = new Date(savedAt);
	await tx.insert(referralSection).values({ areaId, referralId: id, section, version, values, savedBy, savedAt: at });
}
