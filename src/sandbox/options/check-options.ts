/** Whether a sandbox can be started with these options: those of `createSandbox`, and the command's, which come through here as well. */
import { isLoopbackHost } from '../../http/loopback.ts';
import type { CreateSandboxOptions } from './create-sandbox-options.ts';
import { DEFAULTS } from './defaults.ts';
import type { SandboxOption } from './option.ts';
import { OPTIONS } from './options.ts';

/**
 * @returns Those that are given: `undefined` is as good as absent.
 * @throws {RangeError} The first that is not like this: its name, what it is, and what it may be. Or
 *   others could drive the sandbox, and nobody asked them who they are.
 */
export function checkOptions(options: CreateSandboxOptions): CreateSandboxOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const rows = new Map<string, SandboxOption>(Object.entries(OPTIONS));
  for (const [name, value] of given) {
    const option = rows.get(name);
    if (!option) {
      throw new RangeError(`There is no option ${name}; there are ${[...rows.keys()].join(', ')}.`);
    }
    const fault = describeFault(option, name, value);
    if (fault !== undefined) throw new RangeError(`${fault}.`);
  }
  const checked: CreateSandboxOptions = Object.fromEntries(given);
  if (isOpenToOthers(checked)) {
    throw new RangeError(
      `host is ${show(checked.host)}, where others than this machine reach the control API: ` +
        'give it a controlToken, or take control: false.',
    );
  }
  if (checked.hosts && checked.publicUrl !== 'auto') {
    throw new RangeError(
      "hosts are for publicUrl 'auto' (SANDBOX_PUBLIC_URL=auto): otherwise every link names the one public URL.",
    );
  }
  return checked;
}

/**
 * @param called By whoever gave the value: `host`, `--host`, `SANDBOX_HOST`.
 * @param text What the value was read from.
 */
export function describeFault(
  option: SandboxOption,
  called: string,
  value: unknown,
  text: unknown = value,
): string | undefined {
  const fault = option.findFault(value);
  if (fault === undefined) return undefined;
  return option.isSecret ? `${called} ${fault}` : `${called} is ${show(text)}; it ${fault}`;
}

/** Can anybody drive the sandbox who reaches it? A `Host` header keeps only browsers out. */
export function isOpenToOthers(options: CreateSandboxOptions): boolean {
  const { host, control, controlToken } = { ...DEFAULTS, ...options };
  return control && controlToken === undefined && !isLoopbackHost(host);
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? typeof value).slice(0, 100);
}
