import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { z } from 'zod'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const axeResult = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }))

/** A dark page differs from a light one in its colours alone. What `preload` fetches is for sound and for the screen's turns. */
const axeOptions = {
  light: { iframes: false, preload: false },
  dark: { iframes: false, preload: false, runOnly: ['cat.color'] },
}

export interface AxeWindow {
  /** Expects no violation in a light page as it stands now, nor in the same page when it is dark. */
  expectNoViolations(page: Page, looks?: readonly (keyof typeof axeOptions)[]): Promise<void>
}

/**
 * Opens a window in which axe stays from page to page: a document that is written into it, unlike one that it goes to, keeps the
 * scripts that are there. In each page's own window, axe would be compiled and run cold again: most of the work of the test.
 */
export async function openAxeWindow(browser: Browser, origin: string): Promise<AxeWindow> {
  const context = await browser.newContext({ viewport })
  const window = await context.newPage()
  // Any page of ours: what is written later is under its policy, and has our styles.
  await window.goto(`${origin}/sign-in`)
  await window.evaluate(axeSource)
  return {
    async expectNoViolations(page, looks = ['light', 'dark']) {
      await page.setViewportSize(viewport)
      await window.emulateMedia({ colorScheme: 'light' })
      await window.setContent(await page.content())
      // Without its styles a page has other contrasts, and another height.
      expect(await heightOf(window), 'the page in the window of axe').toBe(await heightOf(page))
      for (const look of looks) {
        await window.emulateMedia({ colorScheme: look })
        const violations = axeResult.parse(
          await window.evaluate(
            `axe.run(document, ${JSON.stringify(axeOptions[look])}).then((r) => r.violations)`,
          ),
        )
        expect(violations.map(({ id, nodes }) => [look, id, nodes.map(({ html }) => html)])).toEqual([])
      }
    },
  }
}

const viewport = { width: 1280, height: 800 }

function heightOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight)
}
