import { expect, test } from 'vitest'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { askReviewers } from '../reviews.ts'

const site = siteForThisFile()

test('why no review can be started is said as it is, before a plan and with one', async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const shown = async () => (await admin.get('/reviews')).text()
  expect(await shown()).toContain('no quarter of a <a href="/plan">plan</a> has begun')
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
  const text = await shown()
  expect(text).toContain('of each quarter of the plan that has begun one is under way')
  expect(text).not.toContain('no quarter of a')
})
