/** From calls to scopes: the least set, and what was read of what was pasted. */
import { CALLS, showAddress } from '../../scopes/calls.ts';
import type { Call } from '../../scopes/calls.ts';
import { findLeastScopes } from '../../scopes/least-scopes.ts';
import type { PastedCall } from '../../scopes/read-pasted-calls.ts';
import { findScope } from '../../scopes/scopes.ts';
import { showAskFor } from './ask-for.ts';
import type { AskForView, SiteOfScopes } from './ask-for.ts';

export interface LeastView {
  /** One sentence, which is read out. */
  readonly said: string;
  readonly ask: readonly { readonly name: string; readonly calls: string }[];
  readonly brought: readonly {
    readonly name: string;
    readonly by: string;
    readonly isInferred: boolean;
  }[];
  readonly askFor: AskForView | undefined;
  /** Each line of what was pasted, with what came of it. */
  readonly read: readonly ReadLine[];
  /** Lines in which no call was found. */
  readonly others: number;
}

interface ReadLine {
  readonly shown: string;
  readonly is: 'call' | 'removed' | 'unknown';
  readonly does: string;
  /** Of the account, where the address answers no more. */
  readonly statement?: string;
}

export function showLeast(
  calls: readonly Call[],
  site: SiteOfScopes,
  pasted?: { readonly calls: readonly PastedCall[]; readonly others: number },
): LeastView {
  const { ask, brought } = findLeastScopes(calls);
  return {
    said: summarize(calls.length, ask.length, pasted !== undefined),
    ask: ask.map(({ name, calls: opened }) => ({
      name,
      calls: opened.map(({ does }) => does.charAt(0).toLowerCase() + does.slice(1)).join(', '),
    })),
    brought: brought.map(({ name, by }) => ({
      name,
      by,
      isInferred: findScope(by)?.isInferred ?? false,
    })),
    askFor: showAskFor(
      ask.map(({ name }) => name),
      site,
    ),
    read: pasted?.calls.map(showLine) ?? [],
    others: pasted?.others ?? 0,
  };
}

function summarize(calls: number, scopes: number, isPasted: boolean): string {
  if (calls === 0 && isPasted) return 'No call of the list was found in it.';
  if (calls === 0) return 'Nothing is ticked yet.';
  const these = calls === 1 ? 'the call' : `all ${calls} calls`;
  if (scopes === 0) return `Any token opens ${these}: no scope is needed.`;
  return scopes === 1 ? `1 scope opens ${these}.` : `${scopes} scopes open ${these}.`;
}

function showLine({ shown, match }: PastedCall): ReadLine {
  if (match.kind === 'unknown') {
    return { shown, is: 'unknown', does: 'Not in this list: look it up in Atlassian’s reference.' };
  }
  if (match.kind === 'call') {
    const { does, scopes } = match.call;
    return { shown, is: 'call', does: `${does}: ${scopes.join(', ') || 'any token'}` };
  }
  const { instead, statement } = match.removed;
  const others = CALLS.filter(({ id }) => instead.includes(id)).map(showAddress);
  const next = others.length === 0 ? 'Nothing takes its place.' : `Instead: ${others.join(', ')}.`;
  return { shown, is: 'removed', does: `Answers no more. ${next}`, statement };
}
