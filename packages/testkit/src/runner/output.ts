import { COMMANDS, type Command, parseCommand } from './command.ts';
import { trim } from './lines.ts';
import type { Masks } from './masks.ts';

/** What GitHub shows beside a run and at lines of files. Secrets are masked in it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
}

export interface OutputOptions {
  readonly masks: Masks;
  /** Shows debug lines, as RUNNER_DEBUG does. */
  readonly debug: boolean;
  /** Called with each line of the log, masked. */
  readonly onLine: (line: string) => void;
}

/**
 * Reads the output of one step line by line, as the runner does: obeys the workflow commands in it and
 * collects the rest as its log.
 */
export class OutputReader {
  readonly annotations: Annotation[] = [];
  readonly outputs = new Map<string, string>();
  readonly state = new Map<string, string>();
  readonly log: string[] = [];
  /** The commands that were obeyed, in their order. */
  readonly obeyed: Command[] = [];
  /** Whether a command failed, which fails the step. */
  failed = false;
  readonly #options: OutputOptions;
  #stopToken: string | undefined;
  #echo = false;

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  /** Takes one line without its end. */
  line(text: string): void {
    const command = parseCommand(text, this.#stopToken);
    if (command === undefined) {
      this.show(text);
    } else if (this.#stopToken !== undefined) {
      this.show(text);
      if (!COMMANDS.includes(command.name)) {
        this.obeyed.push(command);
        this.#stopToken = undefined;
      }
    } else {
      if (this.#echo && !['add-mask', 'debug', 'error', 'warning', 'notice'].includes(command.name)) {
        this.show(text);
      }
      this.obeyed.push(command);
      this.#obey(command.name, command.properties, command.data, text);
    }
  }

  /** Adds an annotation, and its line to the log. */
  annotate(
    level: Annotation['level'],
    message: string,
    properties: Readonly<Record<string, string>> = {},
  ): void {
    const line = Number.parseInt(properties['line'] ?? '', 10);
    const mask = (text: string): string => this.#options.masks.apply(text);
    this.annotations.push({
      level,
      message: mask(message),
      ...(properties['title'] ? { title: mask(properties['title']) } : {}),
      ...(properties['file'] ? { file: mask(properties['file']) } : {}),
      ...(Number.isNaN(line) ? {} : { line }),
    });
    this.show(`##[${level}]${message}`);
  }

  /** Adds `text` to the log, masked. */
  show(text: string): void {
    for (const line of this.#options.masks.apply(text).split(/\r?\n/)) {
      this.log.push(line);
      this.#options.onLine(line);
    }
  }

  /** An error of the step's own making, which fails it whatever its exit code. */
  reject(message: string): void {
    this.failed = true;
    this.annotate('error', message);
  }

  #obey(name: string, properties: Readonly<Record<string, string>>, value: string, text: string): void {
    switch (name) {
      case 'error':
      case 'warning':
      case 'notice':
        this.annotate(name, value, properties);
        break;
      case 'debug':
        if (this.#options.debug) this.show(`##[debug]${value}`);
        break;
      case 'group':
        this.show(`##[group]${value}`);
        break;
      case 'endgroup':
        this.show('##[endgroup]');
        break;
      case 'add-mask':
        this.#mask(value);
        break;
      case 'stop-commands':
        this.#stop(value, text);
        break;
      case 'echo':
        this.#setEcho(value);
        break;
      case 'set-output':
      case 'save-state':
        this.#keep(name, properties['name'], value);
        break;
      case 'set-env':
      case 'add-path':
        this.reject(
          `The \`${name}\` command is disabled. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2020-10-01-github-actions-deprecating-set-env-and-add-path-commands/`,
        );
        break;
      default:
        // Problem matchers only mark lines of the log.
        break;
    }
  }

  #mask(value: string): void {
    if (trim(value) === '') {
      this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
    } else {
      this.show('::add-mask::***');
      this.#options.masks.add(value);
    }
  }

  #stop(token: string, text: string): void {
    if (token === '' || token === 'pause-logging' || COMMANDS.includes(token.toLowerCase())) {
      this.reject(
        `Invoking the stop command with a token that is empty, "pause-logging" or a command is not allowed: "${token}"`,
      );
      return;
    }
    this.show(text);
    this.#stopToken = token;
  }

  #setEcho(value: string): void {
    const wanted = trim(value).toLowerCase();
    if (wanted !== 'on' && wanted !== 'off') {
      this.reject(
        `Invalid echo command value. Possible values can be: 'on', 'off'. Current value is: '${value}'.`,
      );
      return;
    }
    this.#echo = wanted === 'on';
  }

  #keep(command: 'set-output' | 'save-state', name: string | undefined, value: string): void {
    if (!name) {
      this.reject(`Required field 'name' is missing in ##[${command}] command.`);
      return;
    }
    (command === 'set-output' ? this.outputs : this.state).set(name, value);
    this.annotate(
      'warning',
      `The \`${command}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files. For more information see: https://github.blog/changelog/2022-10-11-github-actions-deprecating-save-state-and-set-output-commands/`,
    );
  }
}
