/** `npm run docs`: brings the documents up to the code, and says which were not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { DOCUMENTS, renderDocument } from './documents.ts';

for (const document of DOCUMENTS) {
  const current = readFileSync(document.file, 'utf8');
  const rendered = await renderDocument(document, current);
  if (rendered !== current) writeFileSync(document.file, rendered);
  process.stdout.write(`${document.file}: ${rendered === current ? 'as it was' : 'written'}\n`);
}
