/** What the bodies of the control API look like; docs/sandbox-openapi.json. */
import * as z from 'zod/mini';

export const clockShape = z.strictObject({
  advance: z.optional(z.union([z.string(), z.number()])),
  isFrozen: z.optional(z.boolean()),
});

export const decisionShape = z.strictObject({
  decision: z.enum(['approve', 'deny']),
  username: z.optional(z.string()),
  clientId: z.optional(z.string()),
  /** `null`: for every request, until it is cleared. */
  times: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000))), 1),
});
