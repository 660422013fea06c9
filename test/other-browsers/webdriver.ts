/** W3C WebDriver, as far as these tests need it: its commands, as they are sent over HTTP and to Firefox itself. */

interface Command {
  /** Where it is posted to, below the session. https://www.w3.org/TR/webdriver2/#endpoints */
  readonly path: (element: string) => string;
  /** The same in Marionette, the protocol inside Firefox that its driver (no package of Debian's) translates to. */
  readonly marionette: string;
}

export const COMMANDS = {
  navigate: { path: () => 'url', marionette: 'WebDriver:Navigate' },
  resize: { path: () => 'window/rect', marionette: 'WebDriver:SetWindowRect' },
  find: { path: () => 'element', marionette: 'WebDriver:FindElement' },
  click: { path: (element) => `element/${element}/click`, marionette: 'WebDriver:ElementClick' },
  type: { path: (element) => `element/${element}/value`, marionette: 'WebDriver:ElementSendKeys' },
  execute: { path: () => 'execute/sync', marionette: 'WebDriver:ExecuteScript' },
} as const satisfies Record<string, Command>;

/** A browser of its own: no cookies, no history. */
export interface Driver {
  /**
   * @param parameters `id` is the element that it is about.
   * @throws {Error} The browser refused, in its own words.
   */
  readonly send: (command: keyof typeof COMMANDS, parameters: Parameters) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

export type Parameters = Readonly<Record<string, unknown>> & { readonly id?: string };

export const CAPABILITIES = { timeouts: { implicit: 0, pageLoad: 20_000, script: 8_000 } };

export interface Engine {
  readonly name: string;
  /** Programs that are not installed here; Debian's packages have them, and `.ci/run` installs those. */
  readonly missing: readonly string[];
  readonly launch: () => Promise<Driver>;
}
