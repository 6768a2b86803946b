import { parseArgs } from 'node:util';
import { projectFirestore } from '@fanfold/kit/ops';
import { type AuditRound, afterWallet, newRound } from '@fanfold/rewards/audit/audit-round';
import { auditWallet } from '@fanfold/rewards/audit/audit-wallet';
import { auditWallets } from '@fanfold/rewards/audit/audit-wallets';

const HELP = `npm run audit -- [--wallet UID | --after UID]

Proves the ledger: every posting sums to zero and is what it was when it was booked, the chain of each wallet holds, every balance equals the
fold of its postings, and the house has minus what the fans have. It changes nothing; the function auditLedger does the same once a day.

It takes the project from GCLOUD_PROJECT, and the emulator from FIRESTORE_EMULATOR_HOST. Cut off, it says how to go on.

  --wallet UID   one wallet
  --after UID    the wallets after this one: where another run has stopped
  --help         this text

Exit codes: 0 all is right, 1 a wallet differs or it was cut off, 2 wrong options.
`;

const print = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number) => value.toLocaleString('en');

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const db = projectFirestore();
  if (options.wallet !== undefined) {
    const round = afterWallet(newRound(), await auditWallet(db, options.wallet));
    printDifferences(round, 0);
    return printSum(round);
  }

  let isCut = false;
  process.once('SIGINT', () => (isCut = true));
  let round = newRound(options.after);
  const hasEnded = await auditWallets(db, round, (next) => {
    printDifferences(next, round.differences.length);
    round = next;
    print(`${number(round.wallets)} wallets, ${number(round.postings)} postings, up to ${round.cursor ?? 'none'}`);
    return !isCut;
  });
  const code = printSum(round);
  if (hasEnded) return code;
  print(`Cut off. To go on: npm run audit -- --after ${round.cursor}`);
  return 1;
}

function printDifferences({ differences }: AuditRound, from: number): void {
  for (const { uid, problems } of differences.slice(from))
    for (const { fault, key } of problems) print(`DIFFERS ${uid} ${key ?? '(wallet)'}: ${fault}`);
}

function printSum(round: AuditRound): number {
  const house = Object.entries(round.house).map(([account, amount]) => `${account} ${number(amount)}`);
  print(`fans ${number(round.fans)}, ${house.join(', ')}: together ${number(round.imbalance)}`);
  print(`${number(round.wallets)} wallets, ${number(round.postings)} postings, ${number(round.differing)} differ`);
  return round.differing > 0 || round.imbalance !== 0 ? 1 : 0;
}

/** @returns what is wrong, if anything is */
function readOptions(args: string[]): { wallet?: string; after?: string; help?: boolean } | string {
  try {
    const options = { wallet: { type: 'string' }, after: { type: 'string' }, help: { type: 'boolean' } } as const;
    const { values } = parseArgs({ args, options });
    if (values.wallet !== undefined && values.after !== undefined) return 'Give --wallet or --after, not both.';
    return values;
  } catch (error) {
    return (error as Error).message;
  }
}
