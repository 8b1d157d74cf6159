import { beforeAll, expect, test } from 'vitest'
import { type PlainBrowser, signedIn } from './browser.ts'
import { fillSite } from './filled-site.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { people } from './people.ts'
import { type Form, formsOf } from './sent-forms.ts'
import { shownPages } from './shown-pages.ts'

const site = siteForThisFile()
let connectionId = ''
beforeAll(async () => {
  connectionId = await fillSite(site().store)
})

/** Ends what the others need. */
const notPressed = /^\/sign-out|\/disconnect$/

/** This site has no Temporal: what needs it says that it is away. */
const saysAway = ': /delivery-runs = was answered 503 503 503'

test('each button of each page, pressed three times at once, ends in no error', async () => {
  const pressed: string[] = []
  for (const who of ['admin', 'reviewer', 'otherReviewer'] as const) {
    site().passTime(60_000)
    const browser = await signedIn(site().origin, await aLinkFor(site(), people[who]))
    for (const { path } of shownPages.filter((page) => page.who === who)) {
      const html = await (await browser.get(path.replace('{connection}', connectionId))).text()
      for (const form of formsOf(html).filter(({ action }) => !notPressed.test(action)))
        pressed.push(...(await pressAll(browser, form, `${who} at ${path}`)))
    }
  }
  expect(pressed.length).toBeGreaterThan(70)
  const failed = pressed.filter((each) => / 5\d\d/.test(each))
  expect(failed.filter((each) => !each.endsWith(saysAway))).toEqual([])
  expect(failed).toHaveLength(1)
  expect(site().log.filter((line) => line.includes('"level":50'))).toEqual([])
})

/** @returns a line for each button, with the statuses of its answers */
async function pressAll(browser: PlainBrowser, { action, fields, buttons }: Form, where: string) {
  const lines: string[] = []
  for (const [name, value] of buttons) {
    const sent = name === '' ? fields : { ...fields, [name]: value }
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(action, sent)))
    lines.push(
      `${where}: ${action} ${name}=${value} was answered ${answers.map(({ status }) => status).join(' ')}`,
    )
  }
  return lines
}
