import { escapedForms } from './markdown.ts';
import { type CommandHost, issueCommand } from './runner-commands.ts';
import { redact, secretForms } from './secrets.ts';

/** Where an annotation points: a file of the repository, and a title shown in bold. */
export interface Annotation {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
}

export interface Log {
  /** Lines of ours. Text of others may be in them: where the runner could see a command, they are shown as foreign. */
  info(text: string): void;
  /** Lines that come from a child process, a file or an API. The runner obeys no command in them. */
  foreign(text: string): void;
  notice(text: string, where?: Annotation): void;
  warning(text: string, where?: Annotation): void;
  error(text: string, where?: Annotation): void;
  /** Hides `secret`, in the forms that `secretForms` knows, in everything that is shown from here on: by us, and by the runner. */
  mask(secret: string): void;
  /** A text, or Markdown, without what is masked. */
  redact(text: string): string;
  /** Runs `body` in a folded group, which is closed whatever `body` does. A group in a group stays flat. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Ends a stretch of foreign text, so that the next process may issue commands again. */
  flush(): void;
}

/**
 * What the runner could take for a command: `::` at the start of a line, `##[` anywhere
 * (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs). It takes off what .NET calls white space, such as U+0085,
 * and compares by the rules of a language, which see no difference in a zero-width character: here all but the visible ones of ASCII are blanks.
 */
const COMMAND = /^[^!-~\r\n\u2028\u2029]*::|##\[/m;

/**
 * The runner's log on the stdout of `host`, to which nothing else writes.
 *
 * Foreign text stands between `::stop-commands::<random>` and its end
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands).
 * The stretch is opened by the first such line and closed before the next command of ours.
 *
 * @param hidden secrets that are not shown, and that the runner masks by itself
 */
export function runnerLog(host: Pick<CommandHost, 'stdout'> = process, hidden: readonly string[] = []): Log {
  const write = (line: string): void => void host.stdout.write(`${line}\n`);
  let secrets = hidden;
  let forms = formsOf(hidden);
  let quote: string | undefined;
  let grouped = false;

  const clean = (text: string): string => redact(text, forms);
  function endQuote(): void {
    if (quote === undefined) return;
    write(`::${quote}::`);
    quote = undefined;
  }
  function foreign(text: string): void {
    if (quote === undefined) {
      quote = `pv-${crypto.randomUUID()}`;
      write(`::stop-commands::${quote}`);
    }
    write(clean(text));
  }
  function info(text: string): void {
    const shown = clean(text);
    if (quote === undefined && COMMAND.test(shown)) foreign(shown);
    else write(shown);
  }
  function command(name: string, text?: string, properties?: Parameters<typeof issueCommand>[3]): void {
    endQuote();
    issueCommand(host, name, text, properties);
  }
  function annotate(
    level: string,
    text: string,
    { title = '', file = '', startLine }: Annotation = {},
  ): void {
    command(level, clean(text), { title: clean(title), file: clean(file), line: startLine });
  }

  return {
    info,
    foreign,
    notice: (text, where) => annotate('notice', text, where),
    warning: (text, where) => annotate('warning', text, where),
    error: (text, where) => annotate('error', text, where),
    mask(secret) {
      secrets = [...secrets, secret];
      forms = formsOf(secrets);
      command('add-mask', secret);
    },
    redact: clean,
    flush: endQuote,
    async group(title, body) {
      if (grouped) {
        info(title);
        return body();
      }
      grouped = true;
      command('group', clean(title));
      try {
        return await body();
      } finally {
        grouped = false;
        command('endgroup');
      }
    },
  };
}

/** The longest first. The user is that of GitHub's tokens, for git. */
function formsOf(secrets: readonly string[]): string[] {
  const forms = secretForms(secrets, ['x-access-token']).flatMap((form) => [form, ...escapedForms(form)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
