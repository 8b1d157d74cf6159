import { expect, test } from 'vitest'
import { RequestLimiter } from '../../../adapters/limits/limiter.ts'
import type { OpenTrackerOptions } from '../../../adapters/trackers/definition.ts'
import { TrackerAuthError } from '../../../adapters/trackers/errors.ts'
import { trackers } from '../../../adapters/trackers/registry.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import { virtualClock } from '../limits/virtual-clock.ts'

async function open(label: string, address: string, secret: string, kind?: string): Promise<Tracker> {
  const definition = trackers.all().find((each) => each.label === label)
  if (definition === undefined) throw new Error(`there is no ${label}`)
  const clock = virtualClock()
  const options: OpenTrackerOptions = {
    ...{ connectionId: 'new', email: 'ada@company.example', secret, ...clock },
    signInKind: kind ?? definition.signIns[0].kind,
    baseUrl: (await definition.address.understand(address)).baseUrl,
    limiter: new RequestLimiter(clock),
  }
  return definition.open(options)
}

const own = 'https://tracker.company.example'

test.each([
  ['Jira', 'https://linear.app/acme/team/ENG', 'connect it as a Linear workspace'],
  ['Jira', 'https://api.linear.app/graphql', 'connect it as a Linear workspace'],
  ['Linear', 'https://acme.atlassian.net/browse/WEB-1', 'connect it as a Jira'],
  ['Linear', 'https://api.atlassian.com/ex/jira/1f2', 'connect it as a Jira'],
])('%s: %s is the other tracker’s, which is told before anything is sent', async (label, address, words) => {
  await expect(open(label, address, 'token')).rejects.toThrow(words)
})

test.each([
  ['Jira', 'lin_api_0123', 'a key of Linear'],
  ['Jira', 'lin_oauth_0123', 'a key of Linear'],
  ['Linear', 'ATATT3xFf', 'an API token of Atlassian'],
])(
  '%s: the secret %s… is of the other tracker, which is told without a word of it',
  async (label, secret, words) => {
    const refusal = await open(label, own, secret).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(TrackerAuthError)
    expect(String(refusal)).toContain(words)
    expect(String(refusal)).not.toContain(secret)
  },
)

test.each([
  ['Jira', 'ATATT3xFf'],
  ['Jira', 'linear-cat'],
  ['Linear', 'lin_api_0123'],
  ['Linear', 'ATATT2'],
])('%s: %s… may be a secret of its own', async (label, secret) => {
  await open(label, own, secret)
})

test.each(['"abc"', "'abc'", '`abc`', 'a\nb', 'Bearer abc', '\u200babc', 'äbc'])(
  'a key or token that was copied as %j is sent nowhere; a password may be any of these',
  async (secret) => {
    for (const { label, signIns } of trackers.all())
      for (const { kind } of signIns.filter(({ oauth }) => oauth === undefined)) {
        const opened = await open(label, own, secret, kind).catch((error: unknown) => error)
        if (kind === 'password') expect(opened).not.toBeInstanceOf(Error)
        else expect(String(opened)).toContain('it was sent nowhere. Copy it again')
      }
  },
)
