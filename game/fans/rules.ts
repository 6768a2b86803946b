import { z } from 'zod';
import { isKindName } from './activity.ts';
import { conditionSchema } from './condition.ts';
import { MAX_KINDS } from './limits.ts';
import { type RulesProblem, rulesProblems } from './rules-problems.ts';

/** Names stand in ids of documents and grants. */
const name = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'is no name: letters and digits, up to 40');
const kind = z.string().refine(isKindName, 'is no kind');
const title = z.string().min(1).max(80);
const day = z.iso.date();
const xp = z.int().min(0).max(1_000_000);
const coins = z.int().min(0).max(1_000_000);
const atLeast = z.int().min(1).max(1_000_000_000_000);
const kinds = z.array(kind).min(1).max(MAX_KINDS);

/** What is counted over activities of some kinds. A counter stands at 0 for a fan who has none. */
const counterSchema = z.union([
  z.strictObject({ count: kinds }),
  /** Of amounts. */
  z.strictObject({ sum: kinds }),
  /** The largest amount of one. */
  z.strictObject({ max: kinds }),
  /** Different subjects; see limits.ts. */
  z.strictObject({ distinct: kinds }),
]);

export type Counter = z.infer<typeof counterSchema>;

const xpRuleSchema = z.strictObject({
  /** XP for each activity of the kind. */
  each: xp.default(0),
  /** One XP more for so much of the day's amounts, rounded down. */
  amountPerXp: z.int().min(1).optional(),
  /** XP that the kind gives on one day, at most. */
  mostADay: xp.optional(),
});

const levelsSchema = z.union([
  /** XP at which level 2, 3 … begins. */
  z.strictObject({ table: z.array(z.int().min(1).max(1_000_000_000)).max(500) }),
  /** From level n to the next: `first + (n - 1) * step` XP, up to level `highest`. */
  z.strictObject({
    first: z.int().min(1).max(1_000_000),
    step: z.int().min(0).max(1_000_000),
    highest: z.int().min(1).max(1_000),
  }),
]);

export type Levels = z.infer<typeof levelsSchema>;

const streakSchema = z.strictObject({
  /** A day counts with so many activities of these kinds. */
  kinds,
  atLeast: z.int().min(1).max(1_000).default(1),
  /** One is earned with every so many days of the streak; each saves one missed day. */
  freezes: z.strictObject({ everyDays: z.int().min(1).max(1_000), mostHeld: z.int().min(1).max(10) }).optional(),
});

export type StreakRule = z.infer<typeof streakSchema>;

const achievementSchema = z.strictObject({
  title,
  /** Not shown before it is won. */
  secret: z.boolean().default(false),
  /** From the lowest up. A tier is won once its condition holds, and that of all tiers before it. */
  tiers: z
    .array(z.strictObject({ when: conditionSchema, coins: coins.default(0) }))
    .min(1)
    .max(10),
});

const questSchema = z.strictObject({
  title,
  counter: z.string(),
  /** Within one week of the fan, Monday to Sunday. */
  atLeast,
  xp: xp.default(0),
  coins: coins.default(0),
  /** Monday of the first week that it is asked in: those before it win nothing. */
  since: day,
});

const seasonSchema = z.strictObject({ from: day, to: day });

/**
 * What activities come to. Of all records the key is the id, for ever: what a fan has won is kept under it.
 *
 * @throws of `parse`: a ZodError whose issues have the path and say what is wrong there
 */
export const rulesSchema = z
  .strictObject({
    /** Raised by every change. */
    version: z.int().min(1),
    /** The app's own kinds, with what they are. */
    kinds: z.record(kind, title).default({}),
    counters: z.record(name, counterSchema).default({}),
    xp: z.record(kind, xpRuleSchema).default({}),
    levels: levelsSchema.default({ table: [] }),
    streaks: z.record(name, streakSchema).default({}),
    achievements: z.record(name, achievementSchema).default({}),
    quests: z.record(name, questSchema).default({}),
    seasons: z.record(name, seasonSchema).default({}),
  })
  .superRefine((rules, context) => {
    for (const { path, message } of rulesProblems(rules)) context.addIssue({ code: 'custom', path, message });
  });

export type FanRules = z.infer<typeof rulesSchema>;

/** As they are written; what is left out has a default. */
export type FanRulesInput = z.input<typeof rulesSchema>;

export type { RulesProblem };
