/** What a part of a page knows of what stands around it, for `WithoutScript.svelte`. */
import { getContext, hasContext, setContext } from 'svelte';

/** `inside`: of another such part; `left-out`: of a page for a browser that runs scripts, in which none is drawn. */
type Around = 'inside' | 'left-out';
const KEY = 'without-script';

export const aroundWithoutScript = (): Around | null => (hasContext(KEY) ? getContext<Around>(KEY) : null);

/** To be called while a component is made: everything below it goes by this. */
export const setAroundWithoutScript = (around: Around): void => {
	setContext(KEY, around);
};
