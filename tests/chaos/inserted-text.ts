/** What one Yjs update brings, read by Yjs itself. */
import * as Y from 'yjs';

/** Every text one update brings, one after the other as Yjs reads them. */
export function insertedBy(update: Uint8Array): string[] {
	const { structs } = Y.decodeUpdate(update);
	const texts: string[] = [];
	let follows = '';
	for (const struct of structs) {
		const content = struct instanceof Y.Item && struct.content instanceof Y.ContentString ? struct.content.str : null;
		const { client, clock } = struct.id;
		if (content === null) follows = '';
		// What one client wrote without a break may be cut anywhere: a word must not be missed for it.
		else if (follows === `${client} ${clock}`) texts[texts.length - 1] += content;
		else texts.push(content);
		if (content !== null) follows = `${client} ${clock + struct.length}`;
	}
	return texts;
}
