/** Finds what people read in TypeScript: literals and templates that stand where words are shown. Pure. */
import ts from 'typescript';
import { looksShown, SHOWN_NAME, type Standing, UNSHOWN_CALL, UNSHOWN_METHOD, UNSHOWN_NAME } from './not-shown.ts';
import type { Rewriting } from './rewriting.ts';
import { fillIn, hasTooMany, keyOf, leavesOf, type Part, type Wordings, wordingsOf } from './sentence.ts';

/** "What it is": a capital, and small words after it. */
const BEGINS_A_SENTENCE = /^\p{Lu}[\p{Ll}’]+,? \p{Ll}/u;
const BEGINS_WITH_A_WORD = /^\p{Lu}\p{Ll}/u;

/** Gives what one wording is in the other language, or null to leave it; every wording found is asked for. */
export type Ask = (key: string) => string | null;

/** What is looked through: the file's path from the root, and what is done with what is found in it. */
export type Look = { readonly file: string; readonly rewriting: Rewriting; readonly ask: Ask };

/** A piece of TypeScript in a file. */
export type CodePiece = {
	readonly code: string;
	/** where it begins in the file */
	readonly from: number;
	readonly isExpression: boolean;
	readonly standing: Standing;
};

export function findInCode(
	{ code, from, isExpression, standing }: CodePiece,
	{ file: path, rewriting, ask }: Look
): void {
	const shift = isExpression ? from - 1 : from;
	const file = ts.createSourceFile('piece.ts', isExpression ? `(${code})` : code, ts.ScriptTarget.Latest, true);
	const startOf = (node: ts.Node): number => node.getStart(file) + shift;
	const endOf = (node: ts.Node): number => node.getEnd() + shift;
	const place = (node: ts.Node): Part => ({
		kind: 'place',
		source: () => rewriting.between(startOf(node), endOf(node))
	});

	const named = (name: string, now: Standing): Standing => (now === 'code' && SHOWN_NAME.test(name) ? 'named' : now);

	const visitAll = (node: ts.Node, now: Standing): void =>
		ts.forEachChild(node, (child) => {
			visit(child, now);
		});

	function visit(node: ts.Node, now: Standing): unknown {
		if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTaggedTemplateExpression(node)) {
			// The places of a tagged template (SQL) are code.
			if (ts.isTaggedTemplateExpression(node) && ts.isTemplateExpression(node.template))
				for (const span of node.template.templateSpans) visit(span.expression, 'code');
			return;
		}
		if (ts.isStringLiteralLike(node)) {
			found([words(node.text)], node, now);
			return;
		}
		if (ts.isTemplateExpression(node)) return sentence(node, now);
		if (ts.isBinaryExpression(node)) return binary(node, now);
		if (ts.isConditionalExpression(node)) {
			visit(node.condition, 'code');
			visit(node.whenTrue, now);
			return visit(node.whenFalse, now);
		}
		if (ts.isNewExpression(node)) {
			if (/(Error|Problem|RegExp|URL|URLSearchParams|Worker|Event|Headers|Map)$/.test(node.expression.getText(file)))
				for (const argument of node.arguments ?? []) {
					if (!ts.isStringLiteralLike(argument) && !ts.isTemplateExpression(argument)) visit(argument, 'code');
				}
			else visitAll(node, 'code');
			return;
		}
		if (ts.isCallExpression(node)) return call(node);
		if (ts.isElementAccessExpression(node)) {
			visit(node.expression, 'code');
			if (!ts.isStringLiteralLike(node.argumentExpression)) visit(node.argumentExpression, 'code');
			return;
		}
		if (ts.isCaseClause(node)) {
			for (const statement of node.statements) visit(statement, 'code');
			return;
		}
		if (ts.isPropertyAssignment(node)) {
			const name = ts.isComputedPropertyName(node.name) ? '' : node.name.getText(file).replace(/^['"]|['"]$/g, '');
			if (UNSHOWN_NAME.test(name)) {
				if (ts.isStringLiteralLike(node.initializer)) {
					// A row of a table of words may have the name of a code; what stands there is read all the same.
					const pattern = now === 'code' ? BEGINS_A_SENTENCE : BEGINS_WITH_A_WORD;
					if (pattern.test(node.initializer.text)) visit(node.initializer, now);
				} else if (!ts.isTemplateExpression(node.initializer)) visit(node.initializer, 'code');
				return;
			}
			return visit(node.initializer, named(name, now));
		}
		if (ts.isPropertyDeclaration(node) || ts.isVariableDeclaration(node) || ts.isParameter(node)) {
			if (!node.initializer) return;
			const name = node.name.getText(file);
			return visit(node.initializer, named(name, now));
		}
		if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node)) return visitAll(node, now);
		if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
			return visit(node.expression, now);
		if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
			for (const parameter of node.parameters) visit(parameter, 'code');
			return visit(node.body, now);
		}
		if (ts.isNonNullExpression(node)) return visit(node.expression, now);
		if (ts.isReturnStatement(node) || ts.isFunctionLike(node) || ts.isBlock(node)) return visitAll(node, now);
		// A piece of markup is one expression, and stands as a whole where it stands.
		const passes = ts.isStatement(node) && (isExpression || !ts.isExpressionStatement(node));
		visitAll(node, passes ? now : 'code');
	}

	function call(node: ts.CallExpression): void {
		const called = node.expression;
		const method = ts.isPropertyAccessExpression(called) ? called.name.text : '';
		visit(called, 'code');
		const unshown = UNSHOWN_CALL.test(called.getText(file)) || (method !== '' && UNSHOWN_METHOD.test(method));
		for (const argument of node.arguments) {
			if (unshown && (ts.isStringLiteralLike(argument) || ts.isTemplateExpression(argument))) continue;
			visit(argument, 'code');
		}
	}

	const COMPARES = new Set([
		...[ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken],
		...[ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken, ts.SyntaxKind.InKeyword],
		...[ts.SyntaxKind.LessThanToken, ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.InstanceOfKeyword]
	]);
	function binary(node: ts.BinaryExpression, now: Standing): unknown {
		const { kind } = node.operatorToken;
		if (COMPARES.has(kind)) {
			for (const side of [node.left, node.right]) if (!ts.isStringLiteralLike(side)) visit(side, 'code');
			return;
		}
		if (kind === ts.SyntaxKind.PlusToken && holdsWords(node)) return sentence(node, now);
		if (kind === ts.SyntaxKind.EqualsToken) {
			visit(node.left, 'code');
			return visit(node.right, named(node.left.getText(file).split('.').at(-1) ?? '', now));
		}
		const passes =
			kind === ts.SyntaxKind.QuestionQuestionToken ||
			kind === ts.SyntaxKind.BarBarToken ||
			kind === ts.SyntaxKind.AmpersandAmpersandToken;
		visit(node.left, kind === ts.SyntaxKind.AmpersandAmpersandToken || !passes ? 'code' : now);
		visit(node.right, passes ? now : 'code');
	}

	function holdsWords(node: ts.Expression): boolean {
		if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
			return holdsWords(node.left) || holdsWords(node.right);
		return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
	}

	const words = (text: string): Part => ({ kind: 'words', text });

	/** The parts of an expression that makes a text, or one place when it is none. */
	function partsOf(node: ts.Expression): readonly Part[] {
		if (ts.isParenthesizedExpression(node)) {
			const inner = partsOf(node.expression);
			return inner.length === 1 && inner[0]?.kind === 'place' ? [place(node)] : inner;
		}
		if (ts.isStringLiteralLike(node)) return [words(node.text)];
		if (ts.isTemplateExpression(node))
			return [
				...some(node.head.text),
				...node.templateSpans.flatMap((span) => [...choiceOf(span.expression), ...some(span.literal.text)])
			];
		if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken && holdsWords(node)) {
			// What comes before the first words may be a sum.
			if (!holdsWords(node.left)) return [place(node.left), ...choiceOf(node.right)];
			return [...partsOf(node.left), ...choiceOf(node.right)];
		}
		return [place(node)];
	}
	const some = (text: string): readonly Part[] => (text === '' ? [] : [words(text)]);

	/** A place in a sentence: a choice between texts becomes two wordings of the whole sentence. */
	function choiceOf(node: ts.Expression): readonly Part[] {
		if (ts.isParenthesizedExpression(node)) return choiceOf(node.expression);
		if (ts.isConditionalExpression(node) && isText(node.whenTrue) && isText(node.whenFalse))
			return [
				{
					kind: 'choice',
					if: () => rewriting.between(startOf(node.condition), endOf(node.condition)),
					yes: choiceOf(node.whenTrue),
					no: choiceOf(node.whenFalse)
				}
			];
		return partsOf(node);
	}
	function isText(node: ts.Expression): boolean {
		if (ts.isParenthesizedExpression(node)) return isText(node.expression);
		if (ts.isConditionalExpression(node)) return isText(node.whenTrue) && isText(node.whenFalse);
		return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
	}

	function sentence(node: ts.Expression, now: Standing): void {
		const all = partsOf(node);
		const whole = !hasTooMany(all);
		const shown = found(whole ? all : withoutChoices(node), node, now);
		visitPlaces(node, shown ? 'shown' : now, shown && whole);
	}

	/** The same parts with each choice as one place. */
	function withoutChoices(node: ts.Expression): readonly Part[] {
		if (ts.isTemplateExpression(node))
			return [
				...some(node.head.text),
				...node.templateSpans.flatMap((span) => [place(span.expression), ...some(span.literal.text)])
			];
		if (ts.isBinaryExpression(node) && holdsWords(node))
			return [...withoutChoices(node.left), ...withoutChoices(node.right)];
		return ts.isStringLiteralLike(node) ? [words(node.text)] : [place(node)];
	}

	/** Looks into what is filled in: it may hold sentences of its own. @param whole its choices are wordings of this sentence */
	function visitPlaces(node: ts.Expression, now: Standing, whole: boolean): unknown {
		if (ts.isParenthesizedExpression(node)) return visitPlaces(node.expression, now, whole);
		if (ts.isStringLiteralLike(node)) return;
		if (ts.isTemplateExpression(node)) {
			for (const span of node.templateSpans) visitPlace(span.expression, now, whole);
			return;
		}
		if (ts.isBinaryExpression(node) && holdsWords(node)) {
			if (holdsWords(node.left)) visitPlaces(node.left, now, whole);
			else visit(node.left, 'code');
			return visitPlace(node.right, now, whole);
		}
		visit(node, now);
	}
	function visitPlace(node: ts.Expression, now: Standing, whole: boolean): unknown {
		if (ts.isParenthesizedExpression(node)) return visitPlace(node.expression, now, whole);
		if (whole && ts.isConditionalExpression(node) && isText(node)) {
			visit(node.condition, 'code');
			visitPlace(node.whenTrue, now, whole);
			return visitPlace(node.whenFalse, now, whole);
		}
		if (whole && (holdsWords(node) || ts.isStringLiteralLike(node))) return visitPlaces(node, now, whole);
		visit(node, now);
	}

	/** @returns whether it is something people read */
	function found(parts: readonly Part[], node: ts.Node, now: Standing): boolean {
		const wordings = wordingsOf(parts);
		const keys = leavesOf(wordings).map((leaf) => keyOf(leaf, false).key);
		if (!keys.some((key) => looksShown(key, now, path))) return false;
		const said = keys.map((key) => (looksShown(key, 'shown', path) ? ask(key) : null));
		if (said.every((one) => one === null)) return true;
		rewriting.add({ start: startOf(node), end: endOf(node), write: () => writeWordings(wordings, ask) });
		return true;
	}

	visitAll(file, standing);
}

/** Wordings as an expression. @param isMarkup white space counts as one space */
export function writeWordings(wordings: Wordings, ask: Ask, isMarkup = false): string {
	if (!('parts' in wordings)) {
		const [yes, no] = [wordings.yes, wordings.no].map((half) => writeWordings(half, ask, isMarkup));
		return `((${wordings.if()}) ? ${yes} : ${no})`;
	}
	const { key, slots } = keyOf(wordings.parts, isMarkup);
	const said = ask(key) ?? key;
	if (slots.places.length === 0) return JSON.stringify(said);
	return `\`${fillWith(said, slots)}\``;
}
const fillWith = (said: string, slots: Parameters<typeof fillIn>[1]): string =>
	fillIn(
		said,
		slots,
		(text) => text.replace(/[\\`]|\$(?=\{)/g, '\\$&'),
		(source) => `\${${source}}`
	);
