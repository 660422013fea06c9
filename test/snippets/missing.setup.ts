/** Says which languages are skipped: Jest itself leaves their titles out. */
import { languages } from '../../src/snippets/languages.ts';
import { programFiles } from './support/program-files.ts';
import { findToolChain } from './tool-chains.ts';

const PAGE = { slug: 'page', name: 'The page of the implicit grant' };

export default function setup(): void {
  const begun = languages.filter((one) => programFiles.some(({ language }) => language === one));
  for (const { slug, name } of [...begun, PAGE]) {
    const toolChain = findToolChain(slug);
    if (typeof toolChain === 'string') process.stderr.write(`${name}: skipped, ${toolChain}\n`);
  }
}
