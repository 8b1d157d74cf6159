import { once } from 'node:events'
import { createServer } from 'node:net'
import {
  ApplicationFailure,
  CancelledFailure,
  defaultFailureConverter,
  defaultPayloadConverter,
} from '@temporalio/common'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ConnectionMissingError,
  MissingReadersError,
  PlanMissingError,
  ResultMissingError,
} from '../../activities/errors.ts'
import { toFailure, treatmentOf } from '../../activities/failures.ts'
import { JiraHttpError } from '../../adapters/jira/http/http-error.ts'
import { LinearPartialError } from '../../adapters/linear/http/errors.ts'
import { MailUnavailableError } from '../../adapters/mail/outcome.ts'
import { SecretKeyError, SecretUnreadableError } from '../../adapters/secrets.ts'
import { DeliveryClaimLostError } from '../../adapters/store/deliver/send/outcomes.ts'
import { openStore, type Store, StoreUnavailableError } from '../../adapters/store/sql/client.ts'
import { SyncRunEndedError } from '../../adapters/store/sync/sync-runs.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../adapters/trackers/errors.ts'
import { QuarterNotPlannedError } from '../../domain/reconcile/dataset/input.ts'
import { FileProblemsError } from '../../domain/yaml/yaml-file.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { waitUntil } from '../setup/wait-until.ts'

const retryable = { nonRetryable: false, nextRetryDelay: undefined }
const final = { nonRetryable: true, nextRetryDelay: undefined }

describe('a failure of the outside world', () => {
  it.each([
    [new TrackerUnavailableError('Jira could not be reached.'), retryable],
    [new LinearPartialError('Linear answered a part.', { nodeIndex: 3, data: null, gaps: null }), retryable],
    [new StoreUnavailableError('The database is unavailable.'), retryable],
    [new MailUnavailableError('The relay is unavailable.'), retryable],
    [new DeliveryClaimLostError('delivery-1'), retryable],
    [new TrackerAuthError('Jira does not take the token.'), final],
    [new TrackerRequestError('Linear refused a query.'), final],
    [new JiraHttpError(410, 'GET /rest/api/3/search'), final],
    [new SecretKeyError('The key must be 32 bytes.'), final],
    [new SecretUnreadableError('The secret was altered.'), final],
    [new FileProblemsError('rules.yaml', [{ line: 3, column: 5, message: 'no such category' }]), final],
    [new ConnectionMissingError('jira-1'), final],
    [new PlanMissingError('no plan was imported yet'), final],
    [new QuarterNotPlannedError('2026-Q2'), final],
    [new MissingReadersError('Search has no product reader'), final],
    [new ResultMissingError('there is no effort run 7'), final],
    [new SyncRunEndedError('run-1'), final],
  ])('keeps its class and words, and is tried again only where that helps: %s', (error, treated) => {
    const failure = failureOf(error)
    expect(failure).toMatchObject({
      type: error.name,
      message: error.message,
      category: undefined,
      ...treated,
    })
    expect(failure.cause).toBeUndefined()
  })

  it('that asks to wait is tried again after exactly that, and is no news to the metrics', () => {
    expect(failureOf(new TrackerLimitError('Jira asks to wait 90 s.', 90_000))).toMatchObject({
      type: 'TrackerLimitError',
      nonRetryable: false,
      nextRetryDelay: 90_000,
      category: 'BENIGN',
    })
  })

  it('takes nothing along that lies behind its words', () => {
    const cause = new Error('POST https://jira.example/?token=hunter2')
    const told = toldTemporal(new TrackerUnavailableError('Jira could not be reached.', { cause }))
    expect(told).toContain('Jira could not be reached.')
    expect(told).not.toContain('hunter2')
  })
})

describe('a bug', () => {
  it('fails at once, with its own class, words and place', () => {
    const failure = failureOf(new RangeError('-1 days'))
    expect(failure).toMatchObject({ type: 'RangeError', message: '-1 days', nonRetryable: true })
    expect(failure.cause?.stack).toContain('failures.test.ts')
  })

  it('stays one when what was thrown is no error', () => {
    expect(failureOf('thrown text')).toMatchObject({
      type: 'Bug',
      message: 'thrown text',
      nonRetryable: true,
    })
  })

  it('does not take along what caused it: that may hold an address', () => {
    const bug = new TypeError('no such step', { cause: new Error('hunter2') })
    expect(toldTemporal(bug)).not.toContain('hunter2')
  })
})

describe('an attempt that was told to end', () => {
  it.each([
    ['CancelledFailure', new CancelledFailure('WORKER_SHUTDOWN')],
    ['AbortError', AbortSignal.abort().reason],
  ])('is handed back as it is, and is no bug: %s', (_name, error) => {
    expect(toFailure(error)).toBe(error)
  })
})

describe('a lost database', () => {
  let database: TestDatabase
  let store: Store

  beforeAll(async () => {
    database = await createTestDatabase()
    store = await openStore({ databaseUrl: database.url })
  })

  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  it('in the middle of a query is tried again', async () => {
    const sleeping = errorOf(store.pool.query('select pg_sleep(20)'))
    const ending = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like '%pg_sleep(20)%' and pid <> pg_backend_pid()`
    await waitUntil(async () => (await store.pool.query(ending)).rowCount === 1)
    expect(treatmentOf(await sleeping)).toEqual({ kind: 'retryable' })
  })

  it('that is not there is tried again', async () => {
    const error = await errorOf(openStore({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/nowhere' }))
    expect(treatmentOf(error)).toEqual({ kind: 'retryable' })
  })

  it('that hangs up without a word is tried again', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.end()))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : null
    const error = await errorOf(openStore({ databaseUrl: `postgresql://nobody@127.0.0.1:${port}/nowhere` }))
    server.close()
    expect(treatmentOf(error)).toEqual({ kind: 'retryable' })
  })

  it('is not what a mistake in a query is taken for', async () => {
    const errors = [
      await errorOf(store.pool.query('select * from no_such_table')),
      await errorOf(store.pool.query(`select 'x'::int`)),
    ]
    expect(errors.map(treatmentOf)).toEqual([null, null])
  })
})

function failureOf(error: unknown): ApplicationFailure {
  const failure = toFailure(error)
  if (!(failure instanceof ApplicationFailure)) throw new Error(`${String(failure)} is no failure of ours.`)
  return failure
}

/** All that travels of a failure, as text. */
function toldTemporal(error: unknown): string {
  return JSON.stringify(defaultFailureConverter.errorToFailure(toFailure(error), defaultPayloadConverter))
}

async function errorOf(doomed: Promise<unknown>): Promise<unknown> {
  try {
    await doomed
  } catch (error) {
    return error
  }
  throw new Error('It did not fail.')
}
