import { isHelpRole } from '#lib/help/role-help.ts';
import { notFound } from '#lib/server/signed-in.ts';
import type { PageServerLoad } from './$types';

/** Help for one role: the same for everybody, and open to everybody. */
export const load: PageServerLoad = ({ params }) => (isHelpRole(params.role) ? { role: params.role } : notFound());
