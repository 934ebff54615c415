import { type CommandHost, issueCommand } from './runner-commands.ts';

/** Where an annotation points: a file of the repository, and a title shown in bold. */
export interface Annotation {
  readonly title?: string;
  readonly file?: string;
  readonly startLine?: number;
}

export interface Log {
  /** A plain line of ours. */
  info(text: string): void;
  /** Text that comes from a child process, a file or an API. The runner obeys no command in it. */
  foreign(text: string): void;
  notice(text: string, where?: Annotation): void;
  warning(text: string, where?: Annotation): void;
  error(text: string, where?: Annotation): void;
  /** Hides `secret` in everything that the runner shows from here on. */
  mask(secret: string): void;
  /** Runs `body` in a folded group, which is closed whatever `body` does. A group in a group stays flat. */
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Ends a stretch of foreign text, so that the next process may issue commands again. */
  flush(): void;
}

const COMMAND = /^\s*::|##\[/m;

/**
 * The runner's log on the stdout of `host`.
 *
 * Foreign text stands between `::stop-commands::<random>` and its end
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands).
 * The stretch is opened by the first such line and closed before the next command of ours.
 */
export function runnerLog(host: Pick<CommandHost, 'stdout'> = process): Log {
  const write = (text: string): void => void host.stdout.write(text);
  let quote: string | undefined;
  let grouped = false;

  function endQuote(): void {
    if (quote === undefined) return;
    write(`::${quote}::\n`);
    quote = undefined;
  }
  function foreign(text: string): void {
    if (quote === undefined) {
      quote = `pv-${crypto.randomUUID()}`;
      write(`::stop-commands::${quote}\n`);
    }
    write(`${text}\n`);
  }
  function info(text: string): void {
    if (quote === undefined && COMMAND.test(text)) foreign(text);
    else write(`${text}\n`);
  }
  function command(name: string, text?: string, properties?: Parameters<typeof issueCommand>[3]): void {
    endQuote();
    issueCommand(host, name, text, properties);
  }
  function annotate(level: string, text: string, { title, file, startLine }: Annotation = {}): void {
    command(level, text, { title, file, line: startLine });
  }

  return {
    info,
    foreign,
    notice: (text, where) => annotate('notice', text, where),
    warning: (text, where) => annotate('warning', text, where),
    error: (text, where) => annotate('error', text, where),
    mask: (secret) => command('add-mask', secret),
    flush: endQuote,
    async group(title, body) {
      if (grouped) {
        info(title);
        return body();
      }
      grouped = true;
      command('group', title);
      try {
        return await body();
      } finally {
        grouped = false;
        command('endgroup');
      }
    },
  };
}
