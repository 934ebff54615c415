/**
 * The commands of the runner, as @actions/core writes them
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). That package cannot be imported without its
 * OIDC client, which evaluates undici: 0.7 MB and a third of the CPU time of a start.
 */
import { appendFileSync } from 'node:fs';

/** What the commands use of a process: the runner's, or a test that stands for it. */
export interface CommandHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
}

/** Writes `::name key=value::message` to stdout. Properties without a value are left out. */
export function issueCommand(
  { stdout }: Pick<CommandHost, 'stdout'>,
  name: string,
  message = '',
  properties: Readonly<Record<string, string | number | undefined>> = {},
): void {
  const given = Object.entries(properties).filter(([, value]) => value);
  const list = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  stdout.write(`::${name}${list === '' ? '' : ` ${list}`}::${escapeData(message)}\n`);
}

/** Sets an output of the step. */
export function setOutput(name: string, value: string, host: CommandHost = process): void {
  setValue(host, 'GITHUB_OUTPUT', 'set-output', name, value);
}

/** Keeps a value for the step's post phase. */
export function saveState(name: string, value: string, host: CommandHost = process): void {
  setValue(host, 'GITHUB_STATE', 'save-state', name, value);
}

/** What the main phase kept; empty where it kept nothing. */
export function getState(name: string, { env }: Pick<CommandHost, 'env'> = process): string {
  return env[`STATE_${name}`] ?? '';
}

/** Appends to the runner's file. A runner without it is given the command that was there before. */
function setValue(host: CommandHost, variable: string, command: string, name: string, value: string): void {
  const file = host.env[variable] ?? '';
  if (file !== '') {
    const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
    appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
    return;
  }
  // It is no command after text without an end of line.
  host.stdout.write('\n');
  issueCommand(host, command, value, { name });
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
