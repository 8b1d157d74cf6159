import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Keeps pictures where they are wanted, narrow and wide, light and dark; nothing scrolls sideways. */
export async function look(page: Page, name: string): Promise<void> {
  const { WEB_PICTURES: folder } = process.env
  for (const [width, colorScheme] of [
    [375, 'dark'],
    [1280, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    if (folder !== undefined) {
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    }
    const scrollWidth = await page.locator('html').evaluate((html) => html.scrollWidth)
    expect(scrollWidth, `${name} at ${width} px`).toBeLessThanOrEqual(width)
  }
}
