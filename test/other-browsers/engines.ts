/** The engines that npm does not deliver, as Debian has them. */
import { firefox } from './firefox.ts';
import type { Engine } from './webdriver.ts';
import { webkit } from './webkit.ts';

/** @property note For a title: why nothing is tried there. */
export const ENGINES = [firefox, webkit].map((engine): Engine & { readonly note: string } => ({
  ...engine,
  note: engine.missing.length === 0 ? '' : ` (skipped: no ${engine.missing.join(', no ')})`,
}));
