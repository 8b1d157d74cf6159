import { beforeAll, expect, test } from 'vitest'
import { type PlainBrowser, signedIn } from './browser.ts'
import { fillSite } from './filled-site.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { people } from './people.ts'
import { shownPages } from './shown-pages.ts'

const site = siteForThisFile()
let connectionId = ''
beforeAll(async () => {
  connectionId = await fillSite(site().store)
})

async function titleOf(browser: PlainBrowser, path: string): Promise<string> {
  const response = await browser.get(path)
  return /<title>(.*?)<\/title>/s.exec(await response.text())?.[1] ?? `none: ${response.status}`
}

/** A page without what makes no other page of it: filters, an order, other rows of a list, and what was just done. */
function pageOf(path: string): string {
  if (path.startsWith('/deliveries?')) return '/deliveries'
  return path.replaceAll(/[?&](?:saved|done|skip|order|means)=[^&]*/g, '')
}

test.each(['admin', 'reviewer', 'leader'] as const)(
  'no two pages of the %s have one title: a window or a bookmark is told from the others by it',
  async (who) => {
    const browser = await signedIn(site().origin, await aLinkFor(site(), people[who]))
    const paths = shownPages
      .filter((each) => each.who === who)
      .map(({ path }) => path.replace('{connection}', connectionId))
    const pathsOf = new Map<string, Set<string>>()
    for (const path of paths) {
      const title = await titleOf(browser, path)
      expect(title, path).not.toMatch(/^none/)
      pathsOf.set(title, (pathsOf.get(title) ?? new Set()).add(pageOf(path)))
    }
    const shared = [...pathsOf].filter(([, of]) => of.size > 1).map(([title, of]) => [title, ...of])
    expect(shared).toEqual([])
  },
)
