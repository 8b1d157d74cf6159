import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { neverLost } from '../../../embedded/process/loss.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { askReviewers } from '../reviews.ts'

// Nothing listens there.
const connection = Connection.lazy({ address: '127.0.0.1:9' })
afterAll(() => connection.close())
const site = siteForThisFile({
  temporal: () => ({
    ...{ client: new Client({ connection }), namespace: 'default', uiUrl: null, startedEmbedded: false },
    ...{ lost: neverLost, close: () => Promise.resolve() },
    connectWorker: () => Promise.reject(new Error('a page needs no worker')),
  }),
})
const teamPage = `/reviews/${quarter}/core`

beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  await askReviewers(site().store, quarter)
})

test('an answer is kept while Temporal is away, and the page says so; what went wrong is in the log', async () => {
  const reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  const sent = await reviewer.submit(teamPage, teamPage, { answer: 'explained', words: 'We traded it.' })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `${teamPage}?kept=1`])
  const page = await (await reviewer.get(`${teamPage}?kept=1`)).text()
  expect(page).toContain('Your answer is saved')
  expect(page).toContain('We traded it.')
  const [team] = (await reviewOfQuarter(site().store, quarter))?.teams ?? []
  expect(team).toMatchObject({ standing: 'answered', answers: [{ answer: 'explained' }] })
  await waitUntil(() => site().log.some((line) => line.includes('TemporalUnavailableError')))
})
