import type { Actor } from '#lib/identity.ts';
import type { AwayReason } from '#server/persistence/database-away.ts';
import type { SessionFacts } from '#server/persistence/sessions.ts';

declare global {
	namespace App {
		interface Locals {
			/** the signed-in person; null only on the pages that need nobody (hooks.server.ts) */
			actor: Actor | null;
			session: SessionFacts | null;
			/** the database was away or full when this was asked */
			away?: AwayReason;
			/** what was sent claimed to be a form and is none: the status to answer with */
			notAForm?: 400 | 415;
			/** what was sent waits for the password to be entered again (step-up.ts) */
			confirmFirst?: boolean;
			/** what the action of a form answers instead of its page (file-action.ts) */
			file?: Response;
		}
		interface Error {
			message: string;
			/** shown to the person and written to the log, so that one can be found by the other */
			id?: string;
			/** the words of a document can be opened by nobody any more */
			isKeyGone?: true;
		}
	}
}
