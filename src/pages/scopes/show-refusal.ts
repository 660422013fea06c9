/** From a 403: what was required, granted and missing, which box, and what to do then. */
import type { Refusal } from '../../scopes/read-refusal.ts';
import { describeBoxes, findScope } from '../../scopes/scopes.ts';
import { showAskFor } from './ask-for.ts';
import type { AskForView, SiteOfScopes } from './ask-for.ts';

export interface RefusalView {
  /** One sentence, which is read out. */
  readonly said: string;
  readonly isRead: boolean;
  readonly required: readonly string[];
  readonly granted: readonly string[];
  readonly missing: readonly { readonly name: string; readonly brings: readonly string[] }[];
  readonly boxes: string;
  readonly askFor: AskForView | undefined;
}

export function showRefusal(refusal: Refusal | 'not read', site: SiteOfScopes): RefusalView {
  if (refusal === 'not read') {
    return {
      said: 'It does not say what was required. Paste the whole body of the 403, or its headers.',
      isRead: false,
      required: [],
      granted: [],
      missing: [],
      boxes: '',
      askFor: undefined,
    };
  }
  const { required, granted, missing, ask } = refusal;
  return {
    said: summarize(missing),
    isRead: true,
    required,
    granted,
    missing: missing.map((name) => ({ name, brings: findScope(name)?.brings ?? [] })),
    boxes: describeBoxes(missing),
    askFor: missing.length === 0 ? undefined : showAskFor(ask, site),
  };
}

function summarize(missing: readonly string[]): string {
  if (missing.length > 0) return `Missing: ${missing.join(', ')}.`;
  return 'Nothing is missing: what was granted brings along what was required. Was it another token?';
}
