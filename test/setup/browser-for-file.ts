import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { openChromium } from './chromium.ts'

/** A Chromium that a test file's tests share, closed after them; call the result within a test or a hook that comes later. */
export function browserForThisFile(): () => Browser {
  const opened: Browser[] = []
  beforeAll(async () => {
    opened.push(await openChromium())
  })
  afterAll(async () => {
    for (const browser of opened) await browser.close()
  })
  return () => {
    const [browser] = opened
    if (browser === undefined) throw new Error('The browser opens before the first test.')
    return browser
  }
}
