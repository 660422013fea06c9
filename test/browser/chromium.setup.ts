/** Unpacks the headless Chromium that an npm package ships, once, before the first browser test. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const cache = path.resolve(import.meta.dirname, '../../node_modules/.cache/chromium');

/** The package's own file names fixed folders under the system's temporary folder; without a font Chromium crashes. */
const fontsConf = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${cache}/fonts/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${cache}/fonts-cache</cachedir>
<alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias></fontconfig>
`;

/** Variables that the package reads or changes, put back afterwards. */
const touched = ['TMPDIR', 'AWS_EXECUTION_ENV', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME'];

export default async function setup(): Promise<void> {
  const env = process.env;
  if (env['CHROMIUM_PATH']) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'Set CHROMIUM_PATH to a Chromium or Chrome: the packaged one is for Linux on x64.',
    );
  }
  const before = touched.map((name) => [name, env[name]] as const);
  mkdirSync(cache, { recursive: true });
  env['TMPDIR'] = cache; // the package unpacks into os.tmpdir()
  env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'; // makes it unpack its own libnss3 too
  const { default: chromium } = await import('@sparticuz/chromium');
  env['CHROMIUM_PATH'] = await chromium.executablePath();
  for (const [name, value] of before) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  writeFileSync(path.join(cache, 'fonts.conf'), fontsConf);
  env['CHROMIUM_ENV'] = JSON.stringify({
    LD_LIBRARY_PATH: `${cache}/al2023/lib`,
    FONTCONFIG_FILE: `${cache}/fonts.conf`,
  });
}
