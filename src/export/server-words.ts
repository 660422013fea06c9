/** What a server says of its refusal: `error` and `error_description` of OAuth, the message of the API. */
import * as z from 'zod/mini';
import { cutText } from '../wire/cut.ts';
import { tryJson } from '../wire/try-json.ts';

const LONGEST = 300;

const refusal = z.union([
  z.pipe(
    z.object({ error: z.string(), error_description: z.optional(z.string()) }),
    z.transform(({ error, error_description: more }) =>
      more === undefined ? error : `${error}: ${more}`,
    ),
  ),
  z.pipe(
    z.object({ error: z.object({ message: z.string() }) }),
    z.transform(({ error }) => error.message),
  ),
]);

/** @returns Nothing where it was no refusal, or not one of its own. */
export function serverWords({
  status,
  body,
}: {
  readonly status: number;
  readonly body: string;
}): string | undefined {
  if (status < 400) return undefined;
  const { data } = refusal.safeParse(tryJson(body));
  return data === undefined ? undefined : cutText(data, LONGEST);
}
