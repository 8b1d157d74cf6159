import type { Command } from 'commander'
import { z } from 'zod'
import type { Act } from '../../frame/action.ts'
import { exitCodes } from '../../frame/exit-codes.ts'
import type { Answer } from '../../frame/result.ts'
import type { Session } from '../../frame/session.ts'
import { columns } from '../../output/columns.ts'
import { readAsOf } from '../../output/when.ts'
import { counted } from '../../output/words.ts'
import { type Check, ok, problem } from './check.ts'
import { checkMail, checkStore, checkTemporal, wordsOf } from './parts.ts'
import { checkPlan, checkRules } from './plan-and-rules.ts'

const input = z.object({ asOf: z.number().optional() })

/** `doctor`: looks at every part and says what to do. */
export function addDoctorCommand(program: Command, act: Act): void {
  program
    .command('doctor')
    .description('look at every part, a line each, and say what to do')
    .option('--as-of <date>', 'judge ages and the running quarter by then (default: now)', readAsOf)
    .addHelpText(
      'after',
      '\nExit code 1 where there is a problem; warnings leave it at 0. It sends no mail and stores nothing.',
    )
    .action(act(input, doctor))
}

async function doctor(session: Session, { asOf }: z.infer<typeof input>): Promise<Answer> {
  const checks = await allChecks(session, asOf ?? session.now())
  const count = (state: Check['state']): number => checks.filter((check) => check.state === state).length
  return {
    json: { checks },
    lines: [
      ...columns(
        checks.map(({ part, state, words }) => [marks[state], part, words.replaceAll('\n', '\n    ')]),
      ),
      `${counted(count('problem'), 'problem')}, ${counted(count('warning'), 'warning')}`,
    ],
    exitCode: count('problem') === 0 ? exitCodes.ok : exitCodes.negative,
  }
}

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok', warning: 'warning', problem: 'PROBLEM' }

/** Each part is looked at even where others fail, as far as it can be without them. */
async function allChecks(session: Session, nowAt: number): Promise<Check[]> {
  const config = readConfig(session)
  if (typeof config === 'string') return [problem('settings', config)]
  const { room, checks } = await checkStore(session, config)
  const apart = [checkTemporal(session, config), checkMail(config)]
  const known = [ok('settings', `data in ${config.dataDir}`), ...checks, ...(await Promise.all(apart))]
  if (room === null) return known
  const { checkConnections } = await import('./connections.ts')
  return [
    ...known,
    ...(await checkConnections(room, session, nowAt)),
    await checkRules(room.store),
    ...(await checkPlan(room.store, nowAt)),
  ]
}

function readConfig(session: Session) {
  try {
    return session.config()
  } catch (error) {
    return wordsOf(error)
  }
}
