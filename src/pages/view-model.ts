/** The shapes that the templates are given: masked, formatted, ready to print. */
import type { Refusal } from '../bitbucket/api-set.ts';
import type { Role } from '../wire/exchange.ts';

export interface RoleView {
  readonly id: Role;
  /** As the pages of a run call it: `You and your browser`. */
  readonly name: string;
  /** As RFC 6749 §1.1 does: `Resource owner`. */
  readonly term: string;
  /** One letter or two, since colour is never the only sign: `AS`. */
  readonly abbreviation: string;
}

/** One call of the resource server: its values, or why there are none. */
export type ResourceView =
  | {
      readonly isOk: true;
      /** The first cell of each is its heading. */
      readonly rows: readonly (readonly string[])[];
      readonly hasMore: boolean;
      readonly exchangeHrefs: readonly string[];
    }
  | (Refusal & { readonly isOk: false; readonly exchangeHrefs: readonly string[] });

export interface ApiResultsView {
  readonly user?: ResourceView;
  readonly emails?: ResourceView;
  readonly workspaces?: ResourceView;
  /** Absent when there is no workspace to read from. */
  readonly repositories?: ResourceView & { readonly workspace: string };
}
