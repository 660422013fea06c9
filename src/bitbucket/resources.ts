/** Parsers for the fields of the REST API 2.0 that are shown. Unknown fields are left alone. */
import * as z from 'zod/mini';
import { ApiError, InvalidResponseError } from '../errors/errors.ts';
import { cutText } from '../wire/cut.ts';

/** Shown in a table, and kept with the run: longer ones are cut. */
const LONGEST_TEXT = 300;
const LONGEST_URL = 8 * 1024;
/** Bitbucket: 62 characters. It goes into a URL, so it is not cut but refused. */
const LONGEST_SLUG = 200;
const LONGEST_SCOPE = 100;
const MOST_SCOPES = 100;

const text = z.pipe(
  z.string(),
  z.transform((value) => cutText(value, LONGEST_TEXT)),
);
const scopes = z
  .array(z.string().check(z.maxLength(LONGEST_SCOPE)))
  .check(z.maxLength(MOST_SCOPES));

const page = z.object({
  values: z.array(z.unknown()),
  next: z.optional(z.string().check(z.maxLength(LONGEST_URL))),
});

/** Bitbucket: an app_user has no username, and newer answers leave it out for people too. */
const user = z.object({
  type: text,
  display_name: z.optional(text),
  username: z.optional(text),
  nickname: z.optional(text),
  account_id: z.optional(text),
  uuid: z.optional(text),
});

const email = z.object({ email: text, is_primary: z.boolean(), is_confirmed: z.boolean() });

const workspaceAccess = z.object({
  administrator: z.optional(z.boolean()),
  permission: z.optional(text),
  workspace: z.object({ slug: z.string().check(z.maxLength(LONGEST_SLUG)) }),
});

const repository = z.object({
  name: text,
  slug: z.optional(z.string().check(z.maxLength(LONGEST_SLUG))),
  description: z.nullish(text),
  language: z.nullish(text),
  is_private: z.boolean(),
  updated_on: z.nullish(text),
});

const apiError = z.object({
  error: z.object({
    message: text,
    // Bitbucket: a text in most errors, an object when scopes are lacking.
    detail: z.catch(z.optional(z.object({ required: scopes, granted: scopes })), undefined),
  }),
});

export type User = z.infer<typeof user>;
export type Email = z.infer<typeof email>;
export type WorkspaceAccess = z.infer<typeof workspaceAccess>;
export type Repository = z.infer<typeof repository>;

/** Each throws {@link InvalidResponseError} when the answer is not of this shape. */
export const parsePage = parserOf('page', page);
export const parseUser = parserOf('user', user);
export const parseEmail = parserOf('e-mail address', email);
export const parseWorkspaceAccess = parserOf('workspace', workspaceAccess);
export const parseRepository = parserOf('repository', repository);

/** @see https://developer.atlassian.com/cloud/bitbucket/rest/intro/ for the shape of an error. */
export function parseApiError(status: number, body: unknown): ApiError {
  const parsed = apiError.safeParse(body);
  if (!parsed.success) return new ApiError(status, `The API answered ${status}.`, undefined);
  const { message, detail } = parsed.data.error;
  return new ApiError(status, message, detail);
}

function parserOf<T>(name: string, schema: z.ZodMiniType<T>): (body: unknown) => T {
  return (body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new InvalidResponseError(`The API's ${name} is not as documented (${field || 'whole'}).`);
  };
}
