/** Who may redeem; what is null or false asks for nothing. */
export interface Eligibility {
  /** At least. */
  level: number | null;
  achievement: string | null;
  /** Any of them. */
  segments: readonly string[] | null;
  /** Any of them: ISO 3166-1 alpha-2. */
  regions: readonly string[] | null;
  /** Whether somebody has to have confirmed their age. */
  ageConfirmed: boolean;
}

export const FOR_ALL: Eligibility = {
  level: null,
  achievement: null,
  segments: null,
  regions: null,
  ageConfirmed: false,
};

/** What is known of a fan. What is not known is not fulfilled. */
export interface FanFacts {
  level: number;
  achievements: readonly string[];
  segments: readonly string[];
  region: string | null;
  ageConfirmed: boolean;
}

/** The conditions that a fan does not meet; none: they may redeem. */
export function unmetConditions(eligibility: Eligibility, fan: FanFacts): (keyof Eligibility)[] {
  const { level, achievement, segments, regions, ageConfirmed } = eligibility;
  const met: Record<keyof Eligibility, boolean> = {
    level: level === null || fan.level >= level,
    achievement: achievement === null || fan.achievements.includes(achievement),
    segments: segments === null || segments.some((segment) => fan.segments.includes(segment)),
    regions: regions === null || (fan.region !== null && regions.includes(fan.region)),
    ageConfirmed: !ageConfirmed || fan.ageConfirmed,
  };
  return (Object.keys(met) as (keyof Eligibility)[]).filter((condition) => !met[condition]);
}
