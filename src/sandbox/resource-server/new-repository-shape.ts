/** What may be said of a repository that is created. Unknown fields are ignored. */
import * as z from 'zod';

export const newRepositoryShape = z.object({
  scm: z.literal('git').optional(),
  name: z.string().min(1).max(62).optional(),
  description: z.string().max(1000).default(''),
  language: z.string().max(40).default(''),
  is_private: z.boolean().default(false), // assumption
  project: z.object({ key: z.literal('MAIN') }).optional(),
});
