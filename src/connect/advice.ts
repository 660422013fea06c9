/** What the answers lead to: a grant with all that it needs, or the word that Bitbucket has none. */
import type { StatementId } from '../statements/index.ts';

/** A paragraph: code stands between backticks. */
export interface Words {
  readonly text: string;
  /** How it is known, where it is about Bitbucket. */
  readonly statements?: readonly StatementId[];
}

export interface Box {
  readonly label: string;
  readonly isTicked: boolean;
  readonly hint?: string;
}

export interface GrantAdvice {
  readonly kind: 'grant';
  /** Whose grant it is: a person's, who consents, or the app's own. */
  readonly actor: 'a person' | 'the app itself';
  /** Behind its title: `with PKCE and a refresh token`. */
  readonly how: string;
  readonly why: Words;
  /** To begin with. */
  readonly scopes: readonly string[];
  /** On the newer page of the client. */
  readonly boxes: readonly Box[];
  /** On the older one. */
  readonly olderBoxes: Words;
  /** To be registered; none where nothing comes back. */
  readonly callback?: string;
  readonly aboutCallback: Words;
  readonly store: Words;
}

export interface NoGrantAdvice {
  readonly kind: 'none';
  readonly why: readonly Words[];
  /** What there is in its place. */
  readonly instead: readonly Instead[];
}

export interface Instead {
  readonly text: string;
  readonly link: string;
  /** Absent: the grant that was made for a page alone. */
  readonly href?: string;
}

export type Advice = GrantAdvice | NoGrantAdvice;
