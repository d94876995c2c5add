/** The page that checks sealed minutes by itself, for everybody: the file of the same name, with the service's own headers. */
import page from '../../../static/mapp-verify.html?raw';
import type { RequestHandler } from './$types';

/** The policy stands in the file, so that it holds on a disk too; what a file cannot say is said here. */
const POLICY = "frame-ancestors 'none'";

export const GET: RequestHandler = () =>
	new Response(page, {
		headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
	});
