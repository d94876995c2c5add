/** Whom the agencies of the story are written to, and what followed the absence from its first meeting: a notice nobody answered. */
import { randomUUID } from 'node:crypto';
import type { ContactRole } from '#lib/absences/agency-contacts.ts';
import type { Result } from '#lib/result.ts';
import { openMeeting } from '#server/application/absence-access.ts';
import { runAbsenceCommand, setAgencyContact } from '#server/application/run-absence-command.ts';
import { readAbsenceHeads } from '#server/persistence/absences.ts';
import type { Register } from './demo-register.ts';
import type { Stage } from './demo-stage.ts';

const UNIT = 'P03';
const CONTACTS: Readonly<Partial<Record<ContactRole, readonly string[]>>> = {
	SPOC: ['P01', 'P04', 'P08', 'P09', 'P10', 'P11', 'P12', 'P13', 'P14', 'P19', 'P21', 'P22'],
	LINE_MANAGER: ['P15', 'P16', 'P17', 'P18', 'P20'],
	SMB_MEMBER: ['P15', 'P16', 'P17', 'P18', 'P20']
};

const accepted = (what: string, result: Result<null>): void => {
	if (!result.ok) throw new Error(`the demonstration's ${what} was refused: ${result.message}`);
};

export async function followFirstAbsence(stage: Stage, register: Register): Promise<void> {
	const dependencies = {
		database: { withArea: <T>(_: string, work: Parameters<typeof stage.within<T>>[0]) => stage.within(work) },
		now: stage.now
	};
	const actor = stage.actor(UNIT);
	for (const [role, codes] of Object.entries(CONTACTS))
		for (const code of codes) {
			const { personId, agencyCode } = stage.actor(code);
			const input = { agencyId: register.agencies.get(agencyCode), role, personId, version: 0 };
			accepted('set-agency-contact', await setAgencyContact(dependencies, { actor, input }));
		}
	stage.pass(45);
	const isOpen = openMeeting(actor.personId);
	const open = { personId: actor.personId, isOpen, agencyIds: null, states: ['NOTICE_DUE'], limit: 10 } as const;
	for (const { id, agencyId } of await stage.within((tx) => readAbsenceHeads(tx, open))) {
		const to = CONTACTS.SPOC?.map((code) => stage.actor(code)).find((one) => one.agencyId === agencyId)?.personId;
		const request = { actor, absenceId: id, command: 'send-absence-notice', commandId: randomUUID() };
		const input = { version: 1, to, note: '' };
		accepted('send-absence-notice', await runAbsenceCommand(dependencies, { ...request, input }));
	}
}
