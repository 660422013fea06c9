/** Spares a click here and there. Without it every page reads and works the same, less the copy buttons. */

// After a redirect one is where it happened, and a screen reader begins there.
// On load: what the address names, which takes no focus, is gone to before.
addEventListener('load', () => {
  if (location.hash === '#stage')
    document.getElementById('message-title')?.focus({ preventScroll: true });
});

// Menus close by themselves: by Escape, and by a click beside them.
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  const menu = document.querySelector('.menu[open]');
  if (!(menu instanceof HTMLDetailsElement)) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});
document.addEventListener('click', ({ target }) => {
  for (const menu of document.querySelectorAll('.menu[open]')) {
    if (menu instanceof HTMLDetailsElement && !(target instanceof Node && menu.contains(target)))
      menu.open = false;
  }
});

// Arrow keys go along the diagram, or along the letters.
const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowRight', 1],
  ['ArrowUp', -1],
  ['ArrowLeft', -1],
]);
for (const list of document.querySelectorAll('.diagram__svg, .strip')) {
  list.addEventListener('keydown', (event) => {
    const by = event instanceof KeyboardEvent && STEPS.get(event.key);
    if (!by) return;
    const links = [...list.querySelectorAll('a')];
    const link = links[links.findIndex((one) => one === document.activeElement) + by];
    if (!link) return;
    event.preventDefault();
    link.focus();
  });
}

// A line is marked while its value is not what it was; what undoes the changes is shown when there are any.
const form = document.querySelector('form.request');
document.documentElement.classList.add('has-script');

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement)
    return [...field.options].some((option) => option.selected !== option.defaultSelected);
  if (!(field instanceof HTMLInputElement)) return false;
  return field.type === 'checkbox'
    ? field.checked !== field.defaultChecked
    : field.value !== field.defaultValue;
}
function markChanges() {
  for (const line of form?.querySelectorAll('.param') ?? [])
    line.classList.toggle('is-edited', [...line.querySelectorAll('input, select')].some(isChanged));
}
form?.addEventListener('input', markChanges);
addEventListener('pageshow', markChanges); // a browser puts back what was typed
form?.addEventListener('reset', () => setTimeout(markChanges));

/** @param {HTMLElement} button Its data-copy names the element that holds the text. */
async function copyFor(button) {
  const source = document.getElementById(button.dataset.copy ?? '');
  const label = button.querySelector('.visually-hidden');
  if (!source || !label) return;
  const done = await navigator.clipboard.writeText(source.textContent ?? '').then(
    () => true,
    () => false,
  );
  label.textContent = done ? 'Copied' : 'The browser did not allow copying';
  button.classList.toggle('is-copied', done);
}

// Without a clipboard (no script, or no secure origin) the style sheet leaves the buttons out.
if (navigator.clipboard) {
  document.documentElement.classList.add('can-copy');
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element && target.closest('[data-copy]');
    if (button instanceof HTMLElement) void copyFor(button);
  });
}

// Commands that are open stay open in another language, and at another step.
const commands = document.getElementById('run-it');
commands?.addEventListener('toggle', () => {
  for (const link of document.querySelectorAll('a[href*="view=code"]')) {
    if (!(link instanceof HTMLAnchorElement) || commands.contains(link)) continue;
    const url = new URL(link.href);
    if (commands.hasAttribute('open'))
      url.searchParams.set('target', commands.dataset.target ?? '');
    else url.searchParams.delete('target');
    link.href = url.href;
  }
});

/** @param {number} seconds `1:59:05 left`, so that the width of the text hardly changes. */
function timeLeft(seconds) {
  const pair = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${pair(minutes % 60)}:${pair(seconds % 60)} left`;
}

// The life of the token, by the clock of the server that issued it: only the seconds since are ours.
function countDown() {
  const life = document.querySelector('[data-seconds-left]');
  const all = life instanceof HTMLElement ? Number(life.dataset.secondsLeft) : 0;
  const bar = document.querySelector('.life__left');
  const width = Number(bar?.getAttribute('width'));
  if (!life || all === 0) return;
  const start = Date.now();
  const show = () => {
    const left = Math.max(0, all - Math.floor((Date.now() - start) / 1000));
    life.textContent = left > 0 ? timeLeft(left) : 'ended';
    bar?.setAttribute('width', String((width * left) / all));
    if (left === 0 || !life.isConnected) clearInterval(timer);
  };
  const timer = setInterval(show, 1000);
  show();
}
countDown();
addEventListener('token', countDown); // the script of a page has brought one
