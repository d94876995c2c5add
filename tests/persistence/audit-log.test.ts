import { verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuditFilter, EVERYTHING } from '#lib/audit/audit-filter.ts';
import type { Actor } from '#lib/identity.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { exportAuditLog } from '#server/application/export-audit-log.ts';
import { hasAuditLog, PAGE_ROWS, readAuditLog } from '#server/application/read-audit-log.ts';
import { chainArea } from '#server/audit/audit-chainer.ts';
import { writeAudit } from '#server/persistence/audit.ts';
import { CASE_WORDS, openWorld, startedMeeting, type Who, type World } from '../support/meeting-world.ts';
import { testKeys } from '../support/test-keys.ts';
import { testSeal } from '../support/test-seal.ts';

let world: World;
let meetingId: string;
beforeAll(async () => {
	world = await openWorld();
	meetingId = await startedMeeting(world);
	await world.application.readRoom(world.who.social, meetingId);
	await world.run('social', meetingId, 'end-meeting');
});
afterAll(() => world.close());

const chain = (areaId: string) => chainArea(world.store.database, testKeys(), areaId, true);
const as = (who: Who, ...roles: Actor['roles']): Actor => ({
	...world.who[who],
	...(roles.length > 0 ? { roles } : {})
});
const read = async (actor: Actor, filter: Partial<AuditFilter> = {}, before: number | null = null) => {
	const page = await readAuditLog(
		{ database: world.store.database, chain },
		actor,
		{ ...EVERYTHING, ...filter },
		before
	);
	return page.ok ? page.value : null;
};
const acts = async (actor: Actor, filter: Partial<AuditFilter> = {}) =>
	((await read(actor, filter))?.lines ?? []).map(({ act }) => act);

