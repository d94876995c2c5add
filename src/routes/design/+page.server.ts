import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { dev } from '$app/environment';
import type { PageServerLoad } from './$types';

/** Every component in every state: in a demonstration and while one builds, and nowhere else. */
export const load: PageServerLoad = () => (dev || app().env.demo ? {} : notFound());
