import { Readable } from 'node:stream'
import { z } from 'zod'
import { checkOutputFile, writeOutputFile } from '../../../adapters/files/write-file.ts'
import { letOthersRun } from '../../../adapters/slices.ts'
import { isZoneOfPlace } from '../../../domain/plan/file/zone-of-place.ts'
import { parseEmail } from '../../../domain/text/email.ts'
import { grouped } from '../../../domain/text/numbers.ts'
import { draftStoredPlan } from '../../../queries/plan/draft-plan.ts'
import { counted } from '../../../wording/counted.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'

const input = z.object({
  company: z.string().optional(),
  timeZone: z.string().optional(),
  reader: z.string().optional(),
  commit: z.boolean().default(false),
  out: z.string().optional(),
})

/** `plumbline plan template`. */
export const planTemplate = defineAction(
  input,
  async (session, { company, timeZone, reader, commit, out = '-' }) => {
    if (timeZone !== undefined && !isZoneOfPlace(timeZone))
      throw new UsageError(`--time-zone must be such as Europe/Berlin, not "${timeZone}"`)
    const email = reader === undefined ? null : parseEmail(reader)
    if (reader !== undefined && email === null)
      throw new UsageError(`--reader must be an e-mail address, not "${reader}"`)
    const output = out === '-' ? null : await checkOutputFile(out)
    session.progress('Looking at who works where, and how the last quarter was spent …')
    const drafted = await draftStoredPlan(
      await session.store(),
      {
        ...{ company: company ?? null, timeZone: timeZone ?? null, commits: commit, nowAt: session.now() },
        usualTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        reader: email === null ? null : { email, name: email.slice(0, email.indexOf('@')) },
      },
      () => letOthersRun(session.signal),
    )
    if (drafted === null)
      throw new NegativeResultError('nothing has been synced yet: plumbline connect, then plumbline sync')
    const { teams } = drafted.draft
    const people = teams.flatMap(({ members }) => members)
    if (output === null) {
      return { json: { yaml: drafted.yaml }, lines: drafted.yaml.trimEnd().split('\n'), verbatim: true }
    }
    await writeOutputFile(output, Readable.from([drafted.yaml]), [], session.signal)
    const hidden = people.filter((each) => each.email === null).length
    return {
      json: { file: output.path, teams: teams.length, people: people.length, hiddenAddresses: hidden },
      lines: [
        `${output.path}: ${counted(teams.length, 'team')}, ${counted(people.length, 'person', 'people')}${hidden === 0 ? '' : `, ${grouped(hidden)} of them without an address`}.`,
        `Correct it, then: plumbline plan import ${output.path}`,
      ],
    }
  },
)
