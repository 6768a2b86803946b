import { callable } from '@fanfold/kit/calls';
import { changesTopic } from '@fanfold/kit/changes';
import { messageText } from '@fanfold/kit/messages';
import { changesEpoch, eventOptions, projectFirestore, scheduleOptions } from '@fanfold/kit/ops';
import { onMessagePublished } from 'firebase-functions/pubsub';
import { onSchedule } from 'firebase-functions/scheduler';
import { claimHandle as claim, claimHandleSchema } from './claim-handle.ts';
import { fansTable } from './fan-row.ts';
import { fanKeysSecret } from './read-key.ts';
import { myReferralCode as codeOf, myReferralCodeSchema } from './referral-code.ts';
import { reportConflicts } from './report-conflicts.ts';
import { logConflict, takeFanRows } from './take-rows.ts';

const now = () => new Date();

/** What fans call; the functions beside this file say what each does and how it is refused. */
export const claimHandle = callable(
  claimHandleSchema,
  (input, caller) => claim(projectFirestore(), caller, input, now),
  { consumeAppCheckToken: true },
);

export const myReferralCode = callable(myReferralCodeSchema, (_, caller) => codeOf(projectFirestore(), caller, now));

/** Keys of rows of MySQL. An instance holds the messages that it takes at the moment: one of 10 MB, Pub/Sub's largest, takes some 75 MB. */
export const onFanRows = onMessagePublished(
  {
    ...eventOptions({ memory: '512MiB', timeoutSeconds: 120, concurrency: 4, maxInstances: 5 }),
    topic: changesTopic(fansTable.table),
    secrets: [fanKeysSecret],
  },
  ({ data }) =>
    takeFanRows(
      {
        db: projectFirestore(),
        secret: () => fanKeysSecret.value(),
        epoch: () => changesEpoch.value(),
        now,
        onConflict: logConflict,
      },
      messageText(data.message.data),
    ),
);

export const reportKeyConflicts = onSchedule(
  scheduleOptions({ schedule: 'every 1 hours', memory: '256MiB', timeoutSeconds: 60, maxInstances: 1 }),
  async () => void (await reportConflicts(projectFirestore())),
);
