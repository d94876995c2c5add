import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyFiles } from '../../server/verify/verify-files.js';

const made = await verifyFiles();
const page = made['static/mapp-verify.html'] ?? '';

describe('the files that check sealed minutes', () => {
	test('VERIFY-15 stand in the repository as the sources make them (write them anew with npm run verify:files)', () => {
		for (const [path, text] of Object.entries(made)) expect(readFileSync(path, 'utf8') === text, path).toBe(true);
		expect(statSync('static/mapp-verify.mjs').mode & 0o111).not.toBe(0);
		expect(JSON.parse(readFileSync('package.json', 'utf8')).bin['mapp-verify']).toBe('static/mapp-verify.mjs');
	});

	test('VERIFY-15 the command needs no other file and nothing but Node', () => {
		const imports = [...(made['static/mapp-verify.mjs'] ?? '').matchAll(/^import .* from "(.+)";$/gm)].map(
			([, name]) => name
		);
		expect(imports.length).toBeGreaterThan(0);
		for (const name of imports) expect(name).toMatch(/^node:/);
		expect(made['static/mapp-verify.mjs']).not.toMatch(/\b(fetch|require|import)\(/);
		const said = execFileSync(process.execPath, ['static/mapp-verify.mjs', '--help'], { encoding: 'utf8', cwd: '.' });
		expect(said).toContain('Usage: mapp-verify');
	});

	test('VERIFY-16 the page allows its own script and style by their hashes, and no network', () => {
		const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toMatch(/unsafe|https?:|connect-src|'self'/);
		for (const [name, part] of [
			['script', 'script-src'],
			['style', 'style-src']
		] as const) {
			const inside = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
			const hash = createHash('sha256').update(inside, 'utf8').digest('base64');
			expect(policy).toContain(`${part} 'sha256-${hash}'`);
		}
		expect(page).not.toMatch(/\s(src|style|on[a-z]+)="|<link|<img|@import|url\(|https?:\/\//);
	});
});
