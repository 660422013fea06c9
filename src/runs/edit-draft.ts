/** What a visitor changes in a request before it is sent. Names and choices are checked; a text is data. */
import type { Server } from '../bitbucket/servers.ts';
import { valueOf } from './draft.ts';
import type { Draft, Field, Value } from './draft.ts';
import type { Run } from './run.ts';

const LONGEST_VALUE = 4_000;
/** In the form of a message: `set.redirect_uri`, `scope.account`. */
export const FIELD_PREFIX = 'set.';
export const SCOPE_PREFIX = 'scope.';
export const LEFT_OUT = 'left-out';
/** A hidden field: the form shows the values, so one that does not come was emptied. */
export const SHOWN = 'edited';

/** On a server of somebody else's, only what can do no harm. */
const HARMLESS = new Set(['scope', 'code_challenge']);

export function isEditable({ id }: Server, { name }: Field): boolean {
  return id !== 'bitbucket' || HARMLESS.has(name);
}

export interface Edited {
  readonly draft: Draft;
  /** What cannot be sent: which field, why, what to do. The rest is in the draft all the same. */
  readonly faults: readonly string[];
}

type Form = ReadonlyMap<string, string>;

/** @param form What the form of the message has sent. Unknown names change nothing. */
export function editDraft(run: Run, draft: Draft, form: Form): Edited {
  if (draft.endpoint === 'form') return fillIn(run, draft, form);
  if (!form.has(SHOWN)) return { draft, faults: [] };
  const faults: string[] = [];
  const edited = draft.fields.map((field) => {
    if (!isEditable(run.server, field) || field.onPurpose !== undefined) return field;
    const next = field.name === 'scope' ? readScopes(form) : readValue(field, form);
    const fault = findFault(field.name, next);
    if (fault === undefined) return change(field, next);
    faults.push(fault);
    return field;
  });
  return { draft: { ...draft, fields: withoutMethod(edited) }, faults };
}

/** The form of a person: both must be there, and the password goes into no draft. */
function fillIn(run: Run, draft: Draft, form: Form): Edited {
  const [name] = draft.fields;
  const isLocked = name?.onPurpose !== undefined;
  const username = (isLocked ? textOf(name) : form.get(`${FIELD_PREFIX}username`)) ?? '';
  const password = form.get(`${FIELD_PREFIX}password`) ?? '';
  const faults = [
    ...(username === '' ? ['Type a user name.'] : []),
    ...(password === '' ? ['Type the password.'] : []),
    findFault('username', username) ?? [],
    findFault('password', password) ?? [],
  ].flat();
  if (faults.length === 0) run.secrets.password = password;
  const kept = username.slice(0, LONGEST_VALUE);
  const fields = draft.fields.map((field) =>
    field.name === 'username' && !isLocked ? { ...field, value: kept } : field,
  );
  return { draft: { ...draft, fields }, faults };
}

function textOf(field: Field): string | undefined {
  const value = valueOf(field);
  return typeof value === 'string' ? value : undefined;
}

/** @returns `undefined` where the form says nothing of the field; `null`: left out. */
function readValue({ name, value }: Field, form: Form): Value | null | undefined {
  const sent = form.get(FIELD_PREFIX + name);
  // A text field that was emptied comes without a value: then the parameter is left out.
  if (typeof value === 'string') return sent ?? null;
  if (sent === LEFT_OUT) return null;
  return sent === 'right' || sent === 'invented' ? { ...value, is: sent } : undefined;
}

function readScopes(form: Form): string | null {
  const scopes = [...form.keys()]
    .filter((name) => name.startsWith(SCOPE_PREFIX))
    .map((name) => name.slice(SCOPE_PREFIX.length));
  return scopes.length === 0 ? null : scopes.join(' ');
}

function findFault(name: string, next: Value | null | undefined): string | undefined {
  if (typeof next !== 'string' || next.length <= LONGEST_VALUE) return undefined;
  return `${name}: ${next.length} characters are too many to be sent. Take at most ${LONGEST_VALUE}.`;
}

function change(field: Field, next: Value | null | undefined): Field {
  if (next === undefined) return field;
  const { changed: _earlier, ...asItWas } = field;
  return isSame(next, field.value) ? asItWas : { ...asItWas, changed: next };
}

/** One field of a draft, as if it had been changed in its form. A draft without it stays as it is. */
export function changeField(draft: Draft, name: string, next: Value | null): Draft {
  const fields = draft.fields.map((field) => (field.name === name ? change(field, next) : field));
  return { ...draft, fields };
}

function isSame(next: Value | null, value: Value): boolean {
  if (next === null || typeof next === 'string') return next === value;
  return typeof value === 'object' && next.is === value.is;
}

/** RFC 7636 §4.3: a method says how the challenge was made; without one there is nothing to say. */
function withoutMethod(fields: readonly Field[]): Field[] {
  const challenge = fields.find(({ name }) => name === 'code_challenge');
  const isLeftOut = challenge !== undefined && valueOf(challenge) === undefined;
  return fields.map((field) => {
    if (field.name !== 'code_challenge_method') return field;
    const { changed, ...asItWas } = field;
    if (isLeftOut) return { ...asItWas, changed: null };
    return changed === null ? asItWas : field;
  });
}
