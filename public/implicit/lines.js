/** The answer in the fragment, line by line, with our server's notes; below it, what that server saw of it. */
import { SECRET_NAMES, maskKnown, masked } from './secrets.js';
import { addPart } from './stage.js';
import { fill, stampOne } from './templates.js';

/** @param {URLSearchParams} response @param {string} letter The message that they stand in. */
export function showLines(response, letter) {
  const part = stampOne('lines', { address: `${location.origin}/oauth-callback#…` });
  const list = part.querySelector('dl');
  const models = [...(list?.children ?? [])];
  const lines = [...response].map(([name, value]) => {
    const model = models.find((one) => one.querySelector('dt')?.textContent === name);
    const line = (model ?? models.at(-1))?.cloneNode(true) ?? document.createElement('div');
    return fill(line, {
      name,
      value: SECRET_NAMES.includes(name) ? masked(value) : maskKnown(value),
    });
  });
  list?.replaceChildren(...lines);
  addPart(letter, part, stampOne('seen'));
}
