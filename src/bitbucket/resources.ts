/** Parsers for the fields of the REST API 2.0 that are shown. Unknown fields are left alone. */
import * as z from 'zod';
import { ApiError, InvalidResponseError } from '../errors.ts';

const page = z.object({ values: z.array(z.unknown()), next: z.string().optional() });

/** Bitbucket: an app_user has no username, and newer answers leave it out for people too. */
const user = z.object({
  type: z.string(),
  display_name: z.string().optional(),
  username: z.string().optional(),
  nickname: z.string().optional(),
  account_id: z.string().optional(),
  uuid: z.string().optional(),
});

const email = z.object({ email: z.string(), is_primary: z.boolean(), is_confirmed: z.boolean() });

const workspaceAccess = z.object({
  administrator: z.boolean().optional(),
  permission: z.string().optional(),
  workspace: z.object({ slug: z.string() }),
});

const repository = z.object({
  name: z.string(),
  full_name: z.string(),
  description: z.string().nullish(),
  language: z.string().nullish(),
  is_private: z.boolean(),
  updated_on: z.string().nullish(),
});

const apiError = z.object({
  error: z.object({
    message: z.string(),
    detail: z
      .object({ required: z.array(z.string()), granted: z.array(z.string()) })
      .optional()
      .catch(undefined), // Bitbucket: a text in most errors, an object when scopes are lacking
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

function parserOf<T>(name: string, schema: z.ZodType<T>): (body: unknown) => T {
  return (body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new InvalidResponseError(`The API's ${name} is not as documented (${field || 'whole'}).`);
  };
}
