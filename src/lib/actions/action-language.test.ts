import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import type { ActionLine, ShownStep } from '#server/application/read-actions.ts';
import ActionHistory from './ActionHistory.svelte';
import ActionTable from './ActionTable.svelte';

const LINE: ActionLine = {
	...{ id: 'a', caseRef: 'NMS-2026-014', number: 'A1', text: 'Ymweld bob wythnos', ownerName: 'Ffion Maes' },
	...{ ownerAgencyName: 'Police', due: '2026-12-18', firstDue: '2026-12-18', slips: 0, standing: null },
	...{ status: 'NOT_STARTED', asked: null, reportedAt: null, isLate: false, isHighRisk: false, language: 'cy' }
};
const AT = { version: 1, at: '2026-12-17T10:00:00Z', by: 'p', agencyId: 'g', byName: '', agencyName: '', toName: '' };

it('WELSH-20 the words of an action are marked with the language of its record, what was written since with none', () => {
	const props = { lines: [LINE], today: '2026-12-17', labelledBy: 'x' };
	expect(render(ActionTable, { props }).body).toContain('<span lang="cy">Ymweld bob wythnos</span>');
	const recorded: ShownStep = {
		...{ ...AT, isTakenBack: false, language: 'cy' },
		event: {
			...{
				type: 'action-recorded',
				seq: 1,
				heldOn: '2026-12-17',
				asOf: AT.at,
				status: 'IN_PROGRESS',
				text: 'Dechreuwyd'
			},
			...{ completedOn: null, due: null, isNew: false, isVerified: false }
		}
	};
	const raised: ShownStep = {
		...{ ...AT, version: 2, isTakenBack: false, language: null },
		event: { type: 'action-raised', to: null, reason: 'It is late' }
	};
	const { body } = render(ActionHistory, { props: { steps: [recorded, raised] } });
	expect(body).toMatch(/<p[^>]* lang="cy"[^>]*>Dechreuwyd/);
	expect(body).not.toMatch(/ lang=[^>]*>It is late/);
});
