import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ABSENCE_LIFE } from '#lib/absences/absence-commands.ts';
import { ACTION_STEPS } from '#lib/actions/action-steps.ts';
import { RECORD_COMMANDS } from '#lib/addenda/record-commands.ts';
import { ASK_COMMANDS } from '#lib/asks/ask-commands.ts';
import { AUDIT_ACTS, isAuditAct, ONLY_DENIED } from '#lib/audit/audit-acts.ts';
import { isAuditObject } from '#lib/audit/audit-objects.ts';
import { AREA_COMMANDS } from '#lib/cases/area-commands.ts';
import { COMMAND_NAMES } from '#lib/meeting/permissions.ts';
import { AUDIT_LIFE } from '#lib/quality/quality-commands.ts';
import { REFERRAL_COMMANDS } from '#lib/referrals/referral-commands.ts';
import { RESTRICTED_COMMANDS } from '#lib/restricted/restricted-commands.ts';

/** What runs in production and may write into the audit. */
const sources = ['server', 'drizzle', 'src/routes', 'src/lib']
	.flatMap((folder) =>
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(ts|svelte|sql)$/.test(name) && !name.endsWith('.test.ts'))
			.map((name) => join(folder, name))
	)
	.filter((file) => file !== join('src', 'lib', 'audit', 'audit-acts.ts'))
	.map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const COMMANDS = [
	...COMMAND_NAMES,
	...RESTRICTED_COMMANDS,
	...ASK_COMMANDS,
	...[AREA_COMMANDS, RECORD_COMMANDS, REFERRAL_COMMANDS, ACTION_STEPS, ABSENCE_LIFE, AUDIT_LIFE].flatMap((table) =>
		Object.keys(table)
	)
];

describe('the table of acts', () => {
	test('AUDIT-1 R19 every command of every table has its line', () => {
		expect(COMMANDS.length).toBeGreaterThan(120);
		expect(COMMANDS.filter((name) => !isAuditAct(name))).toEqual([]);
	});

	test('AUDIT-1 R19 every act the source names where it writes into the audit has its line', () => {
		const named = sources.flatMap(({ file, text }) => [
			...[...text.matchAll(/\bwriteAudit\(([^;]*?)\);?\n/g)].flatMap(([, inside = '']) =>
				[...inside.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, act = '']) => ({ file, act }))
			),
			...[...text.matchAll(/insert into audit_event[\s\S]{0,200}?'([a-z-]+)'/g)].map(([, act = '']) => ({ file, act }))
		]);
		expect(named.length).toBeGreaterThan(80);
		expect(named.filter(({ act }) => !isAuditAct(act) && !isAuditObject(act))).toEqual([]);
	});

	test('AUDIT-1 the audit is written where acts of the table are asked for, and by one statement beside', () => {
		const writers = sources.filter(
			({ file, text }) => /insert\(auditEvent\)|insert into "?audit_event/.test(text) && !file.endsWith('.sql')
		);
		expect(writers.map(({ file }) => file).sort()).toEqual([
			join('server', 'application', 'refusal-audit.ts'),
			join('server', 'persistence', 'audit.ts'),
			join('server', 'persistence', 'people-import.ts')
		]);
		for (const { file, text } of writers.filter((one) => one.file.includes('persistence')))
			expect(text, file).toMatch(/\bact: AuditAct\b/);
	});

	test('AUDIT-1 no line of the table is left over', () => {
		const all = sources.map(({ text }) => text).join('\n');
		const isWritten = (act: string): boolean =>
			COMMANDS.includes(act) || all.includes(`'${act}'`) || /^export-(addendum-)?(pdf|docx|html|json)$/.test(act);
		expect(Object.keys(AUDIT_ACTS).filter((act) => !isWritten(act))).toEqual([]);
		expect(ONLY_DENIED.filter((act) => !all.includes(`'deny-${act}'`))).toEqual([]);
	});
});
