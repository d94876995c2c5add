/** Finds what people read in Svelte markup: sentences with what is filled in and the elements in them, and attributes. Pure. */
import { type AST, parse } from 'svelte/compiler';
import { atTheBeginning } from './mutations.ts';
import { isShownAttribute, looksShown, SHOWN_NAME, type Standing } from './not-shown.ts';
import { fillIn, hasTooMany, keyOf, leavesOf, type Part, type Plain, type Wordings, wordingsOf } from './sentence.ts';
import { findInCode, type Look, writeWordings } from './shown-in-code.ts';

type Node = AST.Fragment['nodes'][number];
type Spot = { readonly start: number; readonly end: number };

/** Elements that stand in the middle of a sentence. */
const INLINE = new Set(
	'a abbr b bdi bdo cite code dfn em i kbd mark q s samp small span strong sub sup time u var'.split(' ')
);
/** Stand in a sentence as one thing; what they say is a sentence of its own. */
const IN_ONE_PIECE = new Set('br img svg input button select wbr output'.split(' '));
/** After these a line has begun; a comment or a constant shows nothing. */
const SHOWS_ITSELF = new Set(['RegularElement', 'AwaitBlock', 'SvelteElement', 'SlotElement']);
const AS_TYPED = new Set(['pre', 'textarea', 'script', 'style']);

