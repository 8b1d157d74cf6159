import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  checkOutputFile,
  checkOutputFolder,
  makeOutputFolder,
  writeOutputFile,
} from '../../adapters/files/write-file.ts'
import { type Edition, scopeKeyOf } from '../../domain/report/content/edition.ts'
import { plainText } from '../../domain/text/plain-text.ts'
import type { Replies } from '../../queries/deliveries/reply-to.ts'
import { UsageError } from '../frame/errors.ts'

/** Refuses what can't be a preview's folder, before the work begins. @throws UsageError, PathError, FileAccessError */
export async function checkPreviewFolder(dir: string): Promise<void> {
  if (dir === '-')
    throw new UsageError('a preview is several files: name a folder with --out (./- for one of that name)')
  await checkOutputFolder(dir)
}

/**
 * Writes each edition as .html, .txt and its pictures, over those of an earlier preview.
 * @returns what a command tells of them: as JSON with all paths, HTML first, and as lines
 * @throws PathError, FileAccessError
 */
export async function writeEditions(dir: string, editions: readonly Edition[], replies: readonly Replies[]) {
  await makeOutputFolder(dir)
  const json = []
  const lines: string[] = []
  for (const [index, edition] of editions.entries()) {
    const { audience, scope, kind, subject } = edition
    const files = await writeEdition(dir, edition)
    const { replyTo, ofReaders } = replies[index] ?? { replyTo: null, ofReaders: [] }
    json.push({ audience, scope, kind, subject, files, replyTo, repliesOfReaders: ofReaders })
    lines.push(`  ${files[0] ?? ''}  ${plainText(subject)}`)
  }
  return { json, lines }
}

async function writeEdition(dir: string, edition: Edition): Promise<string[]> {
  const name = [
    edition.quarter,
    edition.kind,
    scopeKeyOf(edition.scope).replace(':', '-'),
    edition.audience,
  ].join('-')
  const pictures = edition.pictures.map((picture, index) => ({
    ...picture,
    fileName: `${name}${index === 0 ? '' : `-${index + 1}`}.png`,
  }))
  // A browser can't follow the cid: addresses by which a mail refers to its own parts.
  const html = pictures.reduce(
    (text, { contentId, fileName }) => text.replaceAll(`cid:${contentId}`, encodeURI(fileName)),
    edition.html,
  )
  const files = [
    { path: join(dir, `${name}.html`), content: html },
    { path: join(dir, `${name}.txt`), content: edition.text },
    ...pictures.map(({ fileName, png }) => ({ path: join(dir, fileName), content: png })),
  ]
  for (const { path, content } of files)
    await writeOutputFile(await checkOutputFile(path), Readable.from([Buffer.from(content)]))
  return files.map(({ path }) => path)
}
