import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { brokenWords } from './layout-faults.ts'

/** Keeps pictures where they are wanted, narrow and wide, light and dark; nothing scrolls sideways, and no word is broken. */
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
    const where = `${name} at ${width} px`
    expect(await whileItReloads(() => brokenWords(page)), where).toEqual([])
    const html = page.locator('html')
    const scrollWidth = await whileItReloads(() => html.evaluate((element) => element.scrollWidth))
    expect(scrollWidth, where).toBeLessThanOrEqual(width)
  }
}

/** A page that loads itself again may do so while it is measured: then the next one is. */
async function whileItReloads<Result>(measure: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await measure()
    } catch (error) {
      if (!String(error).includes('Execution context was destroyed')) throw error
    }
  }
}
