/**
 * How many points a real spam filter gives each mail of the product:
 *   npm run bench -- spam [--all]
 * Needs SpamAssassin (`apt-get install spamassassin`), which looks with its own rules and without the network. Golden mails and
 * notices, and with --all the reports of unusual quarters too. Aim: at most half a point; from five on most servers call it spam.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  everyNotice,
  goldenReports,
  type NamedMail,
  signInLink,
  situationReports,
} from '../../test/builders/every-mail.ts'
import { judge, type Verdict } from './filter.ts'
import { receivedMail } from './received.ts'

const aimPoints = 0.5

/** A mail with what a filter has found in ours before: a filter that finds nothing in it has not looked. */
const faulty: NamedMail = {
  name: 'with planted faults',
  async render() {
    const mail = await signInLink.render()
    const fault = 'Urgent requests took 230 days.'
    return {
      ...mail,
      text: `${fault}\n${mail.text}`,
      html: mail.html.replace('</body>', `<p style="background:#ffffff;color:#fdfdfd">${fault}</p></body>`),
    }
  },
}

const mails = [
  faulty,
  ...goldenReports,
  ...everyNotice,
  signInLink,
  ...(process.argv.includes('--all') ? situationReports : []),
]
const folder = await mkdtemp(join(tmpdir(), 'plumbline-spam-'))
try {
  const sentAt = Date.now()
  const files = mails.map((_, index) => join(folder, `${index}.eml`))
  for (const [index, { render }] of mails.entries()) {
    const mail = await receivedMail(await render(), `mail-${index}`, sentAt)
    await writeFile(files[index] ?? '', mail)
  }
  const lanes = Map.groupBy(files, (file) => files.indexOf(file) % availableParallelism())
  const judged = await Promise.all([...lanes.values()].map(judge))
  const verdicts = new Map(judged.flatMap((each) => [...each]))
  report(mails.map(({ name }, index) => ({ name, verdict: verdictNamed(verdicts, `mail-${index}`) })))
} finally {
  await rm(folder, { recursive: true })
}

function verdictNamed(verdicts: ReadonlyMap<string, Verdict>, id: string): Verdict {
  const verdict = verdicts.get(id)
  if (verdict === undefined) throw new Error(`the filter said nothing of ${id}`)
  return verdict
}

interface Judged {
  readonly name: string
  readonly verdict: Verdict
}

function report(judged: readonly Judged[]): void {
  const times = new Map<string, number>()
  for (const { name, verdict } of judged) {
    const rules = verdict.rules.map((rule) => `${rule.name} ${rule.points}`).join(', ')
    console.log(`${verdict.points.toFixed(1).padStart(5)}  ${name.padEnd(52)} ${rules}`)
    for (const { name: rule } of verdict.rules) times.set(rule, (times.get(rule) ?? 0) + 1)
  }
  console.log(`\nrules, by the mails that they fired for, of ${judged.length}:`)
  for (const [name, count] of [...times].toSorted(([, one], [, other]) => other - one))
    console.log(`${String(count).padStart(5)}  ${name}`)
  const above = judged.filter(({ verdict }) => verdict.points > aimPoints).map(({ name }) => name)
  const others = above.filter((name) => name !== faulty.name)
  console.log(`\n${others.length} of ${judged.length - 1} mails have more than ${aimPoints} points`)
  if (others.length === above.length)
    console.log('nor has the one with planted faults: the filter has not looked')
  if (others.length > 0 || others.length === above.length) process.exitCode = 1
}
