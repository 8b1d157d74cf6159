import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { z } from 'zod'
import { openCacheFolder } from '../../embedded/process/cache-folder.ts'
import { releaseOwnership, waitForOwnership } from '../../embedded/process/owner-file.mjs'
import { waitLimitMs } from './time-limits.ts'

const fontsFile = join(import.meta.dirname, 'fonts.conf')
/** A word in each script that a font must have. */
const scripts = ['Latin', 'عربي']

/**
 * Opens a headless Chromium with the fonts that npm installs: the one at `CHROMIUM_PATH`, else the one that npm installs too.
 * Close it when done.
 * @throws Error when text has no width: every check of a layout would pass then
 */
export async function openChromium(options: { readonly fontsFile?: string } = {}): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await bundledChromium())
  const browser = await chromium.launch({
    executablePath,
    // The bundled arguments are left out on purpose: they switch the web's own security off.
    args: ['--no-sandbox'],
    env: { ...process.env, FONTCONFIG_FILE: options.fontsFile ?? fontsFile },
    timeout: waitLimitMs,
  })
  // Playwright's own limit of 30 s for a step is one that a busy machine breaks.
  browser.on('context', (context) => context.setDefaultTimeout(waitLimitMs))
  const widths = await textWidths(browser, scripts)
  const missing = scripts.find((_script, at) => widths[at] === 0)
  if (missing === undefined) return browser
  await browser.close()
  throw new Error(`Chromium has no font for "${missing}": its text is 0 px wide.`)
}

/** @returns pixels of each, in the browser's default font */
export async function textWidths(browser: Browser, texts: readonly string[]): Promise<number[]> {
  const page = await browser.newPage()
  try {
    await page.setContent('<span></span>')
    return await page.evaluate((contents) => {
      const span = document.querySelector('span')
      return contents.map((content) => {
        if (span) span.textContent = content
        return span?.getBoundingClientRect().width ?? 0
      })
    }, texts)
  } finally {
    await page.close()
  }
}

/**
 * The package unpacks itself into the temporary folder and takes whatever has its name there, another user's too, whom the
 * system then doesn't let us run. It gets a folder of our own, and one process at a time.
 */
async function bundledChromium(): Promise<string> {
  const folder = join(openCacheFolder(), `chromium-${packageVersion()}`)
  mkdirSync(folder, { recursive: true })
  const ownerFile = `${folder}.json`
  const outcome = await waitForOwnership(ownerFile)
  // A killed process may have left half of it.
  if (outcome.taken && outcome.fromDead) rmSync(join(folder, 'chromium'), { force: true })
  const usual = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    // Read when the module is loaded: makes it bring its own system libraries, which a bare machine lacks.
    process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
    const { default: bundled } = await import('@sparticuz/chromium')
    return await bundled.executablePath()
  } finally {
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
    releaseOwnership(ownerFile)
  }
}

function packageVersion(): string {
  const file = join(import.meta.dirname, '..', '..', 'node_modules', '@sparticuz', 'chromium', 'package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}
