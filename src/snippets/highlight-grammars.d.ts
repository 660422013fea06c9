/** The grammars of highlight.js, which come without types. */
declare module 'highlight.js/lib/languages/*' {
  const grammar: unknown;
  export default grammar;
}
