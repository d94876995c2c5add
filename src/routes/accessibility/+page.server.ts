import { app } from '#lib/server/running-app.ts';
import type { PageServerLoad } from './$types';

/** Where one writes to, if whoever runs the service has said so. */
export const load: PageServerLoad = () => ({ contact: app().env.serviceContact ?? null });
