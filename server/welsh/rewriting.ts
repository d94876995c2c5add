/** Pieces of a source that become other source; pieces inside pieces are written by those that hold them. Pure. */

export type Piece = { readonly start: number; readonly end: number; readonly write: () => string };

export type Rewriting = {
	readonly add: (piece: Piece) => void;
	/** the source from one place to another, with the outermost pieces in it written anew */
	readonly between: (start: number, end: number) => string;
	readonly isEmpty: () => boolean;
};

export function createRewriting(source: string): Rewriting {
	const pieces: Piece[] = [];
	let sorted = true;
	return {
		add: (piece) => {
			pieces.push(piece);
			sorted = false;
		},
		between: (start, end) => {
			// Of two that begin together the longer one holds the other.
			if (!sorted) pieces.sort((one, other) => one.start - other.start || other.end - one.end);
			sorted = true;
			let [written, at] = ['', start];
			for (const piece of pieces) {
				if (piece.start < at || piece.end > end) continue;
				if (piece.start === start && piece.end === end && isBeingWritten.has(piece)) continue;
				written += source.slice(at, piece.start) + whileWriting(piece);
				at = piece.end;
			}
			return written + source.slice(at, end);
		},
		isEmpty: () => pieces.length === 0
	};
}

/** A piece asks for its own stretch while it is written: then it means what is inside it. */
const isBeingWritten = new Set<Piece>();
function whileWriting(piece: Piece): string {
	isBeingWritten.add(piece);
	try {
		return piece.write();
	} finally {
		isBeingWritten.delete(piece);
	}
}
