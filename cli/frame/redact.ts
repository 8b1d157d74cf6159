import { trackers } from '../../adapters/trackers/registry.ts'

const ownSecretVariables = ['PLUMBLINE_SECRET_KEY', 'TEMPORAL_API_KEY'] as const
const variablesWithPassword = ['DATABASE_URL', 'SMTP_URL'] as const

/** A last net below messages that hold no secret by design: takes the environment's secrets out of a text. */
export function redact(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const passwords = variablesWithPassword.flatMap((name) => {
    const encoded = URL.parse(environment[name] ?? '')?.password ?? ''
    return [encoded, environment[name] ?? '']
  })
  const secretVariables = [...ownSecretVariables, ...trackers.secretVariables()]
  const secrets = [...secretVariables.map((name) => environment[name] ?? ''), ...passwords]
  // A very short "secret" is a placeholder, and taking it out would garble every word that holds it.
  return secrets
    .filter((secret) => secret.length >= 6)
    .reduce((cleaned, secret) => cleaned.replaceAll(secret, '***'), text)
}
