/** The running application for routes and hooks. It is started by the `init` hook, never by an import: the build imports too. */
import { LANGUAGE } from '#lib/welsh/language.ts';
import { createVerbs, type Verbs } from '#server/application/application.ts';
import { checkSignature } from '#server/application/chair-signature.ts';
import { freezeMeeting, recordAt } from '#server/application/freeze-meeting.ts';
import { LISTS } from '#server/import/read-list.ts';
import { composeMail } from '#server/mail/compose-mail.ts';
import { OF_THE_RECORD } from '#server/of-the-record.ts';
import { SOCKET_WORDS } from '#server/socket-words.ts';
import { letSpeak } from '#server/speakers.ts';
import { type App, running } from '#server/start.ts';

let started: App | undefined;

/** Starts the process's one application, or finds it started; what answers in sentences is of this build's language. */
export async function begin(): Promise<void> {
	const shared = (await running()).app;
	const verbs: Verbs = LANGUAGE === 'en' ? shared : ownVerbs(shared);
	started = { ...shared, ...verbs };
	letSpeak({
		verbs,
		socketWords: SOCKET_WORDS,
		composeMail,
		freezeMeeting,
		recordAt,
		ofTheRecord: OF_THE_RECORD,
		lists: LISTS
	});
}

function ownVerbs({ core, database, passwords }: App): Verbs {
	const checkPassword: typeof core.dependencies.checkPassword = (actor, password, stepUpAt) =>
		checkSignature({ database, passwords }, actor, password, stepUpAt);
	return createVerbs({ ...core, dependencies: { ...core.dependencies, checkPassword } });
}

/** The application. @throws when a module calls it while it is being imported */
export function app(): App {
	if (!started) throw new Error('the application is not running yet');
	return started;
}
