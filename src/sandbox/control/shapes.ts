/** What the bodies of the control API look like; docs/sandbox-openapi.json. */
import * as z from 'zod';

export const clockShape = z.strictObject({
  advance: z.union([z.string(), z.number()]).optional(),
  isFrozen: z.boolean().optional(),
});

export const decisionShape = z.strictObject({
  decision: z.enum(['approve', 'deny']),
  username: z.string().optional(),
  clientId: z.string().optional(),
  /** `null`: for every request, until it is cleared. */
  times: z.int().min(1).max(1_000_000).nullable().default(1),
});
