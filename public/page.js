/** What every page's browser does by itself: copy buttons and the countdown of a token's life. */

// The address of an answer may hold a code or an error: the address bar and the history keep neither.
const cleanPath = document.querySelector('main')?.dataset.cleanPath;
if (cleanPath) history.replaceState(null, '', cleanPath + location.hash);

const announcer = document.getElementById('announcer');

/** @param {string} words Read out by a screen reader, not shown. */
function announce(words) {
  if (announcer) announcer.textContent = words;
}

/** @param {HTMLButtonElement} button Its data-copy names the element that holds the text. */
async function copyFor(button) {
  const source = document.getElementById(button.dataset.copy ?? '');
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    announce('Copied');
    button.classList.add('is-copied');
    setTimeout(() => button.classList.remove('is-copied'), 2000);
  } catch {
    announce('The browser did not allow copying');
  }
}

// Without a clipboard (no script, or no secure origin) the style sheet leaves the buttons out.
if (navigator.clipboard) {
  document.documentElement.classList.add('can-copy');
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-copy]');
    if (button instanceof HTMLButtonElement) void copyFor(button);
  });
}

/** @param {number} seconds `1:59:05`, so that the width of the text hardly changes. */
function clockText(seconds) {
  const pair = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${pair(minutes % 60)}:${pair(seconds % 60)} left`;
}

function showTimeLeft() {
  for (const element of document.querySelectorAll('[data-expires-at]')) {
    if (!(element instanceof HTMLElement)) continue;
    const end = Date.parse(element.dataset.expiresAt ?? '');
    if (Number.isNaN(end)) continue;
    const seconds = Math.max(0, Math.floor((end - Date.now()) / 1000));
    const text = seconds > 0 ? clockText(seconds) : 'expired';
    if (element.textContent !== text) element.textContent = text;
  }
}

showTimeLeft();
setInterval(showTimeLeft, 1000);
