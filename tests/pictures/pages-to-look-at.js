/** Every main page of the product by name, who opens it and where, for `npm run looks:all`. */

/** @typedef {import('@playwright/test').Page} Page */
/**
 * `*` in a path stands for an id: of the pages this person is shown links to, the first that fits is meant.
 * @typedef {{ name: string; role: string | null; path: string; ready?: (page: Page) => Promise<void>; paper?: boolean }} Look
 */

/** Who opens them: people of the demonstration. */
export const LOOKERS = {
	unit: 'Opal Quillfeather',
	taker: 'Fern Inkwell',
	chair: 'Larkspur Ironbridge-Wren',
	police: 'Teasel Marchbank-Owl',
	manager: 'Rowan Lanternby',
	children: 'Campion Ashmarsh',
	education: 'Tansy Chalkdown',
	board: 'Hazel Merrowdown',
	auditor: 'Sorrel Tallowmere',
	liaison: 'Juniper Softley-Moth',
	administrator: 'Thistle Boxwood',
	invited: 'Lovage Bellhouse'
};

/** @param {Page} page */
const room = async (page) => {
	await page.locator('[data-saving="saved"], [data-saving="locked"]').first().waitFor();
	const later = page
		.locator('.room-told')
		.getByRole('button', { name: /^(Not now|Ddim nawr|Dim nawr)$/ })
		.first();
	if (await later.isVisible()) await later.click({ timeout: 3000 }).catch(() => null);
};
/** The line is gone for as long as it takes the room to say so. @param {Page} page */
const lost = async (page) => {
	await page.locator('[data-saving="offline"]').first().waitFor();
};
/** @param {string} key @param {string} opened */
const pressed = (key, opened) => async (/** @type {Page} */ page) => {
	await room(page);
	await page.keyboard.press(key);
	await page.locator(opened).first().waitFor();
};
/** @param {string} tab its place among the tabs of a phone, where there are any */
const onTab = (tab) => async (/** @type {Page} */ page) => {
	await room(page);
	const one = page.locator('.room-tabs').getByRole('button').nth(Number(tab));
	if (await one.isVisible()) await one.click();
};
/** @param {Page} page */
const firstRisk = async (page) => {
	await room(page);
	await page
		.locator('article.risk > details')
		.first()
		.evaluate((one) => one.setAttribute('open', ''));
	await page.locator('article.risk [data-field]').first().waitFor();
};
/** @param {Page} page */
const refused = async (page) => {
	await page.locator('main form[method=post] button.govuk-button:not(.govuk-button--secondary)').first().click();
	await page.locator('.govuk-error-summary').waitFor();
};
/** Sent as it stands, a section of a referral is told what is missing. @param {Page} page */
const sent = async (page) => {
	await page
		.getByRole('button', { name: /^(Save and continue|Cadw a pharhau)$/ })
		.last()
		.click();
	await page.locator('.govuk-error-summary').waitFor();
};
/** @param {Page} page */
const focused = async (page) => {
	await page.locator('main .govuk-button').first().focus();
};
/** @param {Page} page */
const scrolled = async (page) => {
	await room(page);
	await page.evaluate(() => {
		window.scrollTo(0, document.body.scrollHeight / 2);
		for (const one of document.querySelectorAll('.room *')) one.scrollTop = one.scrollHeight / 2;
	});
};

/** Sections of a referral: one with every kind of field each. */
const SECTIONS = ['level', 'person', 'dates', 'victims', 'risk', 'plan', 'agencies', 'told'];

/** @type {(role: string | null, pages: Record<string, string>) => Look[]} */
const all = (role, pages) => Object.entries(pages).map(([name, path]) => ({ name, role, path }));

/**
 * @param {{ running: string; locked: string; caseId: string; levelOneCaseId: string; screen: string; guest: string; audit: string; request: string; draft: string }} places the meeting that runs, one
 * whose minutes are locked, their case, one managed at Level 1, the paths of a wall screen, of a guest, and of what was made to be looked at: an
 * audit, a request, a referral that is being written
 * @returns {Look[]}
 */
