import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { savePlan } from '../../adapters/store/reconcile/plans.ts'
import { demoLink, demoVisitors } from '../../demo/links.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import { knownVisitor } from '../../queries/sign-in/visitors.ts'
import { ConfigError } from '../../worker/settings/config-error.ts'
import { signedIn } from '../web/browser.ts'
import { siteForThisFile } from '../web/open-test-site.ts'

const site = siteForThisFile()

beforeAll(async () => {
  const yaml = readFileSync(new URL('../../plans/demo.yaml', import.meta.url), 'utf8')
  const plan = parsePlanFile(yaml, 'plans/demo.yaml')
  await savePlan(site().store, { planVersion: 'demo', yaml, plan, nowAt: site().now() })
})

test("the demo's visitors are an admin, the PM of a team and a leader, and each link signs in once", async () => {
  const { store, origin, now } = site()
  const visitors = await demoVisitors(store, now())
  expect(visitors.map(({ part }) => part)).toEqual(['admin', 'PM of Search', 'leader'])
  const roles: unknown[] = []
  for (const { email } of visitors) {
    const link = await demoLink(store, { origin, email, nowAt: now() })
    const token = new URL(link).pathname.split('/').at(-1) ?? ''
    await signedIn(origin, token)
    expect((await fetch(link)).status).toBe(410)
    roles.push((await knownVisitor(store, email))?.roles)
  }
  expect(roles).toEqual([['admin'], ['reviewer', 'leader'], ['leader']])
})

test('a link is printed for nobody whom the demo does not know', async () => {
  const { store, origin, now } = site()
  const link = demoLink(store, { origin, email: 'nobody@lumenworks.example', nowAt: now() })
  await expect(link).rejects.toThrow(ConfigError)
})
