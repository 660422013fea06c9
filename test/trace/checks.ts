/** The checks of docs/checks.md that no test can hold, each with its reason. */
export const UNTESTED: Readonly<Record<string, string>> = {
  S26: 'no page takes an address to go to',
};
