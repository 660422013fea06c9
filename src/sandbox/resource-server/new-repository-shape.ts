/** What may be said of a repository that is created. Unknown fields are ignored. */
import * as z from 'zod/mini';

export const newRepositoryShape = z.object({
  scm: z.optional(z.literal('git')),
  name: z.optional(z.string().check(z.minLength(1), z.maxLength(62))),
  description: z._default(z.string().check(z.maxLength(1000)), ''),
  language: z._default(z.string().check(z.maxLength(40)), ''),
  is_private: z._default(z.boolean(), false), // assumption
  project: z.optional(z.object({ key: z.literal('MAIN') })),
});