export function findInMarkup(source: string, look: Look): void {
	const { file, rewriting, ask } = look;
	const root = parse(source, { modern: true });
	function expression(node: unknown, standing: Standing): unknown {
		if (!node) return;
		const { start, end } = node as Spot;
		findInCode({ code: source.slice(start, end), from: start, isExpression: true, standing }, look);
	}
	const written = (node: unknown): string => {
		const { start, end } = node as Spot;
		return rewriting.between(start, end);
	};

	/** @param beginsLine whether a line of the page begins with what stands first in it */
	function inFragment(fragment: AST.Fragment | null | undefined, beginsLine = false): unknown {
		if (!fragment) return;
		let run: Node[] = [];
		let begins = beginsLine;
		const flush = (): void => {
			inRun(run, begins);
			if (!run.every(isBlank)) begins = false;
			run = [];
		};
		for (const node of fragment.nodes) {
			if (belongsInRun(node)) run.push(node);
			else {
				flush();
				inNode(node, 'code');
				if (SHOWS_ITSELF.has(node.type)) begins = false;
			}
		}
		flush();
	}

	function belongsInRun(node: Node): boolean {
		if (node.type === 'RegularElement')
			return (INLINE.has(node.name) && !holdsBlocks(node.fragment)) || IN_ONE_PIECE.has(node.name);
		return ['Text', 'ExpressionTag', 'IfBlock', 'EachBlock', 'Component', 'RenderTag', 'KeyBlock', 'HtmlTag'].includes(
			node.type
		);
	}
	const holdsBlocks = (fragment: AST.Fragment): boolean =>
		fragment.nodes.some(
			(node) =>
				node.type === 'RegularElement' &&
				!IN_ONE_PIECE.has(node.name) &&
				(!INLINE.has(node.name) || holdsBlocks(node.fragment))
		);

	const isBlank = (node: Node): boolean => node.type === 'Text' && node.data.trim() === '';
	/** White space that the source writes out, because what stands beside it would swallow it. */
	const spaceOf = (node: Node): string | null => {
		if (node.type !== 'ExpressionTag') return null;
		const { type, value } = node.expression as unknown as { type: string; value?: unknown };
		return type === 'Literal' && typeof value === 'string' ? value : null;
	};
	const wordsOf = (node: Node): string | null => (node.type === 'Text' ? node.data : spaceOf(node));
	const hasLetters = (text: string): boolean => /\p{L}/u.test(text);

	/** Neighbours that read as one sentence, when there are words among them; else each for itself. */
	function inRun(all: readonly Node[], beginsLine: boolean): unknown {
		let [first, last] = [0, all.length];
		// What stands before and behind the words, and is a block or thing of its own, is no part of the sentence.
		const isApart = (node: Node): boolean => isBlank(node) || spaceOf(node)?.trim() === '' || isThing(node);
		while (first < last && isApart(all[first] as Node)) first += 1;
		while (last > first && isApart(all[last - 1] as Node)) last -= 1;
		let begins = beginsLine;
		for (const node of all.slice(0, first)) {
			inNode(node, 'shown', begins);
			if (!isBlank(node)) begins = false;
		}
		for (const node of all.slice(last)) inNode(node, 'shown');
		const run = all.slice(first, last);
		const isWordy = (node: Node): boolean =>
			hasLetters(wordsOf(node) ?? '') ||
			(run.length > 1 && node.type === 'ExpressionTag' && choiceOf(node.expression) !== null);
		if (!run.some(isWordy)) {
			for (const [at, node] of run.entries()) inNode(node, 'shown', begins && at === 0);
			return;
		}
		let parts = run.flatMap((node) => partsOf(node, true));
		const whole = !hasTooMany(parts);
		if (!whole) parts = run.flatMap((node) => partsOf(node, false));
		const start = startOfWords(run[0] as Node);
		const end = endOfWords(run.at(-1) as Node);
		const wordings = wordingsOf(trimmed(parts));
		const keys = leavesOf(wordings).map((leaf) => keyOf(leaf, true).key.trim());
		const shown = keys.map((key) => (looksShown(key, 'shown', file) ? ask(key) : null));
		if (shown.some((one) => one !== null)) rewriting.add({ start, end, write: () => writeMarkup(wordings, begins) });
		for (const node of run) inPlaces(node, whole);
	}

	/** Blocks and components at the edge of a sentence are not of it. */
	const isThing = (node: Node): boolean =>
		['EachBlock', 'Component', 'RenderTag', 'KeyBlock', 'HtmlTag'].includes(node.type) ||
		(node.type === 'IfBlock' && !isSimple(node)) ||
		(node.type === 'RegularElement' && (IN_ONE_PIECE.has(node.name) || !isRound(node)));

	function startOfWords(node: Node): number {
		return node.type === 'Text' ? node.start + (/^\s*/.exec(node.raw)?.[0].length ?? 0) : node.start;
	}
	function endOfWords(node: Node): number {
		return node.type === 'Text' ? node.end - (/\s*$/.exec(node.raw)?.[0].length ?? 0) : node.end;
	}

	/** An element that holds words of the sentence itself. */
	const isRound = (node: Node): boolean =>
		node.type === 'RegularElement' &&
		INLINE.has(node.name) &&
		node.fragment.nodes.every((inner) => belongsInRun(inner)) &&
		node.fragment.nodes.some(
			(inner) => hasLetters(wordsOf(inner) ?? '') || isRound(inner) || (inner.type === 'IfBlock' && isSimple(inner))
		);

	/** A block that chooses between words, and holds nothing but words of the sentence. */
	function isSimple(node: Node): node is AST.IfBlock {
		if (node.type !== 'IfBlock') return false;
		const holds = (fragment: AST.Fragment | null): boolean =>
			fragment === null ||
			fragment.nodes.every(
				(inner) => inner.type === 'Text' || inner.type === 'ExpressionTag' || isRound(inner) || isSimple(inner)
			);
		const says = (fragment: AST.Fragment | null): boolean =>
			fragment?.nodes.some((inner) => hasLetters(wordsOf(inner) ?? '') || isRound(inner) || isSimple(inner)) ?? false;
		return holds(node.consequent) && holds(node.alternate) && (says(node.consequent) || says(node.alternate));
	}

	function partsOf(node: Node, withChoices: boolean): readonly Part[] {
		const words = wordsOf(node);
		if (words !== null) return words === '' ? [] : [{ kind: 'words', text: words }];
		if (node.type === 'ExpressionTag') {
			const { expression: inner } = node;
			if (withChoices) {
				const choice = choiceOf(inner);
				if (choice) return [choice];
			}
			return [{ kind: 'place', source: () => written(node) }];
		}
		if (node.type === 'RegularElement' && isRound(node)) {
			const begin = node.fragment.nodes[0]?.start ?? node.end;
			const finish = node.fragment.nodes.at(-1)?.end ?? begin;
			return [
				{
					kind: 'round',
					open: () => rewriting.between(node.start, begin),
					close: source.slice(finish, node.end),
					parts: inside(node.fragment, withChoices)
				}
			];
		}
		if (withChoices && isSimple(node))
			return [
				{
					kind: 'choice',
					if: () => written(node.test),
					yes: inside(node.consequent, true),
					no: node.alternate ? inside(node.alternate, true) : []
				}
			];
		return [{ kind: 'place', source: () => written(node) }];
	}
	/** The words of a block or element: white space at its edges is not shown. */
	function inside(fragment: AST.Fragment, withChoices: boolean): readonly Part[] {
		const nodes = [...fragment.nodes];
		return nodes.flatMap((node, at) => {
			if (node.type !== 'Text') return partsOf(node, withChoices);
			let text = node.data;
			if (at === 0) text = text.replace(/^[ \t\r\n]+/, '');
			if (at === nodes.length - 1) text = text.replace(/[ \t\r\n]+$/, '');
			return text === '' ? [] : [{ kind: 'words', text } as const];
		});
	}
	type Choice = { type: string; test?: unknown; consequent?: Choice; alternate?: Choice; value?: unknown };
	/** `{count === 1 ? 'action' : 'actions'}` in a sentence. */
	function choiceOf(node: unknown): Part | null {
		const { type, test, consequent, alternate } = node as Choice;
		if (type !== 'ConditionalExpression' || !consequent || !alternate) return null;
		const half = (side: Choice): readonly Part[] | null => {
			if (side.type === 'Literal' && typeof side.value === 'string')
				return side.value === '' ? [] : [{ kind: 'words', text: side.value }];
			const inner = choiceOf(side);
			return inner && [inner];
		};
		const [yes, no] = [half(consequent), half(alternate)];
		return yes && no ? { kind: 'choice', if: () => written(test), yes, no } : null;
	}

	/** Without white space at either end: what stands outside the words stays as it is. */
	function trimmed(parts: readonly Part[]): readonly Part[] {
		const all = [...parts];
		const [first, last] = [all[0], all.at(-1)];
		if (first?.kind === 'words') all[0] = { kind: 'words', text: first.text.replace(/^[ \t\r\n]+/, '') };
		const end = all.at(-1);
		if (last?.kind === 'words' && end?.kind === 'words')
			all[all.length - 1] = { kind: 'words', text: end.text.replace(/[ \t\r\n]+$/, '') };
		return all;
	}

	function writeMarkup(wordings: Wordings, begins: boolean): string {
		if (!('parts' in wordings)) {
			const [yes, no] = [writeMarkup(wordings.yes, begins), writeMarkup(wordings.no, begins)];
			return `{#if ${wordings.if()}}${yes}{:else}${no}{/if}`;
		}
		const { key, slots } = keyOf(wordings.parts as readonly Plain[], true);
		const plain = key.trim();
		return fillIn(ask(plain) ?? plain, slots, escapeMarkup, (place) => place, begins);
	}

	/** What is inside the places of a sentence: attributes, code, sentences of their own. @param whole choices are of the sentence */
	function inPlaces(node: Node, whole: boolean): unknown {
		if (wordsOf(node) !== null) return;
		if (node.type === 'ExpressionTag') {
			const choice = whole ? choiceOf(node.expression) : null;
			if (!choice) return expression(node.expression, 'shown');
			return inTests(node.expression);
		}
		if (node.type === 'RegularElement' && isRound(node)) {
			attributes(node.attributes, false);
			for (const inner of node.fragment.nodes) inPlaces(inner, whole);
			return;
		}
		if (whole && isSimple(node)) {
			expression(node.test, 'code');
			for (const inner of [...node.consequent.nodes, ...(node.alternate?.nodes ?? [])]) inPlaces(inner, whole);
			return;
		}
		inNode(node, 'shown');
	}
	function inTests(node: unknown): unknown {
		const { type, test, consequent, alternate } = node as Choice;
		if (type !== 'ConditionalExpression') return;
		expression(test, 'code');
		inTests(consequent);
		inTests(alternate);
	}

	function attributes(all: readonly unknown[], ofComponent: boolean): void {
		for (const one of all as readonly (AST.Attribute | AST.SpreadAttribute | AST.AttachTag | AST.BaseNode)[]) {
			if (one.type === 'Attribute') attribute(one as AST.Attribute, ofComponent);
			else if ('expression' in one && (one as { expression: unknown }).expression)
				expression((one as { expression: unknown }).expression, 'code');
		}
	}

	function attribute({ name, value }: AST.Attribute, ofComponent: boolean): unknown {
		const shown = isShownAttribute(name, ofComponent);
		if (value === true) return;
		const pieces = Array.isArray(value) ? value : [value];
		if (!shown) {
			if (/^(class|style|href|id|for|name|type|src|action)$/.test(name)) return;
			for (const piece of pieces) if (piece.type === 'ExpressionTag') expression(piece.expression, 'code');
			return;
		}
		const standing: Standing = !ofComponent ? 'shown' : SHOWN_NAME.test(name) ? 'named' : 'code';
		const [first, last] = [pieces[0], pieces.at(-1)];
		if (!first || !last) return;
		if (pieces.length === 1 && first.type === 'ExpressionTag') return expression(first.expression, standing);
		// The quotes are outside of what is written anew.
		inTexts(pieces, standing, first.start, last.end);
	}

	/** Text with what is filled in, where no element can stand: an attribute, a title. */
	function inTexts(
		pieces: readonly (AST.Text | AST.ExpressionTag)[],
		standing: Standing,
		start: number,
		end: number
	): void {
		const place = (piece: AST.ExpressionTag): Part => ({ kind: 'place', source: () => written(piece.expression) });
		const parts = (withChoices: boolean): readonly Part[] =>
			trimmed(
				pieces.map((piece): Part => {
					if (piece.type === 'Text') return { kind: 'words', text: piece.data };
					return (withChoices ? choiceOf(piece.expression) : null) ?? place(piece);
				})
			);
		const whole = !hasTooMany(parts(true));
		const wordings = wordingsOf(parts(whole));
		const keys = leavesOf(wordings).map((leaf) => keyOf(leaf, true).key);
		const isShown = keys.some((key) => looksShown(key, standing, file));
		const said = isShown ? keys.map((key) => (looksShown(key, 'shown', file) ? ask(key) : null)) : [];
		if (said.some((one) => one !== null))
			rewriting.add({ start, end, write: () => `{${writeWordings(wordings, ask, true)}}` });
		for (const piece of pieces)
			if (piece.type === 'ExpressionTag') {
				if (isShown && whole && choiceOf(piece.expression)) inTests(piece.expression);
				else expression(piece.expression, isShown ? 'shown' : 'code');
			}
	}

	function inTitle(nodes: readonly Node[]): void {
		const texts = nodes.filter((node) => node.type === 'Text' || node.type === 'ExpressionTag');
		const [first, last] = [texts[0], texts.at(-1)];
		if (first && last) inTexts(texts, 'shown', startOfWords(first), endOfWords(last));
	}

	/** What may say a day where a line begins. */
	function begin(node: AST.ExpressionTag): void {
		const { start, end } = node.expression as unknown as Spot;
		if (atTheBeginning(source.slice(start, end)) === source.slice(start, end)) return;
		rewriting.add({ start, end, write: () => atTheBeginning(rewriting.between(start, end)) });
	}

	/** @param begins whether a line of the page begins with it */
	function inNode(node: Node, standing: Standing, begins = false): unknown {
		switch (node.type) {
			case 'Text':
			case 'Comment':
				return;
			case 'ExpressionTag':
				if (begins) begin(node);
				return expression(node.expression, 'shown');
			case 'HtmlTag':
			case 'RenderTag':
				return expression(node.expression, 'code');
			case 'ConstTag': {
				const { start, end } = node.declaration as unknown as Spot;
				return findInCode({ code: source.slice(start, end), from: start, isExpression: false, standing: 'code' }, look);
			}
			case 'IfBlock':
				expression(node.test, 'code');
				inFragment(node.consequent, begins);
				return inFragment(node.alternate, begins);
			case 'EachBlock':
				expression(node.expression, 'code');
				inFragment(node.body);
				return inFragment(node.fallback);
			case 'AwaitBlock':
				expression(node.expression, 'code');
				inFragment(node.pending);
				inFragment(node.then);
				return inFragment(node.catch);
			case 'KeyBlock':
				return inFragment(node.fragment);
			case 'SnippetBlock':
				return inFragment(node.body);
			case 'RegularElement':
				attributes(node.attributes, false);
				if (!AS_TYPED.has(node.name)) inFragment(node.fragment, begins || !INLINE.has(node.name));
				return;
			case 'Component':
			case 'SvelteComponent':
				attributes(node.attributes, true);
				return inFragment(node.fragment);
			case 'TitleElement':
				return inTitle(node.fragment.nodes);
			default:
				if ('attributes' in node) attributes(node.attributes, false);
				if ('fragment' in node) inFragment(node.fragment);
		}
		void standing;
	}

	for (const script of [root.module, root.instance])
		if (script) {
			const { start, end } = script.content as unknown as Spot;
			findInCode({ code: source.slice(start, end), from: start, isExpression: false, standing: 'code' }, look);
		}
	inFragment(root.fragment);
}

const ESCAPED: Readonly<Record<string, string>> = { '{': '&#123;', '}': '&#125;', '<': '&lt;', '&': '&amp;' };
/** Space at an edge is written out: beside an element's or block's edge it would be swallowed. */
const escapeMarkup = (text: string): string =>
	text.replace(/[{}<&]/g, (sign) => ESCAPED[sign] ?? sign).replace(/^ | $/g, "{' '}");
