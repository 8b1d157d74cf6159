import { z } from 'zod'
import type { SyncClosed } from '../../../activities/sync/sync.ts'
import type { Connection } from '../../../adapters/store/connections/connections.ts'
import type { SyncDepth } from '../../../domain/sync/reading.ts'
import { allConnections, findConnection } from '../../../queries/connections/find-connection.ts'
import { counted } from '../../../wording/counted.ts'
import type { Plumbline } from '../../../worker/plumbline.ts'
import { startSync } from '../../../worker/runs/start-sync.ts'
import { syncWorkflowId } from '../../../workflows/ids.ts'
import { defineAction } from '../../frame/action.ts'
import { InterruptedError, NegativeResultError } from '../../frame/errors.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../../frame/exit-codes.ts'
import type { Session } from '../../frame/session.ts'
import { connectionNotFound } from '../../output/not-found.ts'
import { runToEnd } from '../../watch/own-run.ts'
import { SyncMeter } from '../../watch/sync-meter.ts'

const input = z.object({
  name: z.string().optional(),
  full: z.boolean().default(false),
  nightly: z.boolean().default(false),
  acceptMissing: z.boolean().default(false),
  giveUpAfter: z.number(),
})

/** `plumbline sync`. */
export const syncConnections = defineAction(input, async (session, options) => {
  const { name, full, nightly, acceptMissing: acceptsMissing, giveUpAfter } = options
  session.prepare('sync')
  const connections = await connectionsToSync(session, name)
  // A page is stored whole or not at all, so a sync in progress can't leave half of one.
  const plumbline = await session.plumbline({
    command: 'sync',
    does: 'sync',
    shutdownGraceMs: 500,
    syncsFirst: connections,
  })
  await plumbline.takeOver(async () => connections.map(({ connectionId }) => syncWorkflowId(connectionId)))
  const depth = full ? 'full' : nightly || acceptsMissing ? 'nightly' : 'recent'
  const outcomes = await Promise.all(
    connections.map((connection) =>
      outcomeOf({ session, plumbline, giveUpAfterMs: giveUpAfter }, connection, { depth, acceptsMissing }),
    ),
  )
  return {
    json: { syncs: outcomes.map(jsonOf) },
    lines: outcomes.map(lineOf),
    exitCode: highestCode(outcomes),
  }
})

/** The named connection, or all. @throws NegativeResultError where there is none */
async function connectionsToSync(session: Session, name: string | undefined): Promise<Connection[]> {
  const store = await session.store()
  if (name !== undefined) {
    const found = await findConnection(store, name)
    if (found.connection === null) throw connectionNotFound(name, found)
    return [found.connection]
  }
  const connections = await allConnections(store)
  if (connections.length > 0) return connections
  throw new NegativeResultError('there is no connection yet: plumbline connect --help')
}

interface Outcome {
  readonly connection: Connection
  readonly closed: SyncClosed | null
  readonly error: Error | null
}

interface Way {
  readonly session: Session
  readonly plumbline: Plumbline
  readonly giveUpAfterMs: number
}

interface Asked {
  readonly depth: SyncDepth
  readonly acceptsMissing: boolean
}

/** A tracker's failure doesn't stop the sync of the others. */
async function outcomeOf(
  { session, plumbline, giveUpAfterMs }: Way,
  connection: Connection,
  asked: Asked,
): Promise<Outcome> {
  const { name, connectionId } = connection
  const meter = new SyncMeter(plumbline.store, connection, (line) => session.progress(line))
  const run = () =>
    runToEnd(session, plumbline, {
      name,
      start: () => startOrJoin(plumbline, { connectionId, ...asked }),
      goOnBy: `plumbline sync ${name} goes on from the last stored page`,
      afterCancel: () =>
        Promise.resolve(`${name}: cancelled; what is stored stays, and the next sync goes on from there`),
      watch: () => ({
        parts: new Map([[syncWorkflowId(connectionId), name]]),
        look: () => meter.look(),
        say: (line) => session.terminal.say(line),
        giveUpAfterMs,
      }),
    })
  try {
    const first = await run()
    // Another process' sync may have begun before what this one was asked to read.
    const { result } = first.joined && asked.depth !== 'recent' ? await run() : first
    return { connection, closed: result, error: null }
  } catch (error) {
    if (!(error instanceof Error) || exitCodeOf(error) === null || error instanceof InterruptedError)
      throw error
    return { connection, closed: null, error }
  }
}

function startOrJoin(
  { temporal: { client }, taskQueue }: Plumbline,
  input: Asked & { readonly connectionId: string },
) {
  return startSync({ client, taskQueue }, input)
}

function lineOf({ connection: { name }, closed, error }: Outcome): string {
  if (closed === null) return `${name}: ${error?.message ?? 'failed'}`
  const read = `${name}: ${counted(closed.tickets, 'ticket')} in ${counted(closed.pages, 'page')}, ${counted(closed.requests, 'request')}`
  return closed.incomplete === 0 ? read : `${read}; ${closed.incomplete} incomplete: plumbline doctor`
}

function jsonOf({ connection: { name }, closed, error }: Outcome) {
  if (closed !== null) return { name, state: 'finished', ...closed }
  return { name, state: 'failed', error: { name: error?.name, message: error?.message } }
}

/** The highest code: a wrong setting needs a person and outweighs what passes by itself. */
function highestCode(outcomes: readonly Outcome[]): ExitCode {
  const codes = outcomes.map(({ error }) =>
    error === null ? exitCodes.ok : (exitCodeOf(error) ?? exitCodes.bug),
  )
  return codes.toSorted((a, b) => b - a)[0] ?? exitCodes.ok
}
