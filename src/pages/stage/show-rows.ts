/** A request of ours, line by line: a form while it waits, a record once it was sent. The same lines in the same order. */
import { FIELD_PREFIX, LEFT_OUT, SCOPE_PREFIX, isEditable } from '../../runs/edit-draft.ts';
import { valueOf } from '../../runs/draft.ts';
import type { Draft, Field, SecretReference, Value } from '../../runs/draft.ts';
import { findSecret } from '../../runs/run.ts';
import type { Run } from '../../runs/run.ts';
import { mask } from '../../secrets/mask.ts';
import { maskWhole, plain } from '../../wire/redaction.ts';
import type { TextPart } from '../../wire/redaction.ts';
import { findNote } from './notes/index.ts';
import type { MessageKind } from './notes/index.ts';
import { findScope } from '../../scopes/scopes.ts';
import type { Scope } from '../../scopes/scopes.ts';
import { showClause, showNote } from './show-note.ts';
import type { Place } from './show-note.ts';
import type { InputChoice, RowView, ScopeChip } from './message-view.ts';

const KINDS: Readonly<Record<Draft['endpoint'], MessageKind>> = {
  form: 'password-form',
  authorization: 'authorization-request',
  token: 'token-request',
  api: 'api-request',
};

/** @param isForm It waits, and what may be changed can be changed. */
export function showRows(run: Run, draft: Draft, place: Place, isForm: boolean): RowView[] {
  return draft.fields.flatMap((field): RowView[] => {
    const value = valueOf(field);
    if (value === undefined && !isForm && field.changed === undefined) return [];
    const note = findNote(KINDS[draft.endpoint], field.name);
    const isEditableHere = isForm && isEditable(run.server, field) && field.onPurpose === undefined;
    const input = isEditableHere ? showInput(run, field, draft.endpoint === 'form') : undefined;
    return [
      {
        name: field.name,
        value: value === undefined ? plain('left out') : showValue(run, value),
        ...(note?.clause && { clause: showClause(note.clause, place) }),
        note: note
          ? showNote(isForm ? note.text + hintFor(run, draft, field) : note.text, place)
          : [],
        ...(input && { input }),
        ...(field.changed !== undefined && { original: showValue(run, field.value) }),
        ...(field.onPurpose !== undefined && { onPurpose: field.onPurpose }),
        ...(note?.statement !== undefined && { statement: note.statement }),
      },
    ];
  });
}

/** Who may be typed in: people of the sandbox, whose passwords are no secret. */
function hintFor({ server }: Run, { fields }: Draft, { name, value }: Field): string {
  const typed = fields.filter((field) => field.name === 'username').map(valueOf)[0];
  const [first] = server.resourceOwners;
  const person = server.resourceOwners.find(({ username }) => username === typed) ?? first;
  if (!person) return '';
  if (name === 'password' && typeof value === 'object')
    return `; ${person.username}’s is \`${person.password}\``;
  if (name !== 'username' || typeof value !== 'string') return '';
  return `, such as \`${person.username}\``;
}

function showValue(run: Run, value: Value): TextPart[] {
  if (typeof value === 'string') return plain(value);
  const name = nameSecret(value);
  if (name !== undefined) return [{ text: name, isMasked: true }];
  const right = findSecret(run, value.secret);
  return right === undefined ? plain('–') : maskWhole(right);
}

const NAMES = { right: 'Basic, key and secret', invented: 'Basic, a wrong secret' } as const;

/** What there is in the place of the right one, or of one that has no value to be masked. */
function nameSecret({ secret, is, of }: SecretReference): string | undefined {
  if (secret === 'client-authentication') {
    if (is === 'bearer') return 'Bearer, in the place of Basic';
    if (of !== undefined) return `Basic, of a consumer that is ${of}`;
    return is === 'invented' ? NAMES.invented : NAMES.right;
  }
  return CASES[is];
}

const CASES: Readonly<Partial<Record<SecretReference['is'], string>>> = {
  invented: 'one that nobody issued',
  used: 'one that was used',
  foreign: 'one of the other era',
};

/** @param isRequired A person's form: an empty field is a slip there, and no lesson. */
function showInput(run: Run, field: Field, isRequired: boolean): RowView['input'] {
  const { name, value } = field;
  const now = valueOf(field);
  if (name === 'scope') {
    return { kind: 'scopes', chips: showChips(typeof now === 'string' ? now : '') };
  }
  const inForm = FIELD_PREFIX + name;
  if (typeof value === 'string') {
    const text = typeof now === 'string' ? now : '';
    return { kind: 'text', name: inForm, value: text, ...(isRequired && { isRequired }) };
  }
  if (value.secret === 'password') return { kind: 'password', name: inForm };
  return { kind: 'menu', name: inForm, choices: showMenu(run, value, now) };
}

function showMenu(run: Run, { secret }: SecretReference, now: Value | undefined): InputChoice[] {
  const is = typeof now === 'object' ? now.is : LEFT_OUT;
  const right = findSecret(run, secret);
  const own = secret === 'client-authentication' ? NAMES.right : mask(right ?? '');
  const wrong = secret === 'client-authentication' ? NAMES.invented : 'one that nobody issued';
  const choices = [
    { value: 'right', text: own },
    { value: 'invented', text: wrong },
    { value: LEFT_OUT, text: 'left out' },
  ];
  return choices
    .filter(({ value }) => value !== 'invented' || !['state', 'code-challenge'].includes(secret))
    .map((one) => ({ ...one, isChosen: one.value === is }));
}

/** Offered by themselves; of the others, those that are asked for. */
const OFFERED = ['account', 'email', 'repository', 'repository:write', 'pullrequest', 'webhook'];

function showChips(scope: string): ScopeChip[] {
  const asked = scope.split(' ').filter((one) => one !== '');
  return [...new Set([...OFFERED, ...asked])].map((name) => ({
    value: SCOPE_PREFIX + name,
    text: name,
    note: describeChip(findScope(name)),
    isChosen: asked.includes(name),
  }));
}

function describeChip(scope: Scope | undefined): string {
  if (!scope) return '';
  return scope.brings.length > 0 ? `brings ${scope.brings.join(', ')}` : scope.opens;
}
