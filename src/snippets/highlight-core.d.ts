/** What we use of highlight.js: its own types would bring those of a browser into every file. See `imports` in package.json. */
interface Core {
  configure(options: { readonly classPrefix: string }): void;
  registerLanguage(name: string, grammar: unknown): void;
  highlight(text: string, options: { readonly language: string }): { readonly value: string };
}

declare const core: Core;
export { core as default };
