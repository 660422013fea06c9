/** The token in hand: in a variable of this page, shown and forgotten by buttons that send nothing. */
import { forgetKnown, mask } from './secrets.js';
import { announce, withdraw } from './stage.js';
import { fill, stampOne } from './templates.js';

/** @param {import('./response.js').Token} token */
export function showToken({ accessToken, scopes, secondsLeft }) {
  const bar = stampOne('token-bar', { masked: mask(accessToken) });
  const size = bar.querySelector('.token-bar__size');
  if (size) size.textContent = `${accessToken.length} characters, in this page only`;
  const list = bar.querySelector('.scopes');
  const model = list?.firstElementChild;
  if (model) list.replaceChildren(...scopes.map((scope) => fill(model.cloneNode(true), { scope })));
  const life = bar.querySelector('.token-bar__left');
  const never = document.createElement('span');
  never.className = 'token-bar__left';
  never.textContent = 'no refresh token comes';
  if (secondsLeft === undefined) bar.querySelector('.token-bar__life')?.replaceChildren(never);
  else if (life instanceof HTMLTimeElement) {
    life.dataset.secondsLeft = String(secondsLeft);
    life.dateTime = new Date(Date.now() + secondsLeft * 1000).toISOString();
    life.after(never);
  }
  bar.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    if (target.dataset.token === 'show') toggle(bar, target, accessToken);
    if (target.dataset.token === 'forget') forget(bar);
  });
  document.querySelector('.stage__context')?.after(bar);
  dispatchEvent(new Event('token')); // site.js counts its life down
}

/** @param {Element} bar @param {HTMLButtonElement} button @param {string} token */
function toggle(bar, button, token) {
  const whole = bar.querySelector('.token-bar__whole');
  if (whole) whole.remove();
  else bar.append(stampOne('whole', { token }));
  button.textContent = whole ? 'Show' : 'Hide';
  button.ariaExpanded = String(!whole);
}

/** @param {Element} bar */
function forget(bar) {
  const title = document.getElementById('message-title');
  bar.remove();
  withdraw();
  forgetKnown();
  announce('The token is forgotten.', 'Nothing here can bring it back.');
  title?.focus();
}
