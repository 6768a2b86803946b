import { publishItems } from '@fanfold/kit/messages';
import { projectFirestore } from '@fanfold/kit/ops';
import { readOptions } from './options.ts';
import { type ResendAnswer, lettersOf, resend } from './resend-letters.ts';

const HELP = `npm run resend -- --by NAME (--letter ID | --service S [--code C])

Publishes dead letters (deadLetters/{id}) to the topic that they came from, once what was wrong is mended, and notes in each who has done so and when. A letter
that was sent before is left alone, unless it was refused again since.

It takes the project from GCLOUD_PROJECT, and the emulators from FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST.

  --by NAME      who sends them
  --letter ID    one letter
  --service S    all letters of a service
  --code C       of those, the ones with this code, e.g. refusedItem
  --help         this text

Exit codes: 0 all are sent, 1 some cannot be, 2 wrong options.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if ('wrong' in options) {
    process.stderr.write(`${options.wrong}\n\n${HELP}`);
    return 2;
  }
  const db = projectFirestore();
  const { by, letter, service = '', code } = options;
  let [sent, left] = [0, 0];
  for await (const id of letter === undefined ? lettersOf(db, service, code) : [letter]) {
    const answer = await resend(db, publishItems, id, by, () => new Date());
    process.stdout.write(`${id}: ${wordsFor(answer)}\n`);
    if (answer.is === 'resent') sent++;
    else if (answer.is !== 'resentBefore') left++;
  }
  process.stdout.write(`${sent} sent, ${left} cannot be\n`);
  return left > 0 ? 1 : 0;
}

function wordsFor(answer: ResendAnswer): string {
  switch (answer.is) {
    case 'resent':
      return `sent to ${answer.topic}`;
    case 'resentBefore':
      return `sent before, by ${answer.by} at ${answer.at}`;
    case 'refusedAgain':
      return 'sent, and refused again';
    case 'notSent':
      return {
        missing: 'no such letter',
        noTopic: 'an item of no topic',
        cut: 'too large to be kept whole',
        notJson: 'no JSON',
      }[answer.why];
  }
}
