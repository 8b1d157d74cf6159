/**
 * Draws the pictures of the pages in docs/, from the demo company's site: start `npm run demo -- --keep`, wait for its address, then
 *   node setup/setup.mjs test/web/draw-pages.ts
 * with the same PLUMBLINE_DEMO_DIR, if any. The demo's data and clock are fixed, so pictures change with the pages alone.
 */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openChromium } from '../setup/chromium.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const mostBytes = 120_000

interface Drawn {
  readonly file: string
  readonly email: string
  readonly path: string
  readonly width: number
  readonly height: number
  readonly colorScheme: 'light' | 'dark'
}

const admin = 'admin@lumenworks.example'
const leader = 'yann.sample@lumenworks.example'

const drawn: readonly Drawn[] = [
  { file: 'page-health.png', email: admin, path: '/health', width: 1000, height: 560, colorScheme: 'light' },
  {
    file: 'page-reports.png',
    email: admin,
    path: '/reports/2026-Q2',
    width: 1000,
    height: 640,
    colorScheme: 'dark',
  },
  { file: 'page-phone.png', email: leader, path: '/archive', width: 390, height: 560, colorScheme: 'dark' },
]

const browser = await openChromium()
try {
  for (const { file, email, path, width, height, colorScheme } of drawn) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme })
    const page = await context.newPage()
    const link = linkFor(email)
    await page.goto(link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.goto(new URL(path, link).href)
    // The health page loads itself again until its thorough look has ended.
    await page.waitForFunction(() => document.querySelector('[role=status]') === null)
    const picture = join(projectFolder, 'docs', file)
    await page.screenshot({ path: picture })
    const { size } = statSync(picture)
    console.log(`docs/${file}: ${Math.ceil(size / 1000)} KB`)
    if (size > mostBytes) throw new Error(`docs/${file} is larger than ${mostBytes / 1000} KB`)
    await context.close()
  }
} finally {
  await browser.close()
}

/** By the command that people use. */
function linkFor(email: string): string {
  const program = join(projectFolder, 'demo', 'main.ts')
  return execFileSync(process.execPath, [program, '--link', email], { encoding: 'utf8' }).trim()
}
