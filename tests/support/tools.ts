/** Programs of others that check what we write. CI has them all; on a machine without one the test says what to install. */
import { execFileSync, spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';

const PACKAGES = {
	openssl: 'openssl',
	pdfsig: 'poppler-utils',
	pdfinfo: 'poppler-utils',
	pdffonts: 'poppler-utils',
	pdftotext: 'poppler-utils',
	qpdf: 'qpdf'
} as const;
export type Tool = keyof typeof PACKAGES;

/** Goes on only where these programs are. @throws in CI, where every one of them has to be */
export function needTools(context: TestContext, ...tools: readonly Tool[]): void {
	const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
	if (missing.length === 0) return;
	const said = `${missing.join(', ')} missing: install ${[...new Set(missing.map((tool) => PACKAGES[tool]))].join(', ')}`;
	if (process.env.CI) throw new Error(said);
	context.skip(said);
}

/** What a program says on both streams, and how it ended. */
export function runTool(
	tool: Tool,
	args: readonly string[]
): { readonly said: string; readonly status: number | null } {
	const { stdout, stderr, status } = spawnSync(tool, args, {
		encoding: 'utf8',
		env: { ...process.env, LC_ALL: 'C.UTF-8' }
	});
	return { said: `${stdout}${stderr}`, status };
}

/** The same where it has to succeed. @throws when it does not */
export const runToolWell = (tool: Tool, args: readonly string[], input?: string): string =>
	execFileSync(tool, args, {
		encoding: 'utf8',
		stdio: ['pipe', 'pipe', 'pipe'],
		...(input === undefined ? {} : { input })
	});
