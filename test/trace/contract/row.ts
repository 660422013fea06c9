/** A row of a table of `bitbucket-contract.md`, and what holds the sandbox to it. */
export type Row = readonly [section: string, row: string, proof: Proof];

/** Words of the title of a test; or why there is nothing to test. */
export type Proof = string | { readonly because: string };

export function untested(because: string): Proof {
  return { because };
}

export const DOCUMENTATION = untested(
  'tells of Bitbucket’s pages or of its past, not of an answer',
);