export const looks = ({ running, locked, caseId, levelOneCaseId, screen, guest, audit, request, draft }) => [
	...all(null, {
		'sign-in': '/sign-in',
		demo: '/demo',
		'sign-in-agency': '/sign-in/agency',
		'signed-out': '/signed-out',
		'connection-test': '/connection-test',
		help: '/help',
		'help-chair': '/help/chair',
		'help-fields': '/help/fields',
		accessibility: '/accessibility',
		practice: '/practice',
		verify: '/verify',
		design: '/design',
		'wall-screen': screen,
		guest,
		nowhere: '/help/no-such-role'
	}),
	{ name: 'sign-in-refused', role: null, path: '/sign-in', ready: refused },
	{ name: 'sign-in-focus', role: null, path: '/sign-in', ready: focused },
	{ name: 'practice-chair', role: null, path: '/practice/chair', ready: room },
	...['full', 'empty', 'lobby', 'read-only', 'refused', 'locked', 'gone', 'removed'].map((state) => ({
		...{ name: `design-${state}`, role: null, path: `/design/${state}` }
	})),
	{ name: 'design-offline', role: null, path: '/design/offline', ready: lost },
	{ name: 'design-full-people', role: null, path: '/design/full', ready: onTab('2') },
	{ name: 'design-full-agenda', role: null, path: '/design/full', ready: onTab('0') },
	{ name: 'design-full-scrolled', role: null, path: '/design/full', ready: scrolled },
	{ name: 'disclosure-made', role: 'manager', path: '/disclosures/*' },
	...all('unit', {
		home: '/',
		cases: '/cases',
		case: `/cases/${caseId}`,
		'case-new': '/cases/new',
		'case-convene': `/cases/${caseId}/convene`,
		'case-plans': `/cases/${caseId}/plans`,
		'case-access': `/cases/${caseId}/access`,
		'case-hold': `/cases/${caseId}/hold`,
		'case-bundle': `/cases/${caseId}/bundle`,
		'case-shares': `/cases/${caseId}/shares`,
		'case-change': `/cases/${caseId}/change/risk`,
		'case-subject-export': `/cases/${caseId}/subject-export`,
		'case-professionals': `/cases/${levelOneCaseId}/professionals-meeting`,
		'case-import-plan': `/cases/${caseId}/import-plan`,
		meeting: `/meetings/${running}`,
		'meeting-locked': `/meetings/${locked}`,
		minutes: `/meetings/${locked}/minutes`,
		corrections: `/meetings/${locked}/corrections`,
		redactions: `/meetings/${locked}/redactions`,
		distribution: `/meetings/${locked}/final/distribution`,
		'export-final': `/meetings/${locked}/final/export`,
		versions: `/meetings/${locked}/final/versions`,
		'version-summary': `/meetings/${locked}/final/versions/executive-summary`,
		addenda: `/meetings/${locked}/final/addenda`,
		'hand-off': `/meetings/${locked}/final/hand-off`,
		copies: `/meetings/${locked}/final/copies`,
		register: `/meetings/${running}/register`,
		guests: `/meetings/${running}/guests`,
		'room-locked': `/meetings/${locked}/room?item=RMP`,
		referrals: '/referrals',
		referral: '/referrals/*',
		'referral-decide': '/referrals/*/decide',
		'actions-all': '/actions/all',
		action: '/actions/*',
		absences: '/absences',
		absence: '/absences/*',
		'absence-contacts': '/absences/contacts',
		smb: '/smb',
		'smb-quarter': '/smb/*',
		'smb-meetings': '/smb/*/meetings',
		'smb-feedback': '/smb/feedback',
		'smb-annual': '/smb/annual/*',
		'smb-figures': '/smb/figures/*',
		audits: '/audits',
		audit,
		access: '/access',
		'emergency-access': '/emergency-access',
		retention: '/retention',
		requests: '/requests',
		'request-new': '/requests/new',
		request,
		reviews: '/reviews',
		outbox: '/outbox',
		seats: '/seats',
		gates: '/gates',
		settings: '/settings',
		people: '/settings/people',
		person: '/settings/people/*',
		timescales: '/settings/timescales',
		wordings: '/settings/wordings',
		import: '/settings/import',
		clearance: '/settings/clearance',
		account: '/account',
		password: '/account/password',
		passkeys: '/account/passkeys',
		'code-app': '/account/code-app',
		'recovery-codes': '/account/recovery-codes',
		'log-of-audit': '/audit',
		confirm: '/confirm',
		missing: '/cases/no-such-case',
		'missing-plain': '/meetings/no-such-meeting/final/record.json'
	}),
	{ name: 'case-new-refused', role: 'unit', path: '/cases/new', ready: refused },
	...all('chair', {
		'chair-home': '/',
		close: `/meetings/${running}/close`,
		returns: `/meetings/${running}/returns`,
		'private-notes': `/meetings/${running}/private-notes`,
		'room-close-run': `/meetings/${running}/room?item=ACTIONS&closing=on`,
		answers: `/meetings/${running}/answers`,
		'screen-set-up': `/meetings/${running}/screen`
	}),
	{ name: 'brief', role: 'chair', path: `/meetings/${running}/brief`, paper: true },
	{ name: 'final', role: 'unit', path: `/meetings/${locked}/final`, paper: true },
	...[
		'RISK',
		'WELCOME',
		'AGENCY_INFO',
		'DISCLOSURE',
		'ACTIONS',
		'LEVEL',
		'SMB_FEEDBACK',
		'LICENCE_ORDERS',
		'STATUS'
	].map((item) => ({
		...{
			name: `room-chair-${item.toLowerCase()}`,
			role: 'chair',
			path: `/meetings/${running}/room?item=${item}`,
			ready: room
		}
	})),
	{ name: 'room-chair-agenda', role: 'chair', path: `/meetings/${running}/room?item=RISK`, ready: onTab('0') },
	{ name: 'room-chair-people', role: 'chair', path: `/meetings/${running}/room?item=RISK`, ready: onTab('2') },
	{ name: 'room-plan', role: 'chair', path: `/meetings/${running}/room?item=RMP`, ready: firstRisk, paper: true },
	{
		name: 'room-keys',
		role: 'chair',
		path: `/meetings/${running}/room?item=RISK`,
		ready: pressed('?', 'dialog[open], [role=dialog]')
	},
	{
		name: 'room-palette',
		role: 'chair',
		path: `/meetings/${running}/room?item=RISK`,
		ready: pressed('Control+k', 'dialog[open], [role=dialog]')
	},
	{ name: 'room-gates', role: 'chair', path: `/meetings/${running}/room?item=RISK`, ready: pressed('l', '.room') },
	{ name: 'room-find', role: 'chair', path: `/meetings/${running}/room?item=RISK`, ready: pressed('/', '.room') },
	{ name: 'room-taker', role: 'taker', path: `/meetings/${running}/room?item=AGENCY_INFO`, ready: room },
	{ name: 'room-attendee', role: 'police', path: `/meetings/${running}/room?item=RMP`, ready: room },
	{ name: 'room-agency', role: 'police', path: `/meetings/${running}/room?item=RISK`, ready: pressed('m', '.room') },
	{ name: 'return', role: 'police', path: `/meetings/${running}/return`, paper: true },
	...all('police', {
		'police-home': '/',
		'police-requests': '/requests',
		'not-allowed': '/settings/people'
	}),
	{ name: 'actions', role: 'police', path: '/actions', paper: true },
	...all('invited', { door: `/join/${running}`, 'invited-home': '/' }),
	...all('education', {
		...{ 'empty-actions': '/actions', 'empty-home': '/', 'empty-cases': '/cases' },
		'actions-agency': '/actions/agency'
	}),
	...all('manager', {
		'manager-home': '/',
		'referral-start': '/referrals/start',
		'referral-draft': draft,
		...Object.fromEntries(SECTIONS.map((slug) => [`referral-${slug}`, `${draft}/${slug}`])),
		'referral-check': `${draft}/check`
	}),
	{ name: 'referral-refused', role: 'manager', path: `${draft}/level`, ready: sent },
	...all('liaison', { 'final-restricted': `/meetings/${locked}/final/restricted` }),
	...all('board', { 'board-home': '/', 'board-pack': '/smb/*' }),
	...all('auditor', {
		'auditor-home': '/',
		'auditor-audits': '/audits',
		'audit-scores': audit,
		'audit-minutes': `${audit}/minutes`
	}),
	...all('administrator', { 'administrator-home': '/', 'administrator-people': '/settings/people' })
];
