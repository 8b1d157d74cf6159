import { expect, test } from 'vitest'
import { z } from 'zod'
import { startFakeLinear } from '../../../../fakes/linear/server/server.ts'
import { moveIssue } from '../../../../fakes/linear/state/edits.ts'
import { stateIdOf } from '../../../../fakes/linear/state/statuses.ts'
import { ask } from '../ask.ts'
import { asOfAt, smallCompany } from '../small-company.ts'

const answer = z.object({ data: z.object({ issue: z.object({ url: z.string() }) }) })

test('an issue has an address of the fake, which shows it to anybody with its status and history', async () => {
  await using stack = new AsyncDisposableStack()
  const fake = await startFakeLinear({ company: smallCompany(), now: () => asOfAt, hasPages: true })
  stack.defer(() => fake.close())
  const issue = fake.state.issues.find(({ identifier }) => identifier === 'GRO-12')
  if (issue === undefined) throw new Error('no issue')
  moveIssue(fake.state, { issue, at: asOfAt, actorId: null }, stateIdOf('growth', 'in_review'))
  const { body } = await ask(fake.url, '{ issue(id: "GRO-12") { url } }')
  const { url } = answer.parse(body).data.issue
  expect(new URL(url).port).toBe(String(fake.port))
  const page = await fetch(url)
  const text = await page.text()
  expect(page.status).toBe(200)
  for (const shown of ['GRO-12', issue.title, 'In Review', 'created', 'status: Done → In Review'])
    expect(text).toContain(shown)
  expect((await fetch(`${url}99`)).status).toBe(404)
  expect(fake.requests).toHaveLength(1)
})

test('an issue has an address that leads nowhere where the fake shows no pages', async () => {
  await using stack = new AsyncDisposableStack()
  const fake = await startFakeLinear({ company: smallCompany(), now: () => asOfAt })
  stack.defer(() => fake.close())
  const { body } = await ask(fake.url, '{ issue(id: "GRO-12") { url } }')
  expect(answer.parse(body).data.issue.url).toBe('https://linear.example/example-works/issue/GRO-12')
})
