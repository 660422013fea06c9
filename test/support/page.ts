/** A page as a test reads it: by what a person sees on it, over a real HTML parser. */
import { type HTMLElement, parse } from 'node-html-parser';

export type Element = HTMLElement;

/** What our templates wrote, as elements. */
export function readHtml(html: string): Element {
  return parse(html, { blockTextElements: { script: true, style: true } });
}

/** What a person reads of it: single spaces. */
export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Of each element that the selector finds. */
export function textsOf(root: Element, selector: string): string[] {
  return root.querySelectorAll(selector).map(textOf);
}

/** The fields that nobody sees, by name; of one that stands in several forms, the last. */
export function hiddenFields(root: Element): Record<string, string> {
  return Object.fromEntries(root.querySelectorAll('input[type=hidden]').map(nameAndValue));
}

/** What a browser was answered, before it is read as a page. */
export interface Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  /** Where a redirect leads, absolute. */
  readonly location: string | undefined;
}

/** Sends a form: the fields by name. */
export type Submit = (action: string, fields: Readonly<Record<string, string>>) => Promise<Page>;

export interface Form {
  /** Where it is sent to, absolute. */
  readonly action: string;
  /** As they stand on the page, what is hidden included. */
  readonly fields: Readonly<Record<string, string>>;
  /** Presses its button, with what is filled in; `undefined` takes a field out. */
  submit(filledIn?: Readonly<Record<string, string | undefined>>): Promise<Page>;
}

export class Page implements Answer {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
  readonly location: string | undefined;
  readonly #submit: Submit;
  #root: Element | undefined;

  constructor({ status, url, headers, body, location }: Answer, submit: Submit) {
    this.status = status;
    this.url = url;
    this.headers = headers;
    this.body = body;
    this.location = location;
    this.#submit = submit;
  }

  get root(): Element {
    return (this.#root ??= readHtml(this.body));
  }

  /** What a person reads: no tags, no scripts, single spaces. */
  get text(): string {
    return textOf(this.root.querySelector('body') ?? this.root);
  }

  get title(): string {
    return textOf(this.root.querySelector('title'));
  }

  heading(): string {
    return textOf(this.root.querySelector('h1'));
  }

  /** The one live region: what just happened. */
  announcement(): string {
    return textOf(this.root.querySelector('[role=status]'));
  }

  /** Of the message that the stage shows. */
  message(): string {
    return textOf(this.root.querySelector('.message'));
  }

  /** The token in hand: `live…6789 27 characters account email`; nothing where there is none. */
  tokenBar(): string {
    return textOf(this.root.querySelector('.token-bar'));
  }

  /** The state of a step in the diagram: `done`, `next`, `to come`, `failed`. */
  step(letter: string): { readonly state: string; readonly result: string } {
    const row = this.root
      .querySelectorAll('.diagram a.row')
      .find((one) => one.getAttribute('aria-label')?.startsWith(`${letter},`));
    const label = row?.getAttribute('aria-label') ?? '';
    return {
      state: label.split(', ').at(-1) ?? '',
      result: textOf(row?.querySelector('.row__result')),
    };
  }

  /** @returns The cells of the table with this caption, row by row, without its head. */
  table(caption: string): string[][] {
    const table = this.root
      .querySelectorAll('table')
      .find((one) => textOf(one.querySelector('caption')).includes(caption));
    if (!table) throw new Error(`No table “${caption}” on ${this.url}`);
    return table
      .querySelectorAll('tbody tr')
      .map((row) => row.querySelectorAll('th, td').map(textOf));
  }

  /** @returns Where the link with this text leads, absolute. */
  link(text: string): string {
    const link = this.root
      .querySelectorAll('a')
      .find((one) => textOf(one).includes(text) && one.getAttribute('href'));
    if (!link) throw new Error(`No link “${text}” on ${this.url}`);
    return new URL(link.getAttribute('href') ?? '', this.url).href;
  }

  hasButton(text: string): boolean {
    return this.#button(text) !== undefined;
  }

  /** @param button What stands on its button, or on the one that is meant. */
  form(button: string): Form {
    const pressed = this.#button(button);
    const form = pressed && this.#formOf(pressed);
    if (!pressed || !form) throw new Error(`No form with a button “${button}” on ${this.url}`);
    const fields = { ...fieldsOf(form), ...fieldOf(pressed) };
    const action = pressed.getAttribute('formaction') ?? form.getAttribute('action') ?? this.url;
    const target = new URL(action, this.url).href.replace(/#.*/, '');
    return {
      action: target,
      fields,
      submit: (filledIn = {}) => {
        const all = Object.entries({ ...fields, ...filledIn });
        const sent = all.filter((one): one is [string, string] => one[1] !== undefined);
        return this.#submit(target, Object.fromEntries(sent));
      },
    };
  }

  #button(text: string): Element | undefined {
    return this.root
      .querySelectorAll('button')
      .find((one) => textOf(one).includes(text) && one.getAttribute('type') !== 'reset');
  }

  /** A button may stand outside its form. */
  #formOf(button: Element): Element | null {
    const id = button.getAttribute('form');
    return id === undefined ? button.closest('form') : this.root.querySelector(`form#${id}`);
  }
}

function fieldsOf(form: Element): Record<string, string> {
  const inputs = form
    .querySelectorAll('input[name]')
    .filter(
      (input) =>
        !['checkbox', 'radio'].includes(input.getAttribute('type') ?? '') ||
        input.hasAttribute('checked'),
    );
  const selects = form.querySelectorAll('select[name]').map((select): [string, string] => {
    const options = select.querySelectorAll('option');
    const chosen = options.find((one) => one.hasAttribute('selected')) ?? options[0];
    return [select.getAttribute('name') ?? '', chosen?.getAttribute('value') ?? ''];
  });
  return Object.fromEntries([...inputs.map(nameAndValue), ...selects]);
}

function nameAndValue(input: Element): [name: string, value: string] {
  return [input.getAttribute('name') ?? '', valueOf(input)];
}

function valueOf(input: Element): string {
  return input.getAttribute('value') ?? (input.getAttribute('type') === 'checkbox' ? 'on' : '');
}

function fieldOf(button: Element): Record<string, string> {
  const name = button.getAttribute('name');
  return name === undefined ? {} : { [name]: button.getAttribute('value') ?? '' };
}
