/** The running application for routes and hooks. It is started by the `init` hook, never by an import: the build imports too. */
import { type App, running } from '#server/start.ts';

let started: App | undefined;

/** Starts the process's one application, or finds it started. */
export async function begin(): Promise<void> {
	started = (await running()).app;
}

/** The application. @throws when a module calls it while it is being imported */
export function app(): App {
	if (!started) throw new Error('the application is not running yet');
	return started;
}
