/** `fans/{uid}`: what others see of a fan: their name, or one that ops have put in its place, and one of the app's pictures. */
export interface FanProfile {
  name: string;
  avatar: string;
  /** Raised by every change. */
  rev: number;
}
