/** From scopes to calls: what a token opens, and what it does not, for want of what. */
import { CALLS, CALL_GROUPS, showShortAddress } from '../../scopes/calls.ts';
import { findMissing } from '../../scopes/least-scopes.ts';
import type { PastedScopes } from '../../scopes/read-pasted-scopes.ts';
import { reach } from '../../scopes/scopes.ts';

export interface OpenedView {
  /** One sentence, which is read out. */
  readonly said: string;
  readonly isAsked: boolean;
  readonly granted: readonly string[];
  /** There without having been asked for. */
  readonly brought: readonly string[];
  readonly ofApiTokens: readonly string[];
  readonly unknown: readonly string[];
  /** Words that nothing says to be scopes. */
  readonly others: number;
  readonly groups: readonly {
    readonly title: string;
    readonly calls: readonly {
      readonly does: string;
      readonly address: string;
      readonly missing: readonly string[];
    }[];
  }[];
}

export function showOpened(granted: readonly string[], pasted?: PastedScopes): OpenedView {
  const isAsked = granted.length > 0 || pasted !== undefined;
  const open = CALLS.filter(({ scopes }) => findMissing(scopes, granted).length === 0).length;
  return {
    said: summarize(isAsked, granted.length, open),
    isAsked,
    granted,
    brought: [...reach(granted)].filter((name) => !granted.includes(name)),
    ofApiTokens: pasted?.ofApiTokens ?? [],
    unknown: pasted?.unknown ?? [],
    others: pasted?.others ?? 0,
    groups: CALL_GROUPS.map(({ title, calls }) => ({
      title,
      calls: calls.map((call) => ({
        does: call.does,
        address: showShortAddress(call),
        missing: findMissing(call.scopes, granted),
      })),
    })),
  };
}

function summarize(isAsked: boolean, scopes: number, open: number): string {
  if (!isAsked) return 'Nothing is ticked yet.';
  const token = scopes === 0 ? 'No scope was found in it. A token without any' : 'This token';
  return `${token} opens ${open} of ${CALLS.length} calls.`;
}
