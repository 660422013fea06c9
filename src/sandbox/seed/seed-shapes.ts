/** What a person, a workspace and a repository look like in a seed file and over HTTP. */
import * as z from 'zod/mini';
import { FaultyInputError } from './faulty-input.ts';
import { stableAccountId, stableUuid } from './identifiers.ts';
import type { Person } from './people.ts';
import type { Repository } from './repositories.ts';
import type { Workspace } from './workspaces.ts';
import { IN_ENGLISH } from './validation-messages.ts';

export const text = z.string().check(z.minLength(1), z.maxLength(2_000));
export const slug = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9._-]{0,61}$/, 'lower-case letters, digits, . _ -'));
const username = z.string().check(z.regex(/^[\w.-]{1,60}$/, 'letters, digits, . _ -'));
const moment = z.iso.datetime({ offset: true });
const BIRTH = '2020-01-01T00:00:00.000000+00:00';

const email = z.union([
  z.pipe(
    z.email(),
    z.transform((address) => ({ address, isPrimary: false, isConfirmed: true })),
  ),
  z.strictObject({
    address: z.email(),
    isPrimary: z._default(z.boolean(), false),
    isConfirmed: z._default(z.boolean(), true),
  }),
]);

export const personShape = z.pipe(
  z.strictObject({
    username,
    password: z.optional(text),
    displayName: z.optional(text),
    nickname: z.optional(text),
    emails: z.optional(z.array(email).check(z.maxLength(20))),
    hasTwoStepVerification: z._default(z.boolean(), false),
    isAwkward: z._default(z.boolean(), false),
    showsUsername: z._default(z.boolean(), true),
    createdOn: z._default(moment, BIRTH),
    note: z._default(z.string().check(z.maxLength(500)), 'Added to the ready-made people'),
  }),
  z.transform(({ password, displayName, nickname, emails, ...rest }): Person => {
    const name = rest.username;
    return {
      ...rest,
      password: password ?? `${name}-password`,
      displayName: displayName ?? name,
      nickname: nickname ?? name,
      emails: withOnePrimary(emails ?? [{ address: `${name}@mail.example`, isConfirmed: true }]),
      uuid: stableUuid(`person ${name}`),
      accountId: stableAccountId(name),
    };
  }),
);

function withOnePrimary(
  emails: readonly { address: string; isPrimary?: boolean; isConfirmed: boolean }[],
): Person['emails'] {
  const primary = Math.max(
    0,
    emails.findIndex(({ isPrimary }) => isPrimary),
  );
  return emails.map((one, index) => ({ ...one, isPrimary: index === primary }));
}

const member = z.strictObject({
  username,
  permission: z.enum(['owner', 'member', 'collaborator']),
});

export const workspaceShape = z.pipe(
  z.strictObject({
    slug,
    name: z.optional(text),
    isPrivate: z._default(z.boolean(), true),
    createdOn: z._default(moment, BIRTH),
    members: z._default(z.array(member), []),
  }),
  z.transform(({ name, ...rest }): Workspace => ({
    ...rest,
    name: name ?? rest.slug,
    uuid: stableUuid(`workspace ${rest.slug}`),
  })),
);

export const repositoryShape = z.pipe(
  z.strictObject({
    workspace: slug,
    slug,
    name: z.optional(text),
    description: z._default(z.string().check(z.maxLength(2_000)), ''),
    language: z._default(z.string().check(z.maxLength(60)), ''),
    isPrivate: z._default(z.boolean(), true),
    sizeInBytes: z._default(z.int().check(z.minimum(0)), 48_213),
    createdOn: z._default(moment, BIRTH),
    updatedOn: z._default(moment, '2026-10-01T12:00:00.000000+00:00'),
    mainBranch: z._default(text, 'main'),
    otherBranches: z._default(z.array(text).check(z.maxLength(100)), []),
  }),
  z.transform(({ name, ...rest }): Repository => ({
    ...rest,
    name: name ?? rest.slug,
    uuid: stableUuid(`repository ${rest.workspace}/${rest.slug}`),
  })),
);

/** @throws {FaultyInputError} Every fault with its path: `clients[0].scopes[1]: …`. */
export function parseShape<T>(shape: z.ZodMiniType<T>, content: unknown, heading?: string): T {
  const parsed = shape.safeParse(content, IN_ENGLISH);
  if (parsed.success) return parsed.data;
  throw new FaultyInputError(parsed.error.issues.map(nameFault), heading);
}

function nameFault({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return `${place.join('').replace(/^\./, '') || 'the whole'}: ${message}`;
}
