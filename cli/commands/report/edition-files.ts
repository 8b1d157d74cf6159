import { join } from 'node:path'
import { Readable } from 'node:stream'
import { checkOutputFile, makeOutputFolder, writeOutputFile } from '../../../adapters/files/write-file.ts'
import { type Edition, scopeKeyOf } from '../../../domain/report/content/edition.ts'

/**
 * Writes each edition as .html, .txt and its pictures, over those of an earlier preview. @returns paths, HTML first
 * @throws PathError, FileAccessError
 */
export async function writeEditions(dir: string, editions: readonly Edition[]): Promise<string[][]> {
  await makeOutputFolder(dir)
  const written: string[][] = []
  for (const edition of editions) written.push(await writeEdition(dir, edition))
  return written
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
