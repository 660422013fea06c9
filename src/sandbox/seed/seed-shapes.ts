/** What a person, a workspace and a repository look like in a seed file and over HTTP. */
import * as z from 'zod';

import { FaultyInputError } from './faulty-input.ts';
import { stableAccountId, stableUuid } from './identifiers.ts';
import type { Person } from './people.ts';
import type { Repository } from './repositories.ts';
import type { Workspace } from './workspaces.ts';

export const text = z.string().min(1).max(2_000);
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,61}$/, 'lower-case letters, digits, . _ -');
const username = z.string().regex(/^[\w.-]{1,60}$/, 'letters, digits, . _ -');
const moment = z.iso.datetime({ offset: true });
const BIRTH = '2020-01-01T00:00:00.000000+00:00';

const email = z.union([
  z.email().transform((address) => ({ address, isPrimary: false, isConfirmed: true })),
  z.strictObject({
    address: z.email(),
    isPrimary: z.boolean().default(false),
    isConfirmed: z.boolean().default(true),
  }),
]);

export const personShape = z
  .strictObject({
    username,
    password: text.optional(),
    displayName: text.optional(),
    nickname: text.optional(),
    emails: z.array(email).max(20).optional(),
    hasTwoStepVerification: z.boolean().default(false),
    isAwkward: z.boolean().default(false),
    showsUsername: z.boolean().default(true),
    createdOn: moment.default(BIRTH),
    note: z.string().max(500).default('Added to the ready-made people'),
  })
  .transform(({ password, displayName, nickname, emails, ...rest }): Person => {
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
  });

function withOnePrimary(
  emails: readonly { address: string; isPrimary?: boolean; isConfirmed: boolean }[],
): Person['emails'] {
  const primary = Math.max(
    0,
    emails.findIndex(({ isPrimary }) => isPrimary),
  );
  return emails.map((one, index) => ({ ...one, isPrimary: index === primary }));
}

export const workspaceShape = z
  .strictObject({
    slug,
    name: text.optional(),
    isPrivate: z.boolean().default(true),
    createdOn: moment.default(BIRTH),
    members: z
      .array(z.strictObject({ username, permission: z.enum(['owner', 'member', 'collaborator']) }))
      .default([]),
  })
  .transform(({ name, ...rest }): Workspace => ({
    ...rest,
    name: name ?? rest.slug,
    uuid: stableUuid(`workspace ${rest.slug}`),
  }));

export const repositoryShape = z
  .strictObject({
    workspace: slug,
    slug,
    name: text.optional(),
    description: z.string().max(2_000).default(''),
    language: z.string().max(60).default(''),
    isPrivate: z.boolean().default(true),
    sizeInBytes: z.int().min(0).default(48_213),
    createdOn: moment.default(BIRTH),
    updatedOn: moment.default('2026-10-01T12:00:00.000000+00:00'),
    mainBranch: text.default('main'),
    otherBranches: z.array(text).max(100).default([]),
  })
  .transform(({ name, ...rest }): Repository => ({
    ...rest,
    name: name ?? rest.slug,
    uuid: stableUuid(`repository ${rest.workspace}/${rest.slug}`),
  }));

/** @throws {FaultyInputError} Every fault with its path: `clients[0].scopes[1]: …`. */
export function parseShape<T>(shape: z.ZodType<T>, content: unknown, heading?: string): T {
  const parsed = shape.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new FaultyInputError(parsed.error.issues.map(nameFault), heading);
}

function nameFault({ path, message }: z.core.$ZodIssue): string {
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return `${place.join('').replace(/^\./, '') || 'the whole'}: ${message}`;
}
