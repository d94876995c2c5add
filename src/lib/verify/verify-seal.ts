/** A record's signed seal, and what a record must have in common with it. */
import { type Group, hasNames, own, ownGroup, ownText } from './read-json.ts';
import { grouped, type Notes, type Trust } from './verify-answer.ts';
import { checkSignature, tellSigner } from './verify-signature.ts';

/** @returns the seal, or null where there is none to speak of */
export async function checkSeal(notes: Notes, trust: Trust, signed: Group): Promise<Group | null> {
	const seal = ownGroup(signed, 'seal');
	if (ownText(seal, 'schema') !== 'mapp-meeting-seal/1' || !hasNames(ownGroup(seal, 'blocks'), ['root', 'count'])) {
		notes.problem('The seal is not of a kind this can check: it was changed, or is newer than this check.');
		return null;
	}
	await checkSignature(notes, trust, 'The seal', { content: seal, signed });
	const chair = ownGroup(seal, 'chair');
	notes.fact('Reference', ownText(seal, 'reference'));
	notes.fact('Locked', ownText(seal, 'lockedAt'));
	notes.fact('Locked by the chair', [ownText(chair, 'name'), ownText(chair, 'agency')].filter(Boolean).join(', '));
	notes.fact('Fingerprint of the record', grouped(ownText(seal, 'sha256')));
	tellSigner(notes, trust, seal);
	return seal;
}

/** The record and its seal are of one meeting and one moment. */
export function checkSameMeeting(notes: Notes, seal: Group, record: Group): void {
	const same = ['reference', 'meetingId', 'lockedAt'].filter((name) => own(seal, name) !== own(record, name));
	const apart = ownText(ownGroup(record, 'keptApart'), 'root') !== ownText(seal, 'apartRoot');
	const differ = [...same, ...(apart ? ['the number over what is kept apart'] : [])];
	notes.check(
		differ.length === 0,
		'Record and seal are of the same meeting.',
		`Record and seal do not agree on: ${differ.join(', ')}.`
	);
}
