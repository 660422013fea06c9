/** For the pages to read, beside the stage: answers forms in place. Without it they are sent, and answered by a page. */

/**
 * What a form would lead to comes at once, and where it stands already. What is ticked stands in the address, too.
 *
 * @param {HTMLFormElement} form Its data-live names the elements whose content is new then.
 * @param {AbortSignal} signal
 */
async function answerAtOnce(form, signal) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, String(value));
  const url = new URL(form.action);
  const isRead = form.method === 'get';
  if (isRead) url.search = fields.toString();
  const response = await fetch(url, isRead ? { signal } : { method: 'POST', body: fields, signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of form.dataset.live?.split(' ') ?? []) {
    const next = page.getElementById(id);
    if (next) document.getElementById(id)?.replaceChildren(...next.childNodes);
  }
  if (isRead) history.replaceState(null, '', url.pathname + url.search);
}
for (const form of document.querySelectorAll('form[data-live]')) {
  if (!(form instanceof HTMLFormElement)) continue;
  let latest = new AbortController();
  let timer = 0;
  const answer = () => {
    clearTimeout(timer);
    latest.abort();
    latest = new AbortController();
    const { signal } = latest;
    // Refused, or no network: without script it would be said, and is so now. Unless the next has overtaken it.
    answerAtOnce(form, signal).catch(() => signal.aborted || form.submit());
  };
  // What is ticked is answered at once. What is pasted may still be edited, and there is a budget for it.
  if (form.method === 'get')
    form.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(answer, 250);
    });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer();
  });
}
