/** What the page `/scopes` is given. Of what was pasted, names of scopes and paths alone. */
import { CALLS, CALL_GROUPS, showShortAddress } from '../../scopes/calls.ts';
import type { Call } from '../../scopes/calls.ts';
import type { PastedCall } from '../../scopes/read-pasted-calls.ts';
import type { PastedScopes } from '../../scopes/read-pasted-scopes.ts';
import type { Refusal } from '../../scopes/read-refusal.ts';
import { SCOPES } from '../../scopes/scopes.ts';
import { readProse } from '../prose.ts';
import type { SiteOfScopes } from './ask-for.ts';
import { showLeast } from './show-least.ts';
import type { LeastView } from './show-least.ts';
import { showOpened } from './show-opened.ts';
import type { OpenedView } from './show-opened.ts';
import { showRefusal } from './show-refusal.ts';
import type { RefusalView } from './show-refusal.ts';

export interface AskedOfScopes {
  readonly calls: readonly Call[];
  readonly scopes: readonly string[];
  readonly pastedCalls?: { readonly calls: readonly PastedCall[]; readonly others: number };
  readonly pastedScopes?: PastedScopes;
  /** `not read`: it says nothing of scopes. */
  readonly refusal?: Refusal | 'not read';
}

export interface ScopesView {
  readonly page: { readonly title: string; readonly description: string; readonly path: string };
  readonly groups: readonly {
    readonly title: string;
    readonly calls: readonly {
      readonly id: string;
      readonly does: string;
      readonly address: string;
      readonly scopes: readonly string[];
      readonly isTicked: boolean;
    }[];
  }[];
  readonly least: LeastView;
  readonly scopes: readonly ScopeRow[];
  readonly opened: OpenedView;
  readonly refusal: RefusalView | undefined;
}

interface ScopeRow {
  readonly name: string;
  readonly opens: string;
  readonly box: string;
  readonly brings: readonly string[];
  readonly isInferred: boolean;
  readonly note: ReturnType<typeof readProse>;
  readonly isTicked: boolean;
}

const PAGE = {
  title: 'Which scopes?',
  description:
    'Every scope of Bitbucket’s OAuth clients: from calls to the least set, from a token to its calls, and from a 403 to what is missing.',
  path: '/scopes',
};

export function showScopes(asked: AskedOfScopes, site: SiteOfScopes): ScopesView {
  const found = asked.pastedCalls?.calls.flatMap(({ match }) =>
    match.kind === 'call' ? [match.call] : [],
  );
  const calls = found ? CALLS.filter((one) => found.includes(one)) : asked.calls;
  const granted = asked.pastedScopes?.scopes ?? asked.scopes;
  return {
    page: PAGE,
    groups: CALL_GROUPS.map(({ title, calls: inGroup }) => ({
      title,
      calls: inGroup.map((call) => ({
        id: call.id,
        does: call.does,
        address: showShortAddress(call),
        scopes: call.scopes,
        isTicked: calls.includes(call),
      })),
    })),
    least: showLeast(calls, site, asked.pastedCalls),
    scopes: SCOPES.map(({ name, opens, box, brings, isInferred = false, note = '' }) => ({
      name,
      opens,
      box: `${box.group}: ${box.level}`,
      brings,
      isInferred,
      note: readProse(note),
      isTicked: granted.includes(name),
    })),
    opened: showOpened(granted, asked.pastedScopes),
    refusal: asked.refusal && showRefusal(asked.refusal, site),
  };
}
