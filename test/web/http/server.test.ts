import { once } from 'node:events'
import { connect } from 'node:net'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { TooSlowError, withinTime } from '../../../web/http/limits.ts'
import { listen } from '../../../web/http/server.ts'
import { siteForThisFile } from '../open-test-site.ts'

const site = siteForThisFile()

test('a stop waits for the answer that is under way, takes no new request, and ends idle connections', async () => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const app = new Hono().get('/slow', async () => {
    begin()
    await released
    return new Response('whole')
  })
  const server = await listen({ host: '127.0.0.1', port: 0 }, () => app)
  const idle = connect(server.port, '127.0.0.1')
  await once(idle, 'connect')
  const answer = fetch(`http://127.0.0.1:${server.port}/slow`)
  await begun
  const closed = server.close()
  await expect(fetch(`http://127.0.0.1:${server.port}/slow`)).rejects.toThrow()
  release()
  expect(await (await answer).text()).toBe('whole')
  await closed
  idle.destroy()
})

test('an answer that never comes is given up, and one in time is given', async () => {
  await expect(withinTime(new Promise(() => undefined), 5)).rejects.toThrow(TooSlowError)
  expect(await withinTime(Promise.resolve('in time'), 60_000)).toBe('in time')
})

test('a failure shows a number and nothing of itself; the log tells more under that number', async () => {
  await site().store.pool.query('alter table sessions rename to hunter2')
  const response = await fetch(new URL('/archive', site().origin), {
    headers: { cookie: `plumbline-session-${new URL(site().origin).port}=hunter3` },
  })
  const text = await response.text()
  expect(response.status).toBe(500)
  const [, number = 'none'] = /under the number (\w{8})/.exec(text) ?? []
  expect(text).not.toMatch(/hunter|sessions|relation|at .*\.ts/)
  expect(site().log.join('')).toContain(number)
  expect(site().log.join('')).not.toContain('hunter3')
  await site().store.pool.query('alter table hunter2 rename to sessions')
})
