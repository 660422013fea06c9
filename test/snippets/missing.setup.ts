/** Says which languages are skipped: Jest itself leaves their titles out. */
import { languages } from '../../src/snippets/languages.ts';
import { programFiles } from './support/program-files.ts';
import { findToolChain } from './tool-chains.ts';

export default function setup(): void {
  for (const { slug, name } of languages) {
    if (!programFiles.some(({ language }) => language.slug === slug)) continue;
    const toolChain = findToolChain(slug);
    if (typeof toolChain === 'string') process.stderr.write(`${name}: skipped, ${toolChain}\n`);
  }
}
