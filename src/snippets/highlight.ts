/** The colours of a program, as classes: highlight.js, of which nothing is loaded before somebody looks at code. */

/** @returns Its lines as HTML, each whole in itself. */
export type Highlight = (text: string, grammar: string) => readonly string[];

let loading: Promise<Highlight> | undefined;

export function loadHighlight(): Promise<Highlight> {
  return (loading ??= load());
}

async function load(): Promise<Highlight> {
  const [{ default: hljs }, grammars] = await Promise.all([
    import('#highlight-core'),
    loadGrammars(),
  ]);
  hljs.configure({ classPrefix: '' });
  for (const [name, grammar] of Object.entries(grammars)) hljs.registerLanguage(name, grammar);
  const done = new Map<string, readonly string[]>();
  return (text, grammar) => {
    const lines = done.get(text) ?? splitLines(hljs.highlight(text, { language: grammar }).value);
    done.set(text, lines); // the programs of the repository: there are a few dozen
    return lines;
  };
}

async function loadGrammars(): Promise<Record<string, unknown>> {
  const [bash, css, go, java, javascript, php, python, ruby, typescript, xml] = await Promise.all([
    import('highlight.js/lib/languages/bash'),
    import('highlight.js/lib/languages/css'),
    import('highlight.js/lib/languages/go'),
    import('highlight.js/lib/languages/java'),
    import('highlight.js/lib/languages/javascript'),
    import('highlight.js/lib/languages/php'),
    import('highlight.js/lib/languages/python'),
    import('highlight.js/lib/languages/ruby'),
    import('highlight.js/lib/languages/typescript'),
    import('highlight.js/lib/languages/xml'),
  ]);
  const modules = { bash, css, go, java, javascript, php, python, ruby, typescript, xml };
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, module.default]),
  );
}

/**
 * What the style sheet has a colour for; the rest is quiet. HTML has short names for a text in another voice, and
 * for one that is set off: there are a hundred on a page.
 */
const COLOURED: ReadonlyMap<string, string> = new Map([
  ['comment', 'i'],
  ['string', 'b'],
  ['regexp', 'b'],
  ['subst', 'u'], // code within a string
]);

/** A tag that goes over several lines is closed at the end of each, and opened again. */
function splitLines(html: string): string[] {
  const open: string[] = [];
  return html.split('\n').map((line) => {
    const before = open.map((name) => name && `<${name}>`).join('');
    const coloured = line.replace(/<span class="([\w-]+)[^>]*>|<\/span>/g, (tag, kind: string) => {
      if (tag === '</span>') return closing(open.pop() ?? '');
      const name = COLOURED.get(kind) ?? '';
      open.push(name);
      return name && `<${name}>`;
    });
    return `${before}${inText(coloured)}${open.toReversed().map(closing).join('')}`;
  });
}

/** @param name Empty: it has no colour. */
function closing(name: string): string {
  return name && `</${name}>`;
}

/** In a text these may stand as they are: there are more of them in a program than of anything else. */
function inText(html: string): string {
  return html.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&gt;', '>');
}
