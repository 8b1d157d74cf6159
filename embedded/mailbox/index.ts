import { readdirSync } from 'node:fs'
import { readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { numberOf } from './file-name.ts'
import { indexPage, type MailSummary, mailPage } from './pages.ts'

/**
 * Writes `index.html`, which lists the mails of a folder with the newest last, and a page beside each mail.
 * The pages are plain files: they can be opened without a server, run no script and load nothing from elsewhere.
 * Pages that are there already are kept: a mail never changes.
 * @returns the path of the index
 */
export async function writeMailboxIndex(dir: string): Promise<string> {
  const names = readdirSync(dir)
    .filter((name) => numberOf(name) > 0)
    .sort((a, b) => numberOf(a) - numberOf(b))
  const summaries: MailSummary[] = []
  for (const name of names) summaries.push(await writeMailPage(dir, name))
  const index = join(dir, 'index.html')
  await writeWhole(index, indexPage(summaries))
  return index
}

async function writeMailPage(dir: string, name: string): Promise<MailSummary> {
  const pageName = name.replace(/\.eml$/, '.html')
  // simpleParser puts pictures that the HTML names by cid: into it as data: URIs.
  const mail = await simpleParser(await readFile(join(dir, name)))
  const summary = {
    fileName: name,
    pageName,
    from: addressesOf(mail.from),
    to: addressesOf(mail.to),
    subject: mail.subject ?? '(no subject)',
    sentAt: mail.date?.toISOString() ?? '',
  }
  const page = join(dir, pageName)
  if (!(await exists(page)))
    await writeWhole(page, mailPage({ ...summary, html: mail.html || null, text: mail.text ?? '' }))
  return summary
}

type Addresses = Awaited<ReturnType<typeof simpleParser>>['to']

function addressesOf(addresses: Addresses): string {
  if (addresses === undefined) return ''
  return [addresses]
    .flat()
    .map(({ text }) => text)
    .join(', ')
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}

/** A reader who reloads meanwhile sees the old page or the new one, never half of it. */
async function writeWhole(file: string, content: string): Promise<void> {
  await writeFile(`${file}.half`, content, { mode: 0o600 })
  await rename(`${file}.half`, file)
}
