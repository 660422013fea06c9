/** How Node resolves what a test imports: the package says only that it was imported outside of jest. */
import type { ResolveHook } from 'node:module';

const GLOBALS = new URL('./globals.ts', import.meta.url).href;

export const resolve: ResolveHook = (specifier, context, next) =>
  specifier === '@jest/globals'
    ? { url: GLOBALS, format: 'module', shortCircuit: true }
    : next(specifier, context);
