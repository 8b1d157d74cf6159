import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError } from '../../../worker/settings/config-error.ts'
import { checkDatabaseFiles } from '../../../worker/settings/pem-file.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

const url = 'postgresql://plumbline:open-sesame@db.company.example/plumbline'

it.each(['sslrootcert', 'sslcert', 'sslkey'])(
  'a file that %s in DATABASE_URL names must be there',
  (name) => {
    const checking = () => checkDatabaseFiles(`${url}?${name}=/no/such.pem`)
    expect(checking).toThrow(ConfigError)
    expect(checking).toThrow(new RegExp(`^${name} in DATABASE_URL names .*/no/such.pem`))
    expect(checking).not.toThrow(/sesame/)
  },
)

it('a key that DATABASE_URL names must be one, and a certificate too', () => {
  const file = join(makeTestFolder(), 'client.pem')
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  checkDatabaseFiles(`${url}?sslkey=${encodeURIComponent(file)}`)
  expect(() => checkDatabaseFiles(`${url}?sslcert=${encodeURIComponent(file)}`)).toThrow(/no certificate/)
})

it('a DATABASE_URL without files has none to look at', () => {
  checkDatabaseFiles(`${url}?sslmode=verify-full`)
})
