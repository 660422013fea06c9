/** Bodies of the control API, parsed. Zod is loaded at the first write: the start stays quick. */
import type { ZodType } from 'zod';
import { ApiError } from '../errors.ts';

/** @throws {ApiError} 400, with every fault by its path. */
export async function parseBody<T>(shape: ZodType<T>, body: unknown): Promise<T> {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const { nameFaults } = await import('../seed-shapes.ts');
  throw new ApiError(400, 'The body is faulty', { detail: nameFaults(parsed.error) });
}
