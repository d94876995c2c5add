/**
 * Sends what waits in the outbox, of every area in turn. A message is held by one node while it is sent, and marked when the
 * mail server has taken it: a node that ends in between leaves it to the next, which sends it under the same Message-ID.
 */
import { isFinal, waitAfter } from '#lib/mail/mail-state.ts';
import { makeFirstSignInPath } from '../application/first-sign-in.ts';
import { makeGuestMail } from '../application/guest-mail.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { type HeldMail, HOLD_MS, holdDueMail, type MailOutcome, settleMail } from '../persistence/outbox.ts';
import { repeat } from '../recurring-work.ts';
import { speakerOf } from '../speakers.ts';
import { composeMail, type Sender } from './compose-mail.ts';
import type { MailPort } from './mail-port.ts';

export type MailSenderParts = {
	readonly nodeId: string;
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly port: MailPort;
	readonly sender: Sender;
	readonly log: (line: string) => void;
	/** how often the outbox is looked at, ms */
	readonly everyMs?: number;
	/** held at once: few, so that each is sent long before its hold ends */
	readonly batch?: number;
};
export type MailSender = {
	/** Sends everything that is due, after what is being sent just now. Never throws. */
	readonly sendDue: () => Promise<void>;
	/** Sends no more; waits a moment for the message on its way. */
	readonly close: () => Promise<void>;
};

const EVERY_MS = 5000;
/** An end does not wait longer for a mail server: what is on its way is left to the next holder. */
const END_WITHIN_MS = 2000;
const BATCH = 3;
/** With less time than this left, what is held is left to the next hold. */
const LEFT_MS = 60_000;

export function createMailSender(parts: MailSenderParts): MailSender {
	const { nodeId, database, port, sender, log, everyMs = EVERY_MS, batch = BATCH } = parts;
	let closed = false;

	/** The link of a guest, or of a first sign-in, is made as it is sent, so that no table and no list ever holds it. */
	const whole = async (areaId: string, mail: HeldMail): Promise<HeldMail | null> => {
		if (mail.kind === 'guest-link') {
			const made = await database.withArea(areaId, (tx) => makeGuestMail(tx, areaId, mail.personId, new Date()));
			return made && { ...mail, address: made.address, facts: { ...mail.facts, path: made.path } };
		}
		if (mail.kind !== 'first-sign-in') return mail;
		const path = await database.withArea(areaId, (tx) => makeFirstSignInPath(tx, areaId, mail.personId, new Date()));
		return path === null ? null : { ...mail, facts: { ...mail.facts, path } };
	};

	const outcomeOf = async (areaId: string, held: HeldMail): Promise<MailOutcome> => {
		const mail = await whole(areaId, held);
		if (mail === null) return { kind: 'failed', problem: 'no-address', waitMs: null };
		if (mail.address === null) return { kind: 'failed', problem: 'no-address', waitMs: null };
		const composed = (speakerOf(mail.language)?.composeMail ?? composeMail)(mail, sender);
		// A newer version wrote it and will send it.
		if (composed === null) return { kind: 'failed', problem: 'unknown', waitMs: waitAfter(mail.tries) };
		const delivery = await port.send({ ...composed, to: mail.address });
		if (delivery.ok) return { kind: 'sent' };
		const { problem } = delivery;
		return { kind: 'failed', problem, waitMs: isFinal(problem) ? null : waitAfter(mail.tries) };
	};

	/** @returns whether there may be more */
	async function sendSome(areaId: string): Promise<boolean> {
		const heldAt = performance.now();
		const held = await database.withArea(areaId, (tx) => holdDueMail(tx, nodeId, batch));
		for (const mail of held) {
			if (performance.now() - heldAt > HOLD_MS - LEFT_MS) return false;
			const outcome = await outcomeOf(areaId, mail);
			await database.withArea(areaId, (tx) => settleMail(tx, nodeId, mail.id, outcome));
			if (outcome.kind === 'failed') log(`a message could not be sent: ${outcome.problem}`);
		}
		return held.length === batch && !closed;
	}

	async function sendAll(): Promise<void> {
		for (const areaId of await database.withoutArea(readAreaIds)) while (!closed && (await sendSome(areaId)));
	}

	const sending = repeat({
		work: sendAll,
		everyMs,
		failed: 'sending mail failed',
		again: 'sending mail works again',
		log
	});

	return {
		sendDue: () => sending.next(sendAll),
		close: async () => {
			closed = true;
			await sending.end(END_WITHIN_MS);
			port.close();
		}
	};
}
