import { app } from '#lib/server/running-app.ts';
import { thisSession } from '#lib/server/this-browser.ts';
import { askStepUp } from '#server/application/own-sign-in.ts';
import type { RequestHandler } from './$types';

/** What the browser asks a passkey of whoever is signed in, to show again that it is them. */
export const POST: RequestHandler = async (event) => Response.json(await askStepUp(app(), thisSession(event)));
