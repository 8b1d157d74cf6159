import { type WorkflowHandle, WorkflowIdConflictPolicy } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { type Command, Option } from 'commander'
import { z } from 'zod'
import type { SyncClosed, SyncDepth } from '../../activities/sync.ts'
import { type Connection, listConnections } from '../../adapters/store/sync/connections.ts'
import { connectionNamed } from '../../queries/connections/find-connection.ts'
import { NegativeResultError } from '../../queries/errors.ts'
import type { Plumbline } from '../../worker/plumbline.ts'
import { syncWorkflowId } from '../../workflows/ids.ts'
import type { syncConnection } from '../../workflows/index.ts'
import type { Act } from '../frame/action.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../frame/exit-codes.ts'
import type { Answer } from '../frame/result.ts'
import type { Session } from '../frame/session.ts'
import { readDuration } from '../output/when.ts'
import { counted } from '../output/words.ts'
import { SyncMeter } from '../watch/sync-meter.ts'
import { watchWorkflow } from '../watch/workflow.ts'

const input = z.object({
  name: z.string().optional(),
  full: z.boolean().default(false),
  nightly: z.boolean().default(false),
  giveUpAfter: z.number(),
})

/** `sync`: brings the store up to what the trackers hold, through the workflow that schedules use too. */
export function addSyncCommand(program: Command, act: Act): void {
  program
    .command('sync')
    .description('read what changed at one tracker, or at all')
    .argument('[name]', "the connection's name; all connections without it")
    .addOption(new Option('--full', 'read everything again, and who has which account').conflicts('nightly'))
    .option('--nightly', 'read a day further back than the last sync: searches lag behind')
    .addOption(
      new Option('--give-up-after <time>', 'stop waiting for a tracker that only fails')
        .argParser(readDuration)
        .default(120_000, '2m'),
    )
    .addHelpText(
      'after',
      `
The first sync reads everything. A sync that was cut off goes on from its last stored page.
A tracker that is down or asks to wait is asked again until it answers; after --give-up-after the command
ends with exit code 75, and the next sync goes on from there.

Examples:
  plumbline sync
  plumbline sync jira --full --give-up-after 10m`,
    )
    .action(act(input, sync))
}

interface Outcome {
  readonly connection: Connection
  readonly closed: SyncClosed | null
  readonly error: Error | null
}

async function sync(session: Session, asked: z.infer<typeof input>): Promise<Answer> {
  // A page is stored whole or not at all: there is nothing that a reading under way could spoil.
  const plumbline = await session.plumbline({ command: 'sync', delivers: false, shutdownGraceMs: 500 })
  const { store } = plumbline
  const connections =
    asked.name === undefined ? await listConnections(store) : [await connectionNamed(store, asked.name)]
  if (connections.length === 0) {
    throw new NegativeResultError('there is no connection yet: plumbline connect --help')
  }
  const depth = asked.full ? 'full' : asked.nightly ? 'nightly' : 'recent'
  const outcomes = await Promise.all(
    connections.map((connection) => outcomeOf(session, plumbline, connection, depth, asked.giveUpAfter)),
  )
  return {
    json: { syncs: outcomes.map(jsonOf) },
    lines: outcomes.map(lineOf),
    exitCode: worstOf(outcomes),
  }
}

/** One tracker's failure is its own: the others are read to their end. */
async function outcomeOf(
  session: Session,
  plumbline: Plumbline,
  connection: Connection,
  depth: SyncDepth,
  giveUpAfterMs: number,
): Promise<Outcome> {
  const { name, connectionId } = connection
  const parts = new Map([[syncWorkflowId(connectionId), name]])
  const goOnBy = `plumbline sync ${name} goes on from the last stored page, and so does a running worker (npm start)`
  const say = (line: string): void => session.terminal.say(line)
  const watch = (handle: WorkflowHandle<typeof syncConnection>) => {
    const meter = new SyncMeter(plumbline.store, connection, (line) => session.progress(line))
    return watchWorkflow(plumbline, handle, {
      parts,
      look: () => meter.look(),
      say,
      giveUpAfterMs,
      goOnBy,
      signal: session.signal,
    })
  }
  try {
    const started = await start(plumbline, connectionId, depth)
    if (started.joined) say(`${name}: a sync is under way already; waiting for its end`)
    const closed = await watch(started.handle)
    if (!started.joined || depth === 'recent') return { connection, closed, error: null }
    return {
      connection,
      closed: await watch((await start(plumbline, connectionId, depth)).handle),
      error: null,
    }
  } catch (error) {
    if (!(error instanceof Error) || exitCodeOf(error) === null) throw error
    return { connection, closed: null, error }
  }
}

async function start({ temporal: { client }, taskQueue }: Plumbline, connectionId: string, depth: SyncDepth) {
  const workflowId = syncWorkflowId(connectionId)
  try {
    const handle = await client.workflow.start<typeof syncConnection>('syncConnection', {
      taskQueue,
      workflowId,
      args: [{ connectionId, depth }],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.FAIL,
    })
    return { handle, joined: false }
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
    return { handle: client.workflow.getHandle<typeof syncConnection>(workflowId), joined: true }
  }
}

function lineOf({ connection: { name }, closed, error }: Outcome): string {
  if (closed === null) return `${name}: ${error?.message ?? 'failed'}`
  return `${name}: ${counted(closed.tickets, 'ticket')} in ${counted(closed.pages, 'page')}, ${counted(closed.requests, 'request')}`
}

function jsonOf({ connection: { name }, closed, error }: Outcome) {
  if (closed !== null) return { name, state: 'finished', ...closed }
  return { name, state: 'failed', error: { name: error?.name, message: error?.message } }
}

/** The highest code: a wrong setting needs a person and outweighs what time mends. */
function worstOf(outcomes: readonly Outcome[]): ExitCode {
  const codes = outcomes.map(({ error }) =>
    error === null ? exitCodes.ok : (exitCodeOf(error) ?? exitCodes.bug),
  )
  return codes.toSorted((a, b) => b - a)[0] ?? exitCodes.ok
}
