import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What the filter gave a mail, and for what. */
export interface Verdict {
  readonly points: number
  /** Rules that fired, with their points. */
  readonly rules: readonly { readonly name: string; readonly points: number }[]
}

/** SpamAssassin isn't installed, or failed. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
}

const settings = [
  'report_safe 0',
  'fold_headers 0',
  'clear_headers',
  'add_header all Points _HEADER(Message-ID)_ _SCORE_ _TESTSSCORES(,)_',
  // Bayes knows what a site has trained it with: here nothing.
  'use_bayes 0',
  'dns_available no',
]

/**
 * Has the machine's SpamAssassin look at mails, with its own rules and none that asks the network.
 * @param files a mail each
 * @returns by Message-ID, without its brackets and domain
 * @throws FilterError
 */
export async function judge(files: readonly string[]): Promise<ReadonlyMap<string, Verdict>> {
  const options = ['--local', '--nocreate-prefs', '--prefs-file=/dev/null']
  const filter = spawn('spamassassin', [...options, ...settings.map((line) => `--cf=${line}`), ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const started = once(filter, 'spawn').catch(() => {
    throw new FilterError('there is no spamassassin on this machine: apt-get install spamassassin')
  })
  const [out] = await Promise.all([text(filter.stdout), started])
  const lines = out.matchAll(/^X-Spam-Points: <([^@>]+)@[^>]*> +(-?[\d.]+) (.*)$/gm)
  const verdicts = new Map([...lines].map(([, id = '', points, rules = '']) => [id, verdict(points, rules)]))
  if (verdicts.size !== files.length)
    throw new FilterError(`spamassassin looked at ${verdicts.size} of ${files.length} mails`)
  return verdicts
}

function verdict(points: string | undefined, rules: string): Verdict {
  const fired = [...rules.matchAll(/(\w+)=(-?[\d.]+)/g)]
  return {
    points: Number(points),
    rules: fired.map(([, name = '', each]) => ({ name, points: Number(each) })),
  }
}
