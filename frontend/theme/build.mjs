// SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
// SPDX-License-Identifier: EUPL-1.2
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as sass from 'sass';
import { PurgeCSS } from 'purgecss';
import { transform } from 'lightningcss';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, '..', 'static', 'frontend');
const modules = join(here, 'node_modules');

const compile = (name) =>
  sass.compile(join(here, 'scss', name), { quietDeps: true, logger: sass.Logger.silent, loadPaths: [modules] }).css;

// Class names pages may count on although no template holds them yet.
const KEEP = [
  /^(container|row|col)(-|$)/, /^(m|p)[tbse]?-/, /^gap-/, /^d-/, /^(justify-content|align-items|flex)-/, /^text-/, /^(w|fw)-/,
  /^btn(-primary|-link|-outline-primary|-sm|-lg)?$/, /^form-(control|check|check-input|check-label)$/,
  /^(breadcrumb|breadcrumb-item|pagination|page-item|page-link|active|disabled)$/, /^visually-hidden/, /^is-invalid$/,
];
const templates = (folder) =>
  readdirSync(folder, { recursive: true }).filter((f) => f.endsWith('.html') && !f.includes('node_modules')).map((f) => join(folder, f));

const italia = await new PurgeCSS().purge({
  content: ['frontend', 'catalogue', 'search', 'marketplace'].flatMap((room) => templates(join(here, '..', '..', room))),
  css: [{ raw: compile('italia.scss').replaceAll(/@charset[^;]*;/g, '') }],
  safelist: { standard: KEEP },
  variables: false,
});
const css = `@layer italia;\n${italia[0].css}\n${compile('face.scss')}`;
const { code } = transform({ filename: 'face.css', code: Buffer.from(css), minify: true, targets: { chrome: 105 << 16, firefox: 110 << 16, safari: 15 << 16 | 4 << 8 } });
mkdirSync(join(out, 'fonts'), { recursive: true });
const note = '/*! Titillium Web and Lora: OFL-1.1. Parts of Bootstrap Italia (BSD-3-Clause) and Bootstrap (MIT). The rest: EUPL-1.2. Built by frontend/theme/build.mjs */\n';
writeFileSync(join(out, 'face.css'), note + code);

const FONTS = { lora: ['600-normal', '400-italic'], 'titillium-web': ['300-normal', '400-normal', '400-italic', '600-normal'] };
for (const [family, cuts] of Object.entries(FONTS)) {
  for (const cut of cuts) for (const part of ['latin', 'latin-ext']) {
    const name = `${family}-${part}-${cut}.woff2`;
    copyFileSync(join(modules, '@fontsource', family, 'files', name), join(out, 'fonts', name));
  }
}
const report = [['italia', Buffer.from(italia[0].css)], ['face.css', readFileSync(join(out, 'face.css'))]];
for (const [name, bytes] of report) console.log(`${name}: ${bytes.length} bytes, ${brotliCompressSync(bytes).length} compressed`);
