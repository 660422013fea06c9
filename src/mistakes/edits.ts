/** The changes that mistakes make in a request: what is changed says so, and is nobody else's to edit until it is undone. */
import { valueOf } from '../runs/draft.ts';
import type { Draft, Value } from '../runs/draft.ts';
import type { Run } from '../runs/run.ts';
import type { Mistake } from './mistake.ts';

type Edit = NonNullable<Mistake['edit']>;

/** What it is to be, from what it is; nothing where that makes no other. */
type Change = (text: string, run: Run) => Value | undefined;

/** @param note What is wrong with it: `an extra slash at the end`. */
export function change(name: string, to: Value | null | Change, note: string): Edit {
  return (draft, run) => {
    const field = draft.fields.find((one) => one.name === name);
    const now = field && valueOf(field);
    if (now === undefined) return undefined;
    const changed = typeof to === 'function' ? to(typeof now === 'string' ? now : '', run) : to;
    if (changed === undefined || changed === now) return undefined;
    const broken = { changed, onPurpose: note };
    return {
      ...draft,
      fields: draft.fields.map((one) => (one.name === name ? { ...one, ...broken } : one)),
    };
  };
}

export function leaveOut(name: string, note = 'left out'): Edit {
  return change(name, null, note);
}

/** A parameter that has no place there. */
export function add(name: string, value: Value | Change, note: string): Edit {
  return (draft, run) => {
    const is = typeof value === 'function' ? value(textOf(draft, name), run) : value;
    if (is === undefined) return undefined;
    return { ...draft, fields: [...draft.fields, { name, value: is, onPurpose: note }] };
  };
}

/** Several changes that are one mistake. */
export function all(...edits: readonly Edit[]): Edit {
  return (draft, run) =>
    edits.reduce<Draft | undefined>((made, edit) => made && edit(made, run), draft);
}

/** The request as it was before any mistake. What the visitor has filled in stays. */
export function withoutMistake({ step, endpoint, fields }: Draft): Draft {
  return {
    step,
    endpoint,
    fields: fields
      .filter(({ onPurpose, changed }) => onPurpose === undefined || changed !== undefined)
      .map((field) => {
        const { name, value, onPurpose } = field;
        return onPurpose === undefined ? field : { name, value };
      }),
  };
}

/** @returns Puts another part into a redirect URI; nothing where that is no URL. */
export function withPart(part: Partial<Pick<URL, 'hostname' | 'port'>>) {
  return (uri: string) => (URL.canParse(uri) ? Object.assign(new URL(uri), part).href : undefined);
}

export const onAnotherHost = withPart({ hostname: 'app.example' });

function textOf({ fields }: Draft, name: string): string {
  const value = fields.find((one) => one.name === name)?.value;
  return typeof value === 'string' ? value : '';
}
