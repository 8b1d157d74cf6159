import type { Command } from 'commander'
import type { RunAction } from '../../frame/action.ts'

/** `secrets list|rewrap`: the keys that seal the connections' secrets, and a new one. */
export function addSecretsCommands(program: Command, runAction: RunAction): void {
  const secrets = program
    .command('secrets')
    .description("list the keys that encrypt the connections' secrets, or change the key")
  secrets
    .command('list')
    .description('list the keys by id, and what each encrypts')
    .action(runAction(async () => (await import('./list.ts')).listSecrets))
  secrets
    .command('rewrap')
    .description('add a new key, and encrypt every secret and schedule with it')
    .addHelpText(
      'after',
      `
Adds the key to the key file in the data folder; what runs already finds it there. Keys of PLUMBLINE_SECRET_KEY are
yours to change: put a new one (openssl rand -base64 32) before the old one, with a comma between, restart what runs,
and run this. The old key stays, and decrypts what it encrypted. It can be stopped at any point: run it again, and it goes on.

Example:
  plumbline secrets rewrap && plumbline secrets list`,
    )
    .action(runAction(async () => (await import('./rewrap.ts')).rewrap))
}
