import { flushSync, mount, unmount } from 'svelte';
import { meetingName } from '../meeting/meeting-kinds.ts';
import type { Room } from '../meeting/room-context.svelte.ts';
import PrintedPlan from './PrintedPlan.svelte';

/**
 * Puts the plan as a document beside the room's own parts, for the time it is printed. It stands inside the room: what hides
 * the room hides it too. @returns what takes it away again
 */
export const printPlan = ({ live, plan }: Room): (() => void) => {
	const target = document.querySelector('.room');
	if (!target) return () => undefined;
	const printed = mount(PrintedPlan, { target, props: { meeting: live.meeting, texts: plan.calm, now: live.now } });
	flushSync();
	const { convened, case: ofCase } = live.meeting;
	const { style } = document.documentElement;
	document.body.classList.add('prints-plan');
	style.setProperty(
		'--printed-of',
		JSON.stringify([ofCase ? `${ofCase.ref}/${convened.seq}` : '', meetingName(convened)].filter(Boolean).join(' · '))
	);
	return () => {
		document.body.classList.remove('prints-plan');
		style.removeProperty('--printed-of');
		void unmount(printed);
	};
};
