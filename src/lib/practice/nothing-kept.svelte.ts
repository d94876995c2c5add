import { KeptWords } from '../meeting/kept-words.svelte.ts';

/** Words of a room that leads nowhere: keeps nothing, asks nobody. */
export class NothingKept extends KeptWords {
	override open(): () => void {
		this.looked = true;
		return () => undefined;
	}
	override async whoIsSignedIn(): Promise<'same'> {
		return 'same';
	}
	override keep(): void {}
}
