/** Before jest, and in each of its workers: `@jest/globals` are those of our environment. */
import { register } from 'node:module';

register('./hooks.ts', import.meta.url);
