import type { Command } from './command.ts';

/** One step of a deployment. Each may be taken again: what is there already stays. */
export interface Step {
  title: string;
  command: Command;
  /** What the command says when there is nothing left to do: no failure. */
  isDone?: RegExp;
  /** What to do when it fails. */
  onFailure: string;
}

/** A question to the project after the last step. */
export interface Check {
  title: string;
  command: Command;
  /** What is wrong, by the output of the command. */
  problems: (output: string) => string[];
}

/** What gcloud says to a second `create`. */
export const EXISTS = /already.exists/i;