describe('the audit log', () => {
	test('AUDIT-9 the co-ordinator and auditors read all of it, a chair their meetings, technicians technical events, others nothing', async () => {
		expect(await acts(as('coordinator'))).toEqual(
			expect.arrayContaining(['View meeting', 'Open case', 'Add person', 'Start meeting'])
		);
		expect((await read(as('housing', 'AUDITOR')))?.scope).toBe('ALL');
		const chaired = await read(as('chair'));
		expect(chaired?.scope).toBe('MEETINGS');
		expect(chaired?.lines.map(({ act }) => act)).toContain('View meeting');
		expect(new Set(chaired?.lines.map(({ reference }) => reference))).toEqual(
			new Set([expect.stringMatching(/^[A-Z0-9-]+\/1$/)])
		);
		const technical = await read(as('deputy', 'SYSTEM_ADMINISTRATOR'));
		expect(technical?.scope).toBe('TECHNICAL');
		expect(technical?.lines.map(({ act }) => act)).toContain('Add person');
		expect(JSON.stringify(technical?.lines)).not.toContain(meetingId);
		expect(JSON.stringify(technical?.lines)).not.toContain(world.caseId);
		for (const who of ['social', 'minuteTaker'] as const) expect(await read(as(who)), who).toBeNull();
		expect((['coordinator', 'chair', 'social'] as const).map((who) => hasAuditLog(world.who[who]))).toEqual([
			true,
			false,
			false
		]);
	});

	test('AUDIT-10 each way of looking finds what is like it, and reading is a row of its own', async () => {
		const coordinator = as('coordinator');
		expect(await acts(coordinator, { kind: 'DENIAL' })).toEqual(['End meeting']);
		expect(new Set((await read(coordinator, { kind: 'CONSULTATION' }))?.lines.map(({ kind }) => kind))).toEqual(
			new Set(['CONSULTATION'])
		);
		const social = await read(coordinator, { personId: world.who.social.personId, object: 'meeting' });
		expect(new Set(social?.lines.map(({ who }) => who))).toEqual(new Set([world.who.social.name]));
		const reference = social?.lines[0]?.reference ?? '';
		expect((await acts(coordinator, { reference: reference.toLowerCase() })).length).toBeGreaterThan(5);
		expect(await acts(coordinator, { reference })).not.toContain('Open case');
		expect(await acts(coordinator, { reference: reference.replace(/\/1$/, '') })).toContain('Open case');
		expect(await acts(coordinator, { reference: 'NONE-1/1' })).toEqual([]);
		expect(await acts(coordinator, { until: '2020-01-01' })).toEqual([]);
		expect((await read(coordinator, { from: '2020-01-01' }))?.lines[0]).toMatchObject({
			...{ act: 'View audit log', who: world.who.coordinator.name, number: expect.any(Number) }
		});
	});

	test('AUDIT-10 a long log comes in pages, none of whose rows is left out or shown twice', async () => {
		await world.within(async (tx) => {
			for (let n = 0; n < PAGE_ROWS; n++)
				await writeAudit(tx, world.who.coordinator, 'view-outbox', 'area', world.areaId);
		});
		const first = await read(as('coordinator'));
		const second = await read(as('coordinator'), {}, first?.older);
		expect(first?.lines).toHaveLength(PAGE_ROWS);
		const numbers = [...(first?.lines ?? []), ...(second?.lines ?? [])].map(({ event }) => event);
		expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => other - one));
		expect(second?.lines.at(-1)).toBeDefined();
	});

	test('AUDIT-11 R1 whoever is kept from a case sees no row about it, and no name of a victim or of the person is in the log', async () => {
		const auditor = as('deputy', 'AUDITOR');
		const ofIt = async () => [
			...(await acts(auditor, { object: 'meeting' })),
			...(await acts(auditor, { object: 'case' }))
		];
		expect(await ofIt()).toEqual(expect.arrayContaining(['View meeting', 'Open case']));
		const excluded = await world.runArea('coordinator', 'exclude-person', {
			...{ caseId: world.caseId, personId: auditor.personId, reason: 'KNOWS_VICTIM', from: '2026-12-17', until: '' }
		});
		expect(excluded).toMatchObject({ ok: true });
		expect(await ofIt()).toEqual([]);
		expect(JSON.stringify(await read(auditor, { personId: world.who.chair.personId }))).not.toContain(meetingId);
		const whole = JSON.stringify(await read(as('coordinator'), { object: 'meeting' }));
		for (const word of Object.values(CASE_WORDS)) expect(whole).not.toContain(word);
	});

	test('AUDIT-12 R18 the log leaves as a file only with the password entered lately, numbered, and as data with its chain and signed', async () => {
		const parts = { database: store(), now: () => new Date(), chain, seal: testSeal() };
		const input = {
			...{ from: '', until: '', person: '', kind: 'DENIAL', object: '', reference: '' },
			...{ format: 'JSON' as const, recipient: 'The ICO', purpose: 'Their request' }
		};
		const asked = { actor: as('coordinator'), stepUpAt: null, commandId: 'a'.repeat(64) };
		expect(await exportAuditLog(parts, asked, input)).toMatchObject({ ok: false, kind: 'step-up' });
		const fresh = { ...asked, stepUpAt: new Date() };
		for (const who of ['chair', 'social'] as const)
			expect(await exportAuditLog(parts, { ...fresh, actor: as(who) }, input)).toMatchObject({
				ok: false,
				kind: 'missing'
			});
		const given = await exportAuditLog(parts, fresh, input);
		if (!given.ok) throw new Error(given.message);
		expect(given.value.name).toBe('audit-export-1.json');
		const { signature, ...log } = JSON.parse(Buffer.from(given.value.bytes).toString());
		expect(log).toMatchObject({
			export: 1,
			recipient: 'The ICO',
			filter: { kind: 'DENIAL' },
			rows: [{ act: 'deny-end-meeting' }]
		});
		expect(log.rows[0].hmac).toMatch(/^[0-9a-f]{64}$/);
		expect(log.head.number).toBeGreaterThanOrEqual(log.rows[0].number);
		const isSigned = (data: unknown) =>
			verify(null, Buffer.from(canonicalJson(data)), signature.publicKey, Buffer.from(signature.value, 'base64'));
		expect(isSigned(log)).toBe(true);
		expect(isSigned({ ...log, rows: [] })).toBe(false);
		const table = await exportAuditLog(
			parts,
			{ ...fresh, commandId: 'b'.repeat(64) },
			{ ...input, format: 'CSV', kind: '' }
		);
		if (!table.ok) throw new Error(table.message);
		expect(table.value.name).toBe('audit-export-2.csv');
		expect(Buffer.from(table.value.bytes).toString()).toMatch(/"Export audit log","[^"]*","[^"]*","file"/);
		const [row] = await world.store.owner`select recipient, case_id from exported_file where number = 1`;
		expect(row).toEqual({ recipient: 'The ICO', case_id: null });
	});
});

const store = () => world.store.database;
